"""Two sets of files laid beside each other: what was added, removed, changed, and in which lines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from typing import Final

from portal.catalogue.reading import Files

#: difflib takes quadratic time: a text of more lines is only said to be another
_MOST_LINES: Final = 5000


@dataclass(frozen=True, slots=True)
class Differences:
    """Paths in order."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> Differences:
    """By the digests of the files."""
    return Differences(
        added=tuple(sorted(after.keys() - before.keys())),
        removed=tuple(sorted(before.keys() - after.keys())),
        changed=tuple(
            sorted(path for path in before.keys() & after.keys() if before[path] != after[path])
        ),
    )


def difference_lines(
    before: Files, after: Files, differences: Differences, names: tuple[str, str]
) -> Iterator[str]:
    """The whole as text: a line for each file, and a unified diff under it where it is text.

    `names` say in the diff's headings which sides these are ("revision 1", "folder").
    """
    for path in differences.added:
        yield f"added   {path}"
        yield from _of_file(path, b"", after[path], names)
    for path in differences.removed:
        yield f"removed {path}"
    for path in differences.changed:
        yield f"changed {path}"
        yield from _of_file(path, before[path], after[path], names)


def _of_file(path: str, before: bytes, after: bytes, names: tuple[str, str]) -> Iterator[str]:
    old, new = _lines(path, before), _lines(path, after)
    if old is None or new is None:
        yield f"  {len(before)} → {len(after)} bytes"
        return
    from_name, to_name = (f"{path} ({name})" for name in names)
    yield from unified_diff(old, new, from_name, to_name, lineterm="")


def _lines(path: str, content: bytes) -> list[str] | None:
    """None for what has no lines to show. A line end that differs is shown as the sign it is."""
    if not path.endswith((".md", ".csv", ".svg")):
        return None
    try:
        lines = content.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    if len(lines) > _MOST_LINES:
        return None
    if lines[-1] == "":
        lines.pop()
    elif len(lines) > 1 or lines[0]:
        lines[-1] += " (no line end)"
    return [line.replace("\r", "␍").replace("\ufeff", "") for line in lines]
