"""Moodle's XML taken apart: its root, the texts of elements as Markdown, answers with what they are worth."""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from portal.catalogue.exchange.model import NoCounterpart, Outcome
from portal.catalogue.exchange.texts import LONGEST_TEXT, cleaned, from_html, from_plain, one_line
from portal.catalogue.numbers import read_number, write_number

#: characters: an exam of a thousand questions with pictures inside
LARGEST: Final = 32 * 1024 * 1024


def root_of(content: bytes, outcome: Outcome) -> Element | None:
    if len(content) > LARGEST:
        outcome.leave_out("line 1", "the file is larger than 32 MB")
        return None
    try:
        root: Element = ElementTree.fromstring(content, forbid_dtd=True)
    except ParseError as error:
        outcome.leave_out(f"line {error.position[0]}", "the file is not readable XML")
        return None
    except (DefusedXmlException, ValueError, LookupError):
        outcome.leave_out("line 1", "the file declares entities, or an unknown encoding")
        return None
    if root.tag != "quiz":
        outcome.leave_out("line 1", "the file is not Moodle XML: it does not begin with <quiz>")
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
    whole, _, places = raw.strip().partition(".")
    if not (whole.lstrip("-") + places).isdecimal() or len(raw) > 30:
        raise NoCounterpart("a number that cannot be read")
    number = read_number(f"{whole or '0'}.{places}0000" if places else whole)
    if number is None:
        raise NoCounterpart("a number that cannot be read")
    return write_number(number)


def whole_answers(element: Element) -> list[str]:
    """Answers that are worth all; where one is worth a part only, there is no counterpart."""
    answers = [
        (one_line(cleaned(raw_text(answer))), share_of(answer))
        for answer in element.iterfind("answer")
    ]
    if not answers or any(share < 100 or not said for said, share in answers):
        raise NoCounterpart("an answer that is worth a part only, or nothing")
    return [said for said, _ in answers]


def answers_of(element: Element) -> Iterator[tuple[str, float, str]]:
    """Text, share in percent, feedback of each answer."""
    for answer in element.iterfind("answer"):
        said = one_line(text_of(answer)[0])
        if not said:
            raise NoCounterpart("an option without words")
        yield said, share_of(answer), text_of(answer.find("feedback"))[0]


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
        raise NoCounterpart(f"a text longer than {LONGEST_TEXT} characters")
    return raw


def text_of(element: Element | None) -> tuple[str, int]:
    format_ = element.get("format") if element is not None else None
    return converted(cleaned(raw_text(element)), format_)


def converted(raw: str, format_: str | None) -> tuple[str, int]:
    """Markdown, and how many pictures were left behind. Moodle means HTML where it says nothing."""
    if format_ == "markdown":
        return raw, 0
    if format_ == "plain_text":
        return from_plain(raw), 0
    return from_html(raw)
