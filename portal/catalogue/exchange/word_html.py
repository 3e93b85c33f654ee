"""A Word document as simple HTML, read by mammoth from an archive that holds nothing it must not meet.

Nothing outside the file is opened: mammoth is given a new archive of checked parts, without a name, and may not
follow links. What it does not take over is told.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from portal.catalogue.exchange.archives import BadArchive, read_parts
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _

MAIN: Final = "word/document.xml"
TITLE: Final = "title"
#: bytes of the document's own XML: mammoth takes four seconds and fifty times as much memory for each megabyte
LARGEST: Final = 2 * 1024 * 1024
#: half a million elements need no 2 MB
MOST_ELEMENTS: Final = 150_000
_DEEPEST: Final = 60
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DGM: Final = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_STYLES: Final = "\n".join(
    (
        f"p[style-name='Title'] => p.{TITLE}:fresh",
        "p[style-name='TOC Heading'] => !",
        *(f"p[style-name='toc {level}'] => !" for level in range(1, 10)),
        "b => strong",
        "i => em",
    )
)
_FOREIGN: Final = re.compile(r"could not open external image '(?P<address>.*?)'")
_UNKNOWN: Final = re.compile(r"An unrecognised element was ignored: (?P<name>[\w:{}/.-]{1,120})")


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture: what Word says it shows, and its bytes."""

    alternative: str
    content: bytes


@dataclass(frozen=True, slots=True)
class WordHtml:
    """`root` holds the blocks; a picture's src is its place in `pictures`. `left_out`: what did not come along."""

    root: Element
    pictures: tuple[Shown, ...]
    left_out: tuple[Said, ...]


def read_html(content: bytes) -> WordHtml:
    """Raises BadArchive."""
    parts = read_parts(content, pictures=True)
    if MAIN not in parts:
        raise BadArchive(_("it is not a Word document (.docx)"))
    import mammoth  # noqa: PLC0415 (memory: formats.py)

    main = _checked(parts)
    pictures: list[Shown] = []

    def keep(image: Any) -> Mapping[str, str]:
        with image.open() as opened:
            pictures.append(Shown(image.alt_text or "", opened.read()))
        return {"src": str(len(pictures) - 1)}

    try:
        converted = mammoth.convert_to_html(
            io.BytesIO(_archive_of(parts)),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(keep),
            include_embedded_style_map=False,
            external_file_access=False,
        )
        root: Element = ElementTree.fromstring(f"<body>{converted.value}</body>", forbid_dtd=True)
    except Exception as error:  # whatever mammoth meets in a damaged document
        raise BadArchive(_("it is damaged, or not of this kind")) from error
    messages = (str(message.message) for message in converted.messages)
    return WordHtml(root, tuple(pictures), (*_not_read(main, parts), *_not_taken(messages)))


def _checked(parts: Mapping[str, bytes]) -> Element:
    """Every XML part is plain XML, and not more of it than can be read."""
    main: Element | None = None
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if len(part) > LARGEST:
            raise BadArchive(_("its text is longer than can be read here; divide the document"))
        try:
            root = ElementTree.fromstring(part, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise BadArchive(_("it is damaged: its XML cannot be read")) from error
        if _is_too_much(root):
            raise BadArchive(_("its text is longer than can be read here; divide the document"))
        main = root if name == MAIN else main
    if main is None:
        raise BadArchive(_("it is not a Word document (.docx)"))
    return main


def _is_too_much(root: Element) -> bool:
    level, count = [root], 0
    for _depth in range(_DEEPEST):
        count += len(level)
        level = [child for element in level for child in element]
        if not level or count > MOST_ELEMENTS:
            break
    return bool(level)


def _archive_of(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


def _not_read(main: Element, parts: Mapping[str, bytes]) -> Iterator[Said]:
    """What mammoth passes over in silence."""
    counts = Counter(element.tag for element in main.iter())
    if counts[f"{_W}commentReference"]:
        yield _("the comments in the margin")
    if counts[f"{_M}oMath"]:
        yield _("formulas (%(count)s); put them in as pictures", count=counts[f"{_M}oMath"])
    if drawn := counts[f"{_C}chart"] + counts[f"{_DGM}relIds"]:
        yield _("charts and diagrams (%(count)s); put them in as pictures", count=drawn)
    if counts[f"{_W}del"] + counts[f"{_W}moveFrom"]:
        yield _("text that was struck out while changes were tracked")
    margins = [
        part for name, part in parts.items() if re.fullmatch(r"word/(header|footer)\d*\.xml", name)
    ]
    if any(re.search(rb"<w:t[ >]", part) for part in margins):
        yield _("the lines at the head and foot of each page")
    tables = (style for style in main.iter(f"{_W}pStyle"))
    if any((style.get(f"{_W}val") or "").upper().startswith("TOC") for style in tables):
        yield _("the table of contents; the course has its own")


def _not_taken(messages: Iterator[str]) -> Iterator[Said]:
    told: set[str] = set()
    for message in messages:
        if match := _FOREIGN.search(message):
            address = match["address"][:100]
            said = _("the picture %(address)s, which is only linked to", address=address)
        elif (match := _UNKNOWN.search(message)) and "oMath" not in message:
            said = _("something of the kind %(kind)s", kind=match["name"].rsplit("}", 1)[-1])
        else:
            continue
        if str(said) not in told:
            told.add(str(said))
            yield said
