"""Where fenced blocks stand in Markdown lines: the one place that knows what a fence is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

_OPENS: Final = re.compile(r"^(?P<indent> *)(?P<marks>`{3,}|~{3,})\s*(?P<name>[^`]*?)\s*$")
CHECK: Final = "check"


@dataclass(frozen=True, slots=True)
class Fence:
    """Line indexes of its first and last line; `is_closed` is false where the text ends inside."""

    first: int
    last: int
    indent: int
    name: str
    is_closed: bool


def find_fences(lines: Sequence[str]) -> Iterator[Fence]:
    first, opened = 0, None
    for index, line in enumerate(lines):
        match = _OPENS.match(line)
        if opened is None:
            if match:
                first, opened = index, match
        elif match and not match["name"] and match["marks"].startswith(opened["marks"]):
            yield Fence(first, index, len(opened["indent"]), opened["name"], is_closed=True)
            opened = None
    if opened is not None:
        yield Fence(first, len(lines) - 1, len(opened["indent"]), opened["name"], is_closed=False)


def fenced_lines(lines: Sequence[str]) -> set[int]:
    """Indexes of all lines that belong to a fenced block."""
    return {index for fence in find_fences(lines) for index in range(fence.first, fence.last + 1)}
