"""The pictures of a Word document: each is one private sign in the text until its question is put together."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from portal.catalogue.exchange.attachments import Pictures
from portal.catalogue.exchange.texts import from_plain
from portal.catalogue.exchange.wording import said as _

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_R: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: what a run may hold that is drawn, not written
DRAWN: Final = frozenset({f"{_W}drawing", f"{_W}pict", f"{_W}object", f"{_MC}AlternateContent"})
RELATIONS: Final = "word/_rels/document.xml.rels"
_FIRST: Final = 0xF0000
_MOST: Final = 0xFFFD
#: signs of a plane that is left to private use: no keyboard writes them
PICTURE_SIGN: Final = re.compile("[\U000f0000-\U000ffffd]")


@dataclass(frozen=True, slots=True)
class WordPicture:
    """`content` is None where it is only linked to; without a name it was drawn in Word."""

    name: str
    alternative: str
    content: bytes | None


@dataclass(slots=True)
class Drawings:
    """`parts`: of the archive; what is met is kept in `found`. Nothing outside the archive is opened."""

    parts: Mapping[str, bytes]
    relations: Element | None
    found: list[WordPicture] = field(default_factory=list)
    targets: dict[str, tuple[str, bool]] = field(init=False)

    def __post_init__(self) -> None:
        rows = self.relations if self.relations is not None else ()
        self.targets = {
            row.get("Id") or "": (row.get("Target") or "", row.get("TargetMode") == "External")
            for row in rows
        }

    def signs(self, drawn: Element) -> Iterator[str]:
        """A sign for each picture of a run; one for a drawing that is none."""
        if drawn.tag == f"{_MC}AlternateContent":
            # the same drawing twice, for new and for old readers: the first that shows a picture
            inside = [drawn.find(f"{_MC}Choice"), drawn.find(f"{_MC}Fallback")]
            choices = [one for one in inside if one is not None]
            drawn = next((one for one in choices if _references(one)), drawn)
        references = _references(drawn) or [""]
        for reference in references:
            if len(self.found) < _MOST:
                self.found.append(self._picture(reference, _alternative(drawn)))
                yield chr(_FIRST + len(self.found) - 1)

    def _picture(self, reference: str, alternative: str) -> WordPicture:
        target, is_outside = self.targets.get(reference, ("", False))
        path = posixpath.normpath(posixpath.join("word", target)).lstrip("/")
        if target.startswith("/"):
            path = target.lstrip("/")
        content = None if is_outside or not target else self.parts.get(path)
        return WordPicture(posixpath.basename(target), alternative, content)


def _references(drawn: Element) -> list[str]:
    """The relations of its pictures, embedded or linked."""
    found = []
    for one in drawn.iter():
        if one.tag == f"{_A}blip":
            names = [f"{r}{kind}" for kind in ("embed", "link") for r in (_R, _STRICT_R)]
        elif one.tag == f"{_V}imagedata":
            names = [f"{_R}id"]
        else:
            continue
        found += [value for name in names if (value := one.get(name))][:1]
    return found


def _alternative(drawn: Element) -> str:
    for one in drawn.iter():
        if one.tag == f"{_WP}docPr":
            words = one.get("descr") or one.get("title") or ""
        elif one.tag == f"{_V}shape":
            words = one.get("alt") or ""
        else:
            continue
        if words.strip():
            return " ".join(words.split())
    return ""


@dataclass(slots=True)
class ShownPictures:
    """Texts of a Word document as Markdown, with its pictures in the places of their signs."""

    found: Sequence[WordPicture]
    pictures: Pictures = field(default_factory=Pictures)

    def markdown(self, text: str, stem: str) -> str:
        return PICTURE_SIGN.sub(lambda match: self._picture(match[0], stem), from_plain(text))

    def _picture(self, sign: str, stem: str) -> str:
        one = self.found[ord(sign) - _FIRST]
        if not one.name:
            drawn = _("a drawing of Word itself (shape, chart, text box) is not taken over")
            self.pictures.told.append(drawn)
            return ""
        return self.pictures.markdown(one.name, one.alternative, one.content, stem)
