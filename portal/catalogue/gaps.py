"""Gaps in a text: `{{answer|also right}}`."""

import re
from dataclasses import dataclass
from typing import Final

from portal.catalogue.fences import fenced_lines
from portal.catalogue.package import Gap, Passage
from portal.kernel.text import tidy

#: no author can write this into HTML: both sanitisers take comments out
MARKER: Final = re.compile(r"<!--gap:([0-9]{1,3})-->")
_GAP: Final = re.compile(r"\{\{(?P<inside>[^{}]*)\}\}")
_OPEN: Final = re.compile(r"\{\{(?![^{}]*\}\})")
_BAR: Final = re.compile(r"\\?\|")


@dataclass(frozen=True, slots=True)
class GapText:
    """A text with each gap replaced by the token of its place."""

    text: str
    tokens: tuple[str, ...]


def find_gaps(passage: Passage) -> tuple[Gap, ...]:
    return tuple(
        Gap(passage.line + index, _answers(match["inside"]))
        for index, line in _open_lines(passage)
        for match in _GAP.finditer(line)
    )


def open_gaps(passage: Passage) -> list[int]:
    """Lines on which a gap begins that does not end there."""
    return [passage.line + index for index, line in _open_lines(passage) if _OPEN.search(line)]


def has_gaps(text: str) -> bool:
    return bool(_GAP.search(text))


def with_tokens(passage: Passage, seal: str) -> GapText:
    """`seal` makes the tokens unlike anything written: a digest of the text."""
    tokens: list[str] = []

    def token(_: re.Match[str]) -> str:
        tokens.append(f"gap{seal}n{len(tokens)}e")
        return tokens[-1]

    lines = passage.text.split("\n")
    for index, line in _open_lines(passage):
        lines[index] = _GAP.sub(token, line)
    return GapText("\n".join(lines), tuple(tokens))


def marker(index: int) -> str:
    return f"<!--gap:{index}-->"


def split_at_gaps(html: str) -> list[str]:
    """The pieces of HTML around its gaps: one more than there are gaps, in the order of the gaps."""
    return MARKER.split(html)[::2]


def with_blanks(html: str) -> str:
    """The HTML with a line to write on, numbered, in the place of each gap."""
    return MARKER.sub(lambda match: f"____ ({int(match[1]) + 1})", html)


def _open_lines(passage: Passage) -> list[tuple[int, str]]:
    lines = passage.text.split("\n")
    fenced = fenced_lines(lines)
    return [(index, line) for index, line in enumerate(lines) if index not in fenced]


def _answers(inside: str) -> tuple[str, ...]:
    return tuple(answer for part in _BAR.split(inside) if (answer := tidy(part)))
