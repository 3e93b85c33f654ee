"""Moodle's XML: every type with a counterpart here; the others are named and left out."""

from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element

from portal.catalogue.exchange import cloze
from portal.catalogue.exchange.model import NoCounterpart, Option, Outcome, Question
from portal.catalogue.exchange.moodle_elements import (
    answers_of,
    converted,
    name_of,
    plain_number,
    points_of,
    raw_text,
    root_of,
    text_of,
    whole_answers,
)
from portal.catalogue.exchange.texts import cleaned, from_plain, one_line, question_text
from portal.catalogue.numbers import read_range

_WORDS: Final = {"true": "Đúng", "false": "Sai"}


def read_moodle_xml(content: bytes) -> Outcome:
    outcome = Outcome()
    root = root_of(content, outcome)
    number = 0
    for element in root.iter("question") if root is not None else ():
        if element.get("type") == "category":
            continue
        number += 1
        place = f"question {number}"
        try:
            question, pictures = _question(element)
        except NoCounterpart as error:
            outcome.leave_out(place, f"{error}: {name_of(element)}")
            continue
        outcome.questions.append(question)
        if pictures:
            outcome.remark(place, f"has pictures, which are not taken over: {name_of(element)}")
    return outcome


def _question(element: Element) -> tuple[Question, int]:
    kind = element.get("type") or "?"
    read = _READERS.get(kind)
    if read is None:
        raise NoCounterpart(f"there is no counterpart of the type {kind}")
    text, pictures = text_of(element.find("questiontext"))
    answered = read(element, text)
    explanation = text_of(element.find("generalfeedback"))[0]
    identity = raw_text(element.find("idnumber")) or raw_text(element.find("name")) or text
    tags = [one_line(raw_text(tag)) for tag in element.iterfind("tags/tag")]
    question = Question(
        id=identity,
        type=answered.type,
        text=question_text(answered.text, has_gaps=answered.type == "gaps"),
        options=answered.options,
        answers=answered.answers,
        points=points_of(element),
        classes=tuple(
            dict.fromkeys([*answered.classes, *(t.replace(" ", "-") for t in tags if t)])
        ),
        explanation=explanation,
    )
    return question, pictures


def _choices(element: Element, text: str) -> Question:
    answers = list(answers_of(element))
    is_single = raw_text(element.find("single")).lower() not in ("false", "0")
    if len(answers) < 2:
        raise NoCounterpart("fewer than two options")
    shares = [share for _, share, _ in answers]
    if not any(share > 0 for share in shares):
        raise NoCounterpart("no option is right")
    if is_single and any(0 < share < 99 for share in shares):
        raise NoCounterpart("an option of a one-choice question is worth a part only")
    options = tuple(Option(said, share > 0, feedback) for said, share, feedback in answers)
    is_one = is_single and sum(share > 0 for share in shares) == 1
    classes = (
        ("fixed",) if raw_text(element.find("shuffleanswers")).lower() in ("0", "false") else ()
    )
    return Question("", "one" if is_one else "several", text, options, classes=classes)


def _true_or_false(element: Element, text: str) -> Question:
    answers = [
        Option(_WORDS[one_line(said).lower()], share > 0, feedback)
        for said, share, feedback in answers_of(element)
        if one_line(said).lower() in _WORDS
    ]
    if sum(option.correct for option in answers) != 1 or len(answers) != 2:
        raise NoCounterpart("neither true nor false is right")
    return Question("", "one", text, tuple(answers))


def _short(element: Element, text: str) -> Question:
    answers = whole_answers(element)
    if any("*" in answer.replace("\\*", "") for answer in answers):
        raise NoCounterpart("an answer with * for any letters")
    classes = ("exact",) if raw_text(element.find("usecase")) == "1" else ()
    accepted = tuple(answer.replace("\\*", "*") for answer in answers)
    return Question("", "short", text, answers=accepted, classes=classes)


def _number(element: Element, text: str) -> Question:
    whole_answers(element)
    if element.find("units/unit") is not None:
        raise NoCounterpart("a number with units")
    ranges = []
    for answer in element.iterfind("answer"):
        middle = plain_number(raw_text(answer))
        width = plain_number(raw_text(answer.find("tolerance")) or "0")
        spelt = f"{middle} ± {width}" if width != "0" else middle
        if read_range(spelt) is None:
            raise NoCounterpart("a number that cannot be read")
        ranges.append(spelt)
    return Question("", "number", text, answers=tuple(ranges))


def _matching(element: Element, text: str) -> Question:
    pairs = [
        (one_line(text_of(sub)[0]), one_line(from_plain(cleaned(raw_text(sub.find("answer"))))))
        for sub in element.iterfind("subquestion")
    ]
    if any(not left or not right for left, right in pairs):
        raise NoCounterpart("a matching with a side left empty")
    if len({right.casefold() for _, right in pairs}) < 2:
        raise NoCounterpart("a matching with fewer than two right sides")
    return Question("", "matching", text, answers=tuple(pairs))


def _ordering(element: Element, text: str) -> Question:
    items = tuple(one_line(said) for said, _, _ in answers_of(element))
    if len(items) < 2:
        raise NoCounterpart("fewer than two things to put in order")
    return Question("", "ordering", text, answers=items)


def _cloze(element: Element, text: str) -> Question:
    raw = cleaned(raw_text(element.find("questiontext")))
    gaps = cloze.find(raw)
    if gaps is None:
        raise NoCounterpart("a gap that is not a short answer worth all")
    node = element.find("questiontext")
    for index, found in enumerate(gaps.found):
        raw = raw.replace(found, f"gapx{index}e", 1)
    text = converted(raw, node.get("format") if node is not None else None)[0]
    if "\n" not in text.strip():
        text = f"Điền vào chỗ trống\n\n{text}"
    for index, accepted in enumerate(gaps.answers):
        text = text.replace(f"gapx{index}e", "{{" + "|".join(accepted) + "}}")
    classes = ("exact",) if gaps.is_exact else ()
    return Question("", "gaps", text, answers=gaps.answers, classes=classes)


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
