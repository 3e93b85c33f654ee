"""Word documents for the tests, written by hand: XML in a zip, as Word, LibreOffice and Google Docs write it."""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from PIL import Image

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org"
DRAWN = (
    f'xmlns:wp="{_OFFICE}/drawingml/2006/wordprocessingDrawing" xmlns:a="{_OFFICE}/drawingml/2006/main" '
    f'xmlns:pic="{_OFFICE}/drawingml/2006/picture" xmlns:r="{_OFFICE}/officeDocument/2006/relationships"'
)
IMAGE = f"{_OFFICE}/officeDocument/2006/relationships/image"
PACKAGE = f"{_OFFICE}/package/2006/relationships"
LOOKS = {
    "b": "<w:b/>",
    "u": '<w:u w:val="single"/>',
    "red": '<w:color w:val="FF0000"/>',
    "black": '<w:color w:val="000000"/>',
    "blue": '<w:color w:val="0000FF"/>',
    "yellow": '<w:highlight w:val="yellow"/>',
    "unbold": '<w:b w:val="0"/>',
    "strong": '<w:rStyle w:val="Strong"/>',
}
STYLES = f"""<w:styles {NS}>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Cau"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
</w:styles>"""
NUMBERING = f"""<w:numbering {NS}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Câu %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
</w:numbering>"""


def run(text: str, *looks: str) -> str:
    """A run; a tab in the text is Word's tab, a line break its break."""
    properties = f"<w:rPr>{''.join(LOOKS[look] for look in looks)}</w:rPr>" if looks else ""
    pieces = re.split(r"([\t\n])", text)
    inside = "".join(
        "<w:tab/>" if piece == "\t" else "<w:br/>" if piece == "\n"
        else f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in pieces if piece
    )  # fmt: skip
    return f"<w:r>{properties}{inside}</w:r>"


def p(*runs: str, numbered: tuple[int, int] | None = None, style: str = "") -> str:
    """A paragraph of runs or plain texts; `numbered`: list and level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        at = f'<w:ilvl w:val="{numbered[1]}"/><w:numId w:val="{numbered[0]}"/>'
        properties += f"<w:numPr>{at}</w:numPr>"
    inside = "".join(one if one.startswith("<w:") else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def picture(name: str, alternative: str = "", *, kind: str = "embed") -> str:
    """A run that shows word/media/`name`, given to `docx` among its pictures."""
    return (
        f'<w:r><w:drawing><wp:inline {DRAWN}><wp:docPr id="1" name="x" descr="{alternative}"/>'
        f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:{kind}="{name}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def png(colour: str = "red") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 3), colour).save(stream, "PNG")
    return stream.getvalue()


def docx(*blocks: str, pictures: Mapping[str, bytes] = {}, **parts: str) -> bytes:
    """Blocks are paragraphs or tables; a plain text is a paragraph. A picture's name is its relation's too."""
    body = "".join(one if one.startswith("<w:") else p(one) for one in blocks)
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {NS}><w:body>{body}</w:body></w:document>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        archive.writestr("word/styles.xml", STYLES)
        archive.writestr("word/numbering.xml", NUMBERING)
        relations = "".join(
            f'<Relationship Id="{name}" Type="{IMAGE}" Target="media/{name}"/>' for name in pictures
        )
        if "word/_rels/document.xml.rels" not in parts:
            archive.writestr(
                "word/_rels/document.xml.rels",
                f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>',
            )
        for name, content in pictures.items():
            archive.writestr(f"word/media/{name}", content)
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()
