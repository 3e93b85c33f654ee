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
LINK = f"{_OFFICE}/officeDocument/2006/relationships/hyperlink"
PACKAGE = f"{_OFFICE}/package/2006"
LOOKS = {
    "b": "<w:b/>",
    "u": '<w:u w:val="single"/>',
    "red": '<w:color w:val="FF0000"/>',
    "black": '<w:color w:val="000000"/>',
    "blue": '<w:color w:val="0000FF"/>',
    "yellow": '<w:highlight w:val="yellow"/>',
    "unbold": '<w:b w:val="0"/>',
    "raised": '<w:vertAlign w:val="superscript"/>',
    "lowered": '<w:vertAlign w:val="subscript"/>',
    "strong": '<w:rStyle w:val="Strong"/>',
}
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Title", "heading 1", "heading 2", "heading 3", "toc 1")
)
STYLES = f"""<w:styles {NS}>{HEADINGS}
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
<w:abstractNum w:abstractNumId="3">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>
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
    inside = "".join(one if one.startswith(("<w:", "<m:")) else run(one) for one in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def heading(level: int, text: str) -> str:
    return p(text, style=f"heading{level}")


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


def docx(
    *blocks: str,
    pictures: Mapping[str, bytes] = {},
    links: Mapping[str, str] = {},
    **parts: str,
) -> bytes:
    """Blocks are paragraphs or tables; a plain text is a paragraph. `parts` take the place of those made here.

    A picture's name is its relation's too; `links`: addresses by the relation that `link` names.
    """
    body = "".join(one if one.startswith("<w:") else p(one) for one in blocks)
    relations = "".join(
        f'<Relationship Id="{name}" Type="{IMAGE}" Target="media/{name}"/>' for name in pictures
    ) + "".join(
        f'<Relationship Id="{name}" Type="{LINK}" Target="{escape(target)}" TargetMode="External"/>'
        for name, target in links.items()
    )
    made = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="png" '
        'ContentType="image/png"/></Types>',
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document {NS}><w:body>{body}</w:body>'
        "</w:document>",
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}'
        "</Relationships>",
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**made, **parts}.items():
            archive.writestr(name, text)
        for name, content in pictures.items():
            archive.writestr(f"word/media/{name}", content)
    return stream.getvalue()


def link(name: str, text: str) -> str:
    return f'<w:hyperlink {DRAWN} r:id="{name}">{run(text)}</w:hyperlink>'


def note(number: int) -> str:
    """The call of a footnote, which `footnotes` holds."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def footnotes(**texts: str) -> dict[str, str]:
    """The part that holds them: texts by `n1`, `n2`, …"""
    inside = "".join(
        f'<w:footnote w:id="{name[1:]}">{p(text)}</w:footnote>' for name, text in texts.items()
    )
    return {"word/footnotes.xml": f"<w:footnotes {NS}>{inside}</w:footnotes>"}
