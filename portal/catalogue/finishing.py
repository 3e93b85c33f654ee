"""Between Markdown and the sanitisers: addresses for links and pictures, scroll regions for tables.

Nothing here is trusted for safety: all of it goes through both sanitisers afterwards.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Final

from portal.catalogue.allowed import CLASSES
from portal.catalogue.links import ID_PREFIX, Link, Places, media_url, within
from portal.catalogue.media_types import Kind
from portal.catalogue.package import Media
from portal.catalogue.players import file_note, player
from portal.catalogue.problems import nearest
from portal.kernel.text import slugify

_ALIGN: Final = re.compile(r"text-align:\s*(right|center);?")
_FOOTNOTE: Final = re.compile(r"fn(ref[0-9]*)?:.+")
_DROPPED: Final = {"script", "style"}
_DOWNLOADS: Final = {Kind.AUDIO, Kind.VIDEO, Kind.DOCUMENT}
#: written by players.py alone
_PLAYERS: Final = {"audio", "video", "source", "track"}
_WORDS: Final = {"vi": {"table": "Bảng"}, "en": {"table": "Table"}}

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Complaint:
    """A problem without its line yet; `needle` is what to look for in the source."""

    code: str
    needle: str
    values: dict[str, object]


@dataclass(slots=True)
class Finished:
    html: str = ""
    ids: set[str] = field(default_factory=set)
    links: list[tuple[str, Link]] = field(default_factory=list)
    #: pictures and players: as written, the file found, its captions by language
    files: list[tuple[str, Media | None, Mapping[str, Media]]] = field(default_factory=list)
    complaints: list[Complaint] = field(default_factory=list)


class _Finisher(HTMLParser):
    def __init__(self, places: Places, path: str, language: str) -> None:
        super().__init__(convert_charrefs=True)
        self.places, self.path, self.language = places, path, language
        self.finished = Finished()
        self.parts: list[str] = []
        self.pictures = self.tables = self.dropping = 0
        self.note = ""

    def complain(self, code: str, needle: str, **values: object) -> None:
        self.finished.complaints.append(Complaint(code, needle, values))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.dropping += tag in _DROPPED
        if tag in _PLAYERS:
            return
        attributes = {name: value or "" for name, value in attrs}
        self._classes(tag, attributes)
        self._identity(attributes)
        special = getattr(self, f"_start_{tag}", None)
        if special:
            special(attributes)
        else:
            self._write(tag, attributes)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in _DROPPED:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self.dropping = max(0, self.dropping - (tag in _DROPPED))
        if tag in _PLAYERS:
            return
        if tag == "a":
            self.parts.append(escape(self.note))
            self.note = ""
        self.parts.append(f"</{tag}>" + ("</div>" if tag == "table" else ""))

    def handle_data(self, data: str) -> None:
        if not self.dropping:
            self.parts.append(escape(data, quote=False))

    def _write(self, tag: str, attributes: Attributes) -> None:
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        self.parts.append(f"<{tag}{written}>")

    def _classes(self, tag: str, attributes: Attributes) -> None:
        align = _ALIGN.fullmatch(attributes.pop("style", ""))
        words = attributes.pop("class", "").split() if tag != "code" else []
        for name in set(words) - CLASSES:
            self.complain("unknown_class", name, name=name, hint=nearest(name, CLASSES, mark="."))
        if align:
            words.append(f"c-table-{align[1]}")
        if words:
            attributes["class"] = " ".join(words)

    def _identity(self, attributes: Attributes) -> None:
        written = attributes.get("id")
        if written and not _FOOTNOTE.fullmatch(written):
            attributes["id"] = f"{ID_PREFIX}{slugify(written)}"
        if written:
            self.finished.ids.add(attributes["id"])

    def _start_h1(self, attributes: Attributes) -> None:
        self.complain("level_one_heading", "\n# ")
        self._write("h2", attributes)

    def _start_input(self, attributes: Attributes) -> None:
        """A task list is text to read, not a form."""
        self.parts.append("☑" if "checked" in attributes else "☐")

    def _start_table(self, attributes: Attributes) -> None:
        self.tables += 1
        label = f"{_WORDS[self.language]['table']} {self.tables}"
        region = {"class": "c-table-scroll", "tabindex": "0", "role": "region", "aria-label": label}
        self._write("div", region)
        self._write("table", attributes)

    def _start_th(self, attributes: Attributes) -> None:
        self._write("th", {"scope": "col"} | attributes)

    def _start_pre(self, attributes: Attributes) -> None:
        self._write("pre", attributes | {"tabindex": "0"})

    def _start_a(self, attributes: Attributes) -> None:
        written = attributes.get("href")
        if written is not None and not written.startswith(("#fn:", "#fnref")):
            link = self.places.link(self.path, written)
            self.finished.links.append((written, link))
            if link.problem:
                self.complain(link.problem, written, target=written, hint=link.hint)
            attributes["href"] = link.url
            if link.is_outside:
                attributes["rel"] = "noopener"
            if link.media and link.media.kind in _DOWNLOADS:
                attributes["download"] = ""
                self.note = file_note(link.media, self.language)
        self._write("a", attributes)

    def _start_img(self, attributes: Attributes) -> None:
        written = attributes.get("src", "")
        alternative = attributes.get("alt", "").strip()
        if not alternative:
            self.complain("missing_alternative", written, target=written)
        media = self.places.file(self.path, written)
        captions = self.places.captions(media) if media else {}
        self.finished.files.append((written, media, captions))
        if media is None or media.kind is Kind.CAPTIONS:
            code = "foreign_image" if re.match(r"[a-z]+:|//", written, re.I) else "broken_image"
            hint = nearest(within(self.path, written), self.places.media)
            self.complain(code, written, target=written, hint=hint)
        elif media.kind in _DOWNLOADS:
            self.parts.append(player(media, alternative, self.language, captions))
        else:
            self._picture(media, alternative)

    def _picture(self, media: Media, alternative: str) -> None:
        self.pictures += 1
        picture = {"src": media_url(media), "alt": alternative}
        if media.width and media.height:
            picture |= {"width": str(media.width), "height": str(media.height)}
        if self.pictures > 1:
            picture["loading"] = "lazy"
        self._write("img", picture)


def finish(html: str, *, places: Places, path: str, language: str) -> Finished:
    """The HTML with the portal's addresses in it, and all that was found on the way."""
    finisher = _Finisher(places, path, language)
    finisher.feed(html)
    finisher.close()
    finisher.finished.html = "".join(finisher.parts)
    return finisher.finished
