"""HTML made safe: bleach, then nh3, with one allow-list, and nothing on which the two disagree.

nh3 stands behind bleach because bleach gets no more security releases; two independent parsers
must read the result the same way, or it is refused.
"""

from html.parser import HTMLParser
from typing import Final

import bleach
import nh3

from portal.catalogue.allowed import ATTRIBUTES, EVERYWHERE, SCHEMES, TAGS, may_stay

_FIRST: Final = bleach.Cleaner(
    tags=TAGS, attributes=may_stay, protocols=SCHEMES, strip=True, strip_comments=True
)
_SECOND: Final = nh3.Cleaner(
    tags=set(TAGS),
    attributes={"*": set(EVERYWHERE)} | {tag: set(names) for tag, names in ATTRIBUTES.items()},
    attribute_filter=lambda tag, name, value: value if may_stay(tag, name, value) else None,
    url_schemes=set(SCHEMES),
    clean_content_tags=set(),
    link_rel=None,
    strip_comments=True,
)


class Ambiguous(ValueError):
    """The two sanitisers understand this HTML differently."""


def sanitise(html: str) -> str:
    """What survives both, or `Ambiguous`."""
    first = _FIRST.clean(html)
    second = _SECOND.clean(first)
    if first != second and reading(first) != reading(second):
        raise Ambiguous
    return second


Event = tuple[str, str, tuple[tuple[str, str], ...]]


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.events: list[Event] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append(
            ("start", tag, tuple(sorted((name, value or "") for name, value in attrs)))
        )

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("end", tag, ()))

    def handle_data(self, data: str) -> None:
        if self.events and self.events[-1][0] == "text":
            data = self.events.pop()[1] + data
        self.events.append(("text", data, ()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)


def reading(html: str) -> list[Event]:
    """HTML as its tags, attributes and texts, however it is spelt."""
    reader = _Reading()
    reader.feed(html)
    reader.close()
    return reader.events


def words_of(html: str) -> str:
    """The text of HTML, single-spaced."""
    return " ".join("".join(text for kind, text, _ in reading(html) if kind == "text").split())
