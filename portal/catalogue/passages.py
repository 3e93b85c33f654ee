"""A lesson's HTML as passages of plain text, one for each heading: what the search finds and shows."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

_HEADINGS: Final = {"h2", "h3", "h4"}
#: run on in a line of text; every other tag ends a line
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s"}
    | {"small", "span", "strong", "sub", "sup", "u"}
)
#: answers of self-checks are not given away, and the name of a button is no text
_LEFT_OUT: Final = {"details", "audio", "video", "pre"}


@dataclass(slots=True)
class Passage:
    """`anchor` and `heading` are empty before the first heading."""

    anchor: str = ""
    heading: str = ""
    text: str = ""


@dataclass(slots=True)
class _Open:
    anchor: str = ""
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages = [_Open()]
        self.in_heading = False
        self.left_out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.left_out += tag in _LEFT_OUT
        if tag in _HEADINGS:
            self.passages.append(_Open(dict(attrs).get("id") or ""))
            self.in_heading = True
        elif tag not in _INLINE:
            self.write(" ")

    def handle_endtag(self, tag: str) -> None:
        self.left_out -= tag in _LEFT_OUT
        if tag in _HEADINGS:
            self.in_heading = False
        elif tag not in _INLINE:
            self.write(" ")

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.write(data)

    def write(self, text: str) -> None:
        passage = self.passages[-1]
        (passage.heading if self.in_heading else passage.text).append(text)


def passages_of(html: str) -> list[Passage]:
    """In order; without those that say nothing."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    passages = [Passage(one.anchor, _tidy(one.heading), _tidy(one.text)) for one in reader.passages]
    return [one for one in passages if one.heading or one.text]


def _tidy(parts: list[str]) -> str:
    return " ".join("".join(parts).split())
