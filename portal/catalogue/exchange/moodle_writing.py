"""Questions as Moodle XML; texts stay Markdown, which Moodle renders itself."""

from collections.abc import Callable
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from portal.catalogue.exchange import cloze
from portal.catalogue.exchange.model import Outcome, Question
from portal.catalogue.gaps import with_tokens
from portal.catalogue.numbers import read_range, write_number
from portal.catalogue.package import Passage
from portal.catalogue.questions import EXACT, FIXED

_TYPES: Final = {
    "one": "multichoice", "several": "multichoice", "short": "shortanswer", "number": "numerical",
    "matching": "matching", "ordering": "ordering", "gaps": "cloze",
}  # fmt: skip
#: said by Moodle's own settings, so not repeated as tags
_SETTINGS: Final = frozenset({EXACT})


def write_moodle_xml(questions: list[Question]) -> tuple[str, Outcome]:
    """The text, and what could not be written (nothing: Moodle has all types)."""
    outcome = Outcome(questions=list(questions))
    quiz = Element("quiz")
    for question in questions:
        _write(quiz, question)
    indent(quiz)
    text = tostring(quiz, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', outcome


def _write(quiz: Element, question: Question) -> None:
    element = SubElement(quiz, "question", type=_TYPES[question.type])
    _say(SubElement(element, "name"), question.text.split("\n", 1)[0])
    text = _cloze_text(question) if question.type == "gaps" else question.text
    _say(SubElement(element, "questiontext", format="markdown"), text)
    _say(SubElement(element, "generalfeedback", format="markdown"), question.explanation)
    SubElement(element, "defaultgrade").text = str(question.points)
    SubElement(element, "idnumber").text = question.id
    if question.type != "gaps":
        _ANSWERS[question.type](element, question)
    tags = [name for name in question.classes if name not in _SETTINGS]
    if tags:
        inside = SubElement(element, "tags")
        for tag in tags:
            _say(SubElement(inside, "tag"), tag)


def _say(element: Element, text: str) -> None:
    SubElement(element, "text").text = text


def _choices(element: Element, question: Question) -> None:
    right = sum(option.correct for option in question.options) or 1
    wrong = len(question.options) - right or 1
    is_one = question.type == "one"
    SubElement(element, "single").text = "true" if is_one else "false"
    SubElement(element, "shuffleanswers").text = "false" if FIXED in question.classes else "true"
    SubElement(element, "answernumbering").text = "ABCD"
    for option in question.options:
        share = 100 / right if option.correct else 0 if is_one else -100 / wrong
        answer = SubElement(element, "answer", fraction=f"{share:.7g}", format="markdown")
        _say(answer, option.text)
        _say(SubElement(answer, "feedback", format="markdown"), option.feedback)


def _short(element: Element, question: Question) -> None:
    SubElement(element, "usecase").text = "1" if EXACT in question.classes else "0"
    for accepted in question.answers:
        answer = SubElement(element, "answer", fraction="100", format="plain_text")
        _say(answer, accepted.replace("*", "\\*"))


def _number(element: Element, question: Question) -> None:
    for accepted in question.answers:
        found = read_range(accepted)
        if found is None:
            continue
        answer = SubElement(element, "answer", fraction="100", format="plain_text")
        _say(answer, write_number((found.low + found.high) / 2))
        SubElement(answer, "tolerance").text = write_number((found.high - found.low) / 2)


def _matching(element: Element, question: Question) -> None:
    SubElement(element, "shuffleanswers").text = "true"
    for left, right in question.answers:
        sub = SubElement(element, "subquestion", format="markdown")
        _say(sub, left)
        _say(SubElement(sub, "answer"), right)


def _ordering(element: Element, question: Question) -> None:
    SubElement(element, "layouttype").text = "VERTICAL"
    SubElement(element, "selecttype").text = "ALL"
    SubElement(element, "gradingtype").text = "RELATIVE_NEXT_EXCLUDE_LAST"
    for place, item in enumerate(question.answers, start=1):
        _say(SubElement(element, "answer", fraction=f"{place}.0000000", format="markdown"), item)


def _cloze_text(question: Question) -> str:
    gaps = with_tokens(Passage("", 1, question.text), "x")
    text = gaps.text
    is_exact = EXACT in question.classes
    for token, accepted in zip(gaps.tokens, question.answers, strict=True):
        text = text.replace(token, cloze.write(accepted, is_exact=is_exact), 1)
    return text


_ANSWERS: Final[dict[str, Callable[[Element, Question], None]]] = {
    "one": _choices, "several": _choices, "short": _short, "number": _number,
    "matching": _matching, "ordering": _ordering,
}  # fmt: skip
