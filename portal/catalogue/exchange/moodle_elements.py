"""Moodle's XML taken apart: its root, the texts of elements as Markdown, answers with what they are worth."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from portal.catalogue.exchange.attachments import Pictures
from portal.catalogue.exchange.outcome import NoCounterpart, Outcome
from portal.catalogue.exchange.texts import LONGEST_TEXT, cleaned, from_html, from_plain, one_line
from portal.catalogue.exchange.wording import said as _
from portal.catalogue.numbers import read_number, write_number

#: characters: an exam of a thousand questions with pictures inside
LARGEST: Final = 32 * 1024 * 1024
#: before the name of a file that stands beside the text
PLACE: Final = "@@PLUGINFILE@@/"
_MARKDOWN_PICTURE: Final = re.compile(rf"!\[(?P<words>[^\[\]]*)\]\((?P<source>{PLACE}[^()\s]+)\)")


def root_of(content: bytes, outcome: Outcome) -> Element | None:
    if len(content) > LARGEST:
        outcome.leave_out(_("the file"), _("it is larger than %(limit)s MB", limit=32))
        return None
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=True)
    except ParseError as error:
        place = _("line %(number)s", number=error.position[0])
        outcome.leave_out(place, _("the file is not readable XML"))
        return None
    except (DefusedXmlException, ValueError, LookupError):
        outcome.leave_out(_("the file"), _("it declares XML entities, or an unknown encoding"))
        return None
    if root.tag != "quiz":
        outcome.leave_out(_("the file"), _("it is not Moodle XML: it does not begin with <quiz>"))
        return None
    return root


def name_of(element: Element) -> str:
    texts = (element.findtext("name/text"), element.findtext("questiontext/text"))
    return one_line(next((text[:200] for text in texts if text and text.strip()), "no name"))[:60]


def points_of(element: Element) -> int:
    grade = read_number(raw_text(element.find("defaultgrade")) or "1")
    return min(max(round(grade or 1), 1), 100)


def plain_number(raw: str) -> str:
    """Moodle writes a point before decimals and nothing between thousands."""
    whole, _point, places = raw.strip().partition(".")
    if not (whole.lstrip("-") + places).isdecimal() or len(raw) > 30:
        raise NoCounterpart(_("a number that cannot be read"))
    number = read_number(f"{whole or '0'}.{places}0000" if places else whole)
    if number is None:
        raise NoCounterpart(_("a number that cannot be read"))
    return write_number(number)


def whole_answers(element: Element) -> list[str]:
    """Answers that are worth all; where one is worth a part only, there is no counterpart."""
    answers = [
        (one_line(cleaned(raw_text(answer))), share_of(answer))
        for answer in element.iterfind("answer")
    ]
    if not answers or any(share < 100 or not text for text, share in answers):
        raise NoCounterpart(_("an answer that is worth a part only, or nothing"))
    return [text for text, _share in answers]


def answers_of(element: Element, texts: "Texts") -> Iterator[tuple[str, float, str]]:
    """Text, share in percent, feedback of each answer."""
    for answer in element.iterfind("answer"):
        text = one_line(texts.of(answer))
        if not text:
            raise NoCounterpart(_("an option without words"))
        yield text, share_of(answer), texts.of(answer.find("feedback"))


def share_of(answer: Element) -> float:
    share = read_number(answer.get("fraction") or "0")
    return float(share) if share is not None else 0.0


def raw_text(element: Element | None) -> str:
    """The text of an element or of its <text>, as it stands."""
    if element is None:
        return ""
    inside = element.find("text")
    raw = ((inside.text if inside is not None else element.text) or "").strip()
    if len(raw) > LONGEST_TEXT:
        raise NoCounterpart(_("a text longer than %(limit)s characters", limit=LONGEST_TEXT))
    return raw


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one question as Markdown; each element brings the files that its text shows."""

    pictures: Pictures

    def of(self, element: Element | None) -> str:
        if element is None:
            return ""
        return self.converted(element, cleaned(raw_text(element)))

    def converted(self, element: Element, raw: str) -> str:
        """Moodle means HTML where it says nothing."""
        files = {one.get("name") or "": one for one in element.iterfind("file")}

        def shown(source: str, words: str) -> str:
            name = unquote(source.removeprefix(PLACE))
            return self.pictures.markdown(name, words, _bytes(files.get(name)))

        format_ = element.get("format")
        if format_ == "markdown":
            return _MARKDOWN_PICTURE.sub(lambda match: shown(match["source"], match["words"]), raw)
        return from_plain(raw) if format_ == "plain_text" else from_html(raw, shown)


def _bytes(file: Element | None) -> bytes | None:
    if file is None or file.get("encoding") != "base64":
        return None
    try:
        return base64.b64decode(file.text or "")
    except (binascii.Error, ValueError):
        return None
