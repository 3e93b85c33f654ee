"""A Word document (.docx of Word, LibreOffice or Google Docs) as lines whose every sign knows how it looks.

A picture is one sign in the text, that of its place among the document's pictures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from portal.catalogue.exchange.archives import BadArchive, read_parts
from portal.catalogue.exchange.word_drawings import (
    DRAWN,
    PICTURE_SIGN,
    RELATIONS,
    Drawings,
    WordPicture,
)
from portal.catalogue.exchange.word_looks import Look, Style, W, changed, read_styles, value_of
from portal.catalogue.exchange.word_numbering import Numbering, read_numbering
from portal.catalogue.exchange.wording import said as _

M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RAISED: Final = {
    "superscript": dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True)),
    "subscript": dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
}
_DEEPEST: Final = 20


@dataclass(slots=True)
class Line:
    """One line; `looks` has one for each sign of `text`. `label`: what automatic numbering puts before it."""

    text: str = ""
    looks: list[Look] = field(default_factory=list)
    label: str = ""
    has_formula: bool = False

    def add(self, text: str, look: Look) -> None:
        self.text += text
        self.looks += [look] * len(text)

    def part(self, start: int, end: int | None = None) -> "Line":
        return Line(self.text[start:end], self.looks[start:end], has_formula=self.has_formula)


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of a table as rows of lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]

    @property
    def texts(self) -> list[list[str]]:
        return [[" ".join(line.text for line in cell).strip() for cell in row] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Document:
    """Lines and tables in their order, and the pictures whose signs stand in them."""

    blocks: tuple[Line | Table, ...]
    pictures: tuple[WordPicture, ...]


def read_document(content: bytes) -> Document:
    """Raises BadArchive."""
    parts = read_parts(content, pictures=True)
    body = _xml(parts, "word/document.xml")
    if body is None:
        raise BadArchive(_("it is not a Word document (.docx)"))
    styles = read_styles(_xml(parts, "word/styles.xml"))
    numbering = read_numbering(_xml(parts, "word/numbering.xml"), W)
    reader = _Reader(styles, numbering, Drawings(parts, _xml(parts, RELATIONS)))
    inside = body.find(f"{W}body")
    blocks = tuple(reader.blocks(inside, 0)) if inside is not None else ()
    return Document(blocks, tuple(reader.drawings.found))


def _xml(parts: Mapping[str, bytes], name: str) -> Element | None:
    if name not in parts:
        return None
    content = parts[name].replace(_STRICT, W[1:-1].encode())
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise BadArchive(_("it is damaged: its XML cannot be read")) from error
    return root


@dataclass(slots=True)
class _Reader:
    styles: Mapping[str, Style]
    numbering: Numbering
    drawings: Drawings

    def blocks(self, parent: Element, depth: int) -> Iterator[Line | Table]:
        if depth > _DEEPEST:
            return
        for child in parent:
            if child.tag == f"{W}p":
                yield from self.lines(child)
            elif child.tag == f"{W}tbl":
                yield self.table(child, depth)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
                yield from self.blocks(child, depth + 1)

    def table(self, table: Element, depth: int) -> Table:
        return Table(
            tuple(
                tuple(tuple(self._cell(cell, depth)) for cell in row.iter(f"{W}tc"))
                for row in table.iterfind(f"{W}tr")
            )
        )

    def _cell(self, cell: Element, depth: int) -> Iterator[Line]:
        for block in self.blocks(cell, depth + 1):
            if isinstance(block, Line):
                yield block
            else:
                yield from (line for row in block.rows for inner in row for line in inner)

    def lines(self, paragraph: Element) -> list[Line]:
        """A paragraph; a line break inside it begins another line."""
        properties = paragraph.find(f"{W}pPr")
        style = value_of(properties, "pStyle")
        look = self._of_style(style, Look())
        line = Line(label=self._label(properties, style))
        lines = [line]
        for run in _runs(paragraph, 0):
            run_properties = run.find(f"{W}rPr")
            own = self._of_style(value_of(run_properties, "rStyle"), look)
            own = changed(own, run_properties)
            for piece in run:
                if piece.tag in (f"{W}br", f"{W}cr"):
                    lines.append(Line())
                elif piece.tag == f"{W}t":
                    _write(lines[-1], piece.text or "", own, value_of(run_properties, "vertAlign"))
                else:
                    self._add(lines[-1], piece, own)
        return lines

    def _add(self, line: Line, piece: Element, look: Look) -> None:
        if piece.tag == f"{M}t":
            line.has_formula = True
            line.add(PICTURE_SIGN.sub("", piece.text or ""), look)
        elif piece.tag in (f"{W}tab", f"{W}ptab"):
            line.add("\t", look)
        elif piece.tag in (f"{W}noBreakHyphen", f"{W}softHyphen"):
            line.add("-", look)
        elif piece.tag in DRAWN:
            for sign in self.drawings.signs(piece):
                line.add(sign, look)

    def _of_style(self, name: str, look: Look) -> Look:
        chain: list[Style] = []
        while name in self.styles and len(chain) < _DEEPEST:
            chain.append(self.styles[name])
            name = self.styles[name].base
        for style in reversed(chain):
            look = changed(look, style.properties)
        return look

    def _label(self, properties: Element | None, style: str) -> str:
        numbered = properties.find(f"{W}numPr") if properties is not None else None
        for _step in range(_DEEPEST):
            if numbered is not None or style not in self.styles:
                break
            numbered, style = self.styles[style].numbered, self.styles[style].base
        if numbered is None:
            return ""
        return self.numbering.label(value_of(numbered, "numId"), value_of(numbered, "ilvl"))


def _runs(parent: Element, depth: int) -> Iterator[Element]:
    """Runs in order, also those in links and accepted insertions; deleted text is gone."""
    if depth > _DEEPEST:
        return
    for child in parent:
        if child.tag in (f"{W}r", f"{M}r"):
            yield child
        elif child.tag not in (f"{W}pPr", f"{W}del", f"{W}moveFrom"):
            yield from _runs(child, depth + 1)


def _write(line: Line, text: str, look: Look, raised: str) -> None:
    """Raised and lowered figures as signs of their own (m², H₂O); where there is none, the line has a formula."""
    signs = _RAISED.get(raised, {})
    if signs and text.strip():
        line.has_formula |= any(sign not in signs for sign in text if not sign.isspace())
        text = "".join(signs.get(sign, sign) for sign in text)
    line.add(PICTURE_SIGN.sub("", text), look)
