"""Simple HTML, as mammoth makes it of a Word document, as Markdown of a lesson."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import Element

from portal.catalogue.exchange.texts import ShownPicture, from_plain, one_line
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _

NOTE: Final = re.compile(r"#?(?:foot|end)note-(?P<id>\w+)")
_BACK: Final = re.compile(r"#(?:foot|end)note-ref-\w+")
_MARKS: Final = {"strong": "**", "em": "*"}
#: HTML that Markdown has no sign for
_KEPT: Final = frozenset({"sup", "sub", "s"})
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_HEADING: Final = re.compile(r"h[1-6]")
_TYPED_BULLET: Final = re.compile(r"^(?P<mark>[-–•·+*]|\\\*)\s+(?=\S)")
_INDENT: Final = "    "


@dataclass(slots=True)
class Writer:
    """Writes blocks; `notes` are the bodies of all footnotes, `used` those that the text calls, in order."""

    picture: ShownPicture
    notes: Mapping[str, Element]
    used: list[str] = field(default_factory=list)
    told: list[Said] = field(default_factory=list)

    def text(self, blocks: list[Element], raise_by: int) -> str:
        """Blocks with their footnotes; a heading's level is lessened by `raise_by`, to ## at most."""
        written = _bulleted([text for block in blocks for text in self.block(block, raise_by)])
        at = 0
        while at < len(self.used):  # a note may call another
            written.append(self._note(self.used[at]))
            at += 1
        return "\n\n".join(text for text in written if text.strip())

    def block(self, element: Element, raise_by: int = 0) -> Iterator[str]:
        if _HEADING.fullmatch(element.tag):
            level = min(max(int(element.tag[1]) - raise_by, 2), 6)
            if title := plain_text(element):
                yield f"{'#' * level} {_plain(title)}"
        elif element.tag in ("ul", "ol"):
            yield "\n".join(self._items(element))
        elif element.tag == "table":
            yield from self._table(element)
        else:
            yield self._paragraph(self.inline(element))

    def inline(self, element: Element) -> str:
        """What stands inside an element, as one line; a line break is `<br>`."""
        parts = [_plain(element.text)]
        for child in element:
            parts += [self._part(child), _plain(child.tail)]
        return re.sub(r"[\s\u00a0]+", " ", "".join(parts))

    def _part(self, child: Element) -> str:
        if child.tag in _MARKS:
            return _marked(self.inline(child), _MARKS[child.tag])
        if child.tag == "a":
            return self._link(child)
        if child.tag == "img":
            return self.picture(child.get("src") or "", child.get("alt") or "")
        if child.tag == "br":
            return "<br>"
        if child.tag == "input":
            return "☑ " if child.get("checked") else "☐ "
        if child.tag == "sup" and (note := self._call(child)):
            return note
        inside = self.inline(child)
        return f"<{child.tag}>{inside}</{child.tag}>" if child.tag in _KEPT and inside else inside

    def _call(self, sup: Element) -> str:
        """`[^1]` for a footnote's number."""
        link = sup.find("a")
        match = NOTE.fullmatch(link.get("href") or "") if link is not None else None
        if match is None or match["id"] not in self.notes:
            return ""
        if match["id"] not in self.used:
            self.used.append(match["id"])
        return f"[^{self.used.index(match['id']) + 1}]"

    def _note(self, identity: str) -> str:
        blocks = [text for child in self.notes[identity] for text in self.block(child)]
        number = self.used.index(identity) + 1
        return f"[^{number}]: " + f"\n\n{_INDENT}".join(filter(None, blocks))

    def _link(self, link: Element) -> str:
        inside, address = self.inline(link), (link.get("href") or "").strip()
        if _BACK.fullmatch(address) or not address or address.startswith("#"):
            return "" if _BACK.fullmatch(address) else inside
        if not inside.strip() or not _leads_out(address):
            if inside.strip():
                self.told.append(
                    _("the link %(address)s leads to no page of the web", address=address[:100])
                )
            return inside
        return _marked_link(inside, quote(address, safe="%/:=&?~#+!$,;'@*"))

    def _paragraph(self, line: str) -> str:
        if match := _TYPED_BULLET.match(line):
            mark = f"{_INDENT}-" if match["mark"] == "+" else "-"
            return f"{mark} {one_line(line[match.end() :])}"
        lines = [one_line(part) for part in line.split("<br>")]
        return "<br>\n".join(part for part in lines if part)

    def _items(self, listed: Element, depth: int = 0) -> Iterator[str]:
        for number, item in enumerate(listed.iterfind("li"), start=1):
            mark = f"{number}." if listed.tag == "ol" else "-"
            nested = [child for child in item if child.tag in ("ul", "ol")]
            text = self._paragraph(self.inline(_without(item, nested))).replace("\n", " ")
            yield f"{_INDENT * depth}{mark} {text or '…'}"
            for inner in nested:
                yield from self._items(inner, depth + 1)

    def _table(self, table: Element) -> Iterator[str]:
        rows = [
            [self._cell(cell) for cell in row if cell.tag in ("td", "th")]
            for row in table.iter("tr")
        ]
        rows = [row for row in rows if any(text.strip() for text in row)]
        if any(cell.get("colspan") or cell.get("rowspan") for cell in table.iter()):
            self.told.append(_("a table with merged cells: look whether it reads well"))
        width = max(map(len, rows), default=0)
        if not rows:
            return
        if (len(rows), width) == (1, 1):  # a frame around a text
            yield "\n".join(
                f"> {one_line(line)}" for line in rows[0][0].split("<br>") if line.strip()
            )
            return
        lines = [f"| {' | '.join(_filled(row, width))} |" for row in rows]
        yield "\n".join([lines[0], "|" + "---|" * width, *lines[1:]])

    def _cell(self, cell: Element) -> str:
        texts = []
        for child in cell:
            if child.tag in ("ul", "ol"):
                texts += [line.strip() for line in self._items(child)]
            elif child.tag == "table":
                self.told.append(_("a table inside a table: only its text is kept"))
                texts.append(_plain(plain_text(child)))
            else:
                texts.append(self.inline(child))
        lines = [line for text in texts for line in text.split("<br>") if line.strip()]
        return "<br>".join(lines).replace("|", "\\|")


def plain_text(element: Element) -> str:
    """Its words, without marks."""
    return " ".join("".join(element.itertext()).split())


def _plain(text: str | None) -> str:
    """Braces would be read as attributes of what stands before them."""
    return from_plain(text or "").replace("{", "\\{")


def _bulleted(written: list[str]) -> list[str]:
    """Lines that somebody began with a dash make one list; a `+` is beneath the dash before it."""
    joined: list[str] = []
    for text in written:
        is_item = text.lstrip().startswith("- ")
        if is_item and joined and joined[-1].startswith("- "):
            joined[-1] += f"\n{text}"
        else:
            joined.append(text.lstrip() if is_item else text)
    return joined


def _marked(inside: str, mark: str) -> str:
    """Marks stand close to the words, spaces outside; a line break parts them."""
    pieces = inside.split("<br>")
    return "<br>".join(_close(piece, lambda bare: f"{mark}{bare}{mark}") for piece in pieces)


def _marked_link(inside: str, address: str) -> str:
    return _close(inside.replace("<br>", " "), lambda bare: f"[{bare}]({address})")


def _close(text: str, around: Callable[[str], str]) -> str:
    bare = text.strip()
    if not bare:
        return text
    before = text[: len(text) - len(text.lstrip())]
    return f"{before}{around(bare)}{text[len(text.rstrip()) :]}"


def _leads_out(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme.lower() in _SCHEMES and bool(parts.netloc or parts.path)


def _without(item: Element, nested: list[Element]) -> Element:
    """A copy of a list item without the lists inside it."""
    bare = Element(item.tag)
    bare.text = item.text
    bare.extend([child for child in item if child not in nested])
    return bare


def _filled(row: list[str], width: int) -> list[str]:
    return [*row, *([""] * (width - len(row)))]
