"""Moodle's XML: every type with a counterpart here; the others are named and left out."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from xml.etree.ElementTree import Element

from portal.catalogue.exchange import cloze
from portal.catalogue.exchange.attachments import Pictures
from portal.catalogue.exchange.model import Option, Question
from portal.catalogue.exchange.moodle_elements import (
    Texts,
    answers_of,
    name_of,
    plain_number,
    points_of,
    raw_text,
    root_of,
    whole_answers,
)
from portal.catalogue.exchange.outcome import NoCounterpart, Outcome
from portal.catalogue.exchange.texts import cleaned, from_plain, one_line, question_text
from portal.catalogue.exchange.wording import said as _
from portal.catalogue.numbers import read_range

_WORDS: Final = {"true": "Đúng", "false": "Sai"}


def read_moodle_xml(content: bytes) -> Outcome:
    outcome = Outcome()
    root = root_of(content, outcome)
    pictures, number = Pictures(), 0
    for element in root.iter("question") if root is not None else ():
        if element.get("type") == "category":
            continue
        number += 1
        place, name = _("question %(number)s", number=number), name_of(element)
        try:
            question = _question(element, Texts(pictures))
        except NoCounterpart as error:
            pictures.take()
            outcome.leave_out(place, error.said, name)
            continue
        attachments, told = pictures.take()
        outcome.keep(replace(question, attachments=attachments), place, name=name)
        outcome.remark(place, *told, name=name)
    return outcome


def _question(element: Element, texts: Texts) -> Question:
    kind = element.get("type") or "?"
    read = _READERS.get(kind)
    if read is None:
        raise NoCounterpart(_("there is no counterpart of the type %(type)s", type=kind[:40]))
    text = texts.of(element.find("questiontext"))
    answered = read(element, text, texts)
    explanation = texts.of(element.find("generalfeedback"))
    identity = raw_text(element.find("idnumber")) or raw_text(element.find("name")) or text
    tags = [one_line(raw_text(tag)) for tag in element.iterfind("tags/tag")]
    return Question(
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


def _choices(element: Element, text: str, texts: Texts) -> Question:
    answers = list(answers_of(element, texts))
    is_single = raw_text(element.find("single")).lower() not in ("false", "0")
    if len(answers) < 2:
        raise NoCounterpart(_("fewer than two options"))
    shares = [share for _, share, _ in answers]
    if is_single and any(0 < share < 99 for share in shares):
        raise NoCounterpart(_("an option of a one-choice question is worth a part only"))
    options = tuple(Option(said, share > 0, feedback) for said, share, feedback in answers)
    is_one = is_single and sum(share > 0 for share in shares) == 1
    classes = (
        ("fixed",) if raw_text(element.find("shuffleanswers")).lower() in ("0", "false") else ()
    )
    return Question("", "one" if is_one else "several", text, options, classes=classes)


def _true_or_false(element: Element, text: str, texts: Texts) -> Question:
    answers = [
        Option(_WORDS[one_line(said).lower()], share > 0, feedback)
        for said, share, feedback in answers_of(element, texts)
        if one_line(said).lower() in _WORDS
    ]
    if sum(option.correct for option in answers) != 1 or len(answers) != 2:
        raise NoCounterpart(_("neither true nor false is right"))
    return Question("", "one", text, tuple(answers))


def _short(element: Element, text: str, _texts: Texts) -> Question:
    answers = whole_answers(element)
    if any("*" in answer.replace("\\*", "") for answer in answers):
        raise NoCounterpart(_("an answer with * for any letters"))
    classes = ("exact",) if raw_text(element.find("usecase")) == "1" else ()
    accepted = tuple(answer.replace("\\*", "*") for answer in answers)
    return Question("", "short", text, answers=accepted, classes=classes)


def _number(element: Element, text: str, _texts: Texts) -> Question:
    whole_answers(element)
    if element.find("units/unit") is not None:
        raise NoCounterpart(_("a number with units"))
    ranges = []
    for answer in element.iterfind("answer"):
        middle = plain_number(raw_text(answer))
        width = plain_number(raw_text(answer.find("tolerance")) or "0")
        spelt = f"{middle} ± {width}" if width != "0" else middle
        if read_range(spelt) is None:
            raise NoCounterpart(_("a number that cannot be read"))
        ranges.append(spelt)
    return Question("", "number", text, answers=tuple(ranges))


def _matching(element: Element, text: str, texts: Texts) -> Question:
    pairs = [
        (one_line(texts.of(sub)), one_line(from_plain(cleaned(raw_text(sub.find("answer"))))))
        for sub in element.iterfind("subquestion")
    ]
    if any(not left or not right for left, right in pairs):
        raise NoCounterpart(_("a matching with a side left empty"))
    if len({right.casefold() for _, right in pairs}) < 2:
        raise NoCounterpart(_("a matching with fewer than two right sides"))
    return Question("", "matching", text, answers=tuple(pairs))


def _ordering(element: Element, text: str, texts: Texts) -> Question:
    items = tuple(one_line(said) for said, _, _ in answers_of(element, texts))
    if len(items) < 2:
        raise NoCounterpart(_("fewer than two things to put in order"))
    return Question("", "ordering", text, answers=items)


def _cloze(element: Element, _text: str, texts: Texts) -> Question:
    raw = cleaned(raw_text(element.find("questiontext")))
    gaps = cloze.find(raw)
    if gaps is None:
        raise NoCounterpart(_("a gap that is not a short answer worth all"))
    node = element.find("questiontext")
    for index, found in enumerate(gaps.found):
        raw = raw.replace(found, f"gapx{index}e", 1)
    text = texts.converted(node, raw) if node is not None else ""
    if "\n" not in text.strip():
        text = f"Điền vào chỗ trống\n\n{text}"
    for index, accepted in enumerate(gaps.answers):
        text = text.replace(f"gapx{index}e", "{{" + "|".join(accepted) + "}}")
    classes = ("exact",) if gaps.is_exact else ()
    return Question("", "gaps", text, answers=gaps.answers, classes=classes)


_READERS: Final[dict[str, Callable[[Element, str, Texts], Question]]] = {
    "multichoice": _choices,
    "truefalse": _true_or_false,
    "shortanswer": _short,
    "numerical": _number,
    "matching": _matching,
    "ordering": _ordering,
    "cloze": _cloze,
    "multianswer": _cloze,
}
