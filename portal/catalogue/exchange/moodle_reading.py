"""Moodle's XML: every type with a counterpart here; the others are named and left out."""

from collections.abc import Callable, Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from portal.catalogue.exchange import cloze
from portal.catalogue.exchange.model import Option, Outcome, Question
from portal.catalogue.exchange.texts import (
    LONGEST_TEXT,
    cleaned,
    from_html,
    from_plain,
    one_line,
    question_text,
)
from portal.catalogue.numbers import read_number, read_range, write_number

#: characters: an exam of a thousand questions with pictures inside
LARGEST: Final = 32 * 1024 * 1024
_WORDS: Final = {"true": "Đúng", "false": "Sai"}


class NoCounterpart(ValueError):
    """The question cannot be asked here; the message says why."""


def read_moodle_xml(content: bytes) -> Outcome:
    outcome = Outcome()
    root = _root(content, outcome)
    number = 0
    for element in root.iter("question") if root is not None else ():
        if element.get("type") == "category":
            continue
        number += 1
        place = f"question {number}"
        try:
            question, pictures = _question(element)
        except NoCounterpart as error:
            outcome.leave_out(place, f"{error}: {_name(element)}")
            continue
        outcome.questions.append(question)
        if pictures:
            outcome.remark(place, f"has pictures, which are not taken over: {_name(element)}")
    return outcome


def _root(content: bytes, outcome: Outcome) -> Element | None:
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


def _name(element: Element) -> str:
    texts = (element.findtext("name/text"), element.findtext("questiontext/text"))
    return one_line(next((text[:200] for text in texts if text and text.strip()), "no name"))[:60]


def _question(element: Element) -> tuple[Question, int]:
    kind = element.get("type") or "?"
    read = _READERS.get(kind)
    if read is None:
        raise NoCounterpart(f"there is no counterpart of the type {kind}")
    text, pictures = _text(element.find("questiontext"))
    answered = read(element, text)
    explanation = _text(element.find("generalfeedback"))[0]
    identity = _raw(element.find("idnumber")) or _raw(element.find("name")) or text
    tags = [one_line(_raw(tag)) for tag in element.iterfind("tags/tag")]
    question = Question(
        id=identity,
        type=answered.type,
        text=question_text(answered.text, has_gaps=answered.type == "gaps"),
        options=answered.options,
        answers=answered.answers,
        points=_points(element),
        classes=tuple(
            dict.fromkeys([*answered.classes, *(t.replace(" ", "-") for t in tags if t)])
        ),
        explanation=explanation,
    )
    return question, pictures


def _points(element: Element) -> int:
    grade = read_number(_raw(element.find("defaultgrade")) or "1")
    return min(max(round(grade or 1), 1), 100)


def _choices(element: Element, text: str) -> Question:
    answers = list(_answers(element))
    is_single = _raw(element.find("single")).lower() not in ("false", "0")
    if len(answers) < 2:
        raise NoCounterpart("fewer than two options")
    shares = [share for _, share, _ in answers]
    if not any(share > 0 for share in shares):
        raise NoCounterpart("no option is right")
    if is_single and any(0 < share < 99 for share in shares):
        raise NoCounterpart("an option of a one-choice question is worth a part only")
    options = tuple(Option(said, share > 0, feedback) for said, share, feedback in answers)
    is_one = is_single and sum(share > 0 for share in shares) == 1
    classes = ("fixed",) if _raw(element.find("shuffleanswers")).lower() in ("0", "false") else ()
    return Question("", "one" if is_one else "several", text, options, classes=classes)


def _true_or_false(element: Element, text: str) -> Question:
    answers = [
        Option(_WORDS[one_line(said).lower()], share > 0, feedback)
        for said, share, feedback in _answers(element)
        if one_line(said).lower() in _WORDS
    ]
    if sum(option.correct for option in answers) != 1 or len(answers) != 2:
        raise NoCounterpart("neither true nor false is right")
    return Question("", "one", text, tuple(answers))


def _short(element: Element, text: str) -> Question:
    answers = _whole(element)
    if any("*" in answer.replace("\\*", "") for answer in answers):
        raise NoCounterpart("an answer with * for any letters")
    classes = ("exact",) if _raw(element.find("usecase")) == "1" else ()
    accepted = tuple(answer.replace("\\*", "*") for answer in answers)
    return Question("", "short", text, answers=accepted, classes=classes)


def _number(element: Element, text: str) -> Question:
    _whole(element)
    if element.find("units/unit") is not None:
        raise NoCounterpart("a number with units")
    ranges = []
    for answer in element.iterfind("answer"):
        middle = _plain_number(_raw(answer))
        width = _plain_number(_raw(answer.find("tolerance")) or "0")
        spelt = f"{middle} ± {width}" if width != "0" else middle
        if read_range(spelt) is None:
            raise NoCounterpart("a number that cannot be read")
        ranges.append(spelt)
    return Question("", "number", text, answers=tuple(ranges))


def _plain_number(raw: str) -> str:
    """Moodle writes a point before decimals and nothing between thousands."""
    whole, _, places = raw.strip().partition(".")
    if not (whole.lstrip("-") + places).isdecimal() or len(raw) > 30:
        raise NoCounterpart("a number that cannot be read")
    number = read_number(f"{whole or '0'}.{places}0000" if places else whole)
    if number is None:
        raise NoCounterpart("a number that cannot be read")
    return write_number(number)


def _whole(element: Element) -> list[str]:
    """Answers that are worth all; where one is worth a part only, there is no counterpart."""
    answers = [
        (one_line(cleaned(_raw(answer))), _share(answer)) for answer in element.iterfind("answer")
    ]
    if not answers or any(share < 100 or not said for said, share in answers):
        raise NoCounterpart("an answer that is worth a part only, or nothing")
    return [said for said, _ in answers]


def _matching(element: Element, text: str) -> Question:
    pairs = [
        (one_line(_text(sub)[0]), one_line(from_plain(cleaned(_raw(sub.find("answer"))))))
        for sub in element.iterfind("subquestion")
    ]
    if any(not left or not right for left, right in pairs):
        raise NoCounterpart("a matching with a side left empty")
    if len({right.casefold() for _, right in pairs}) < 2:
        raise NoCounterpart("a matching with fewer than two right sides")
    return Question("", "matching", text, answers=tuple(pairs))


def _ordering(element: Element, text: str) -> Question:
    items = tuple(one_line(said) for said, _, _ in _answers(element))
    if len(items) < 2:
        raise NoCounterpart("fewer than two things to put in order")
    return Question("", "ordering", text, answers=items)


def _cloze(element: Element, text: str) -> Question:
    raw = cleaned(_raw(element.find("questiontext")))
    gaps = cloze.find(raw)
    if gaps is None:
        raise NoCounterpart("a gap that is not a short answer worth all")
    node = element.find("questiontext")
    for index, found in enumerate(gaps.found):
        raw = raw.replace(found, f"gapx{index}e", 1)
    text = _converted(raw, node.get("format") if node is not None else None)[0]
    if "\n" not in text.strip():
        text = f"Điền vào chỗ trống\n\n{text}"
    for index, accepted in enumerate(gaps.answers):
        text = text.replace(f"gapx{index}e", "{{" + "|".join(accepted) + "}}")
    classes = ("exact",) if gaps.is_exact else ()
    return Question("", "gaps", text, answers=gaps.answers, classes=classes)


def _answers(element: Element) -> Iterator[tuple[str, float, str]]:
    """Text, share in percent, feedback of each answer."""
    for answer in element.iterfind("answer"):
        said = one_line(_text(answer)[0])
        if not said:
            raise NoCounterpart("an option without words")
        yield said, _share(answer), _text(answer.find("feedback"))[0]


def _share(answer: Element) -> float:
    share = read_number(answer.get("fraction") or "0")
    return float(share) if share is not None else 0.0


def _raw(element: Element | None) -> str:
    """The text of an element or of its <text>, as it stands."""
    if element is None:
        return ""
    inside = element.find("text")
    raw = ((inside.text if inside is not None else element.text) or "").strip()
    if len(raw) > LONGEST_TEXT:
        raise NoCounterpart(f"a text longer than {LONGEST_TEXT} characters")
    return raw


def _text(element: Element | None) -> tuple[str, int]:
    format_ = element.get("format") if element is not None else None
    return _converted(cleaned(_raw(element)), format_)


def _converted(raw: str, format_: str | None) -> tuple[str, int]:
    """Markdown, and how many pictures were left behind. Moodle means HTML where it says nothing."""
    if format_ == "markdown":
        return raw, 0
    if format_ == "plain_text":
        return from_plain(raw), 0
    return from_html(raw)


_READERS: Final[dict[str, Callable[[Element, str], Question]]] = {
    "multichoice": _choices,
    "truefalse": _true_or_false,
    "shortanswer": _short,
    "numerical": _number,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
}
