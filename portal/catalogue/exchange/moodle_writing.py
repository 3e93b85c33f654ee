"""Questions as Moodle XML; texts stay Markdown, which Moodle renders itself."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from portal.catalogue.exchange import cloze
from portal.catalogue.exchange.attachments import SHOWN, names_shown
from portal.catalogue.exchange.model import Question
from portal.catalogue.exchange.moodle_elements import PLACE
from portal.catalogue.exchange.outcome import Outcome, written
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _
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
    """The text, and which pictures were not at hand (of questions nothing is left out: Moodle has all types)."""
    outcome = written(questions)
    quiz = Element("quiz")
    for question in questions:
        files = {one.name: one.content for one in question.attachments}
        for name in names_shown(question):
            if name not in files:
                missing = _("the picture %(name)s is not at hand, so not in the file", name=name)
                outcome.remark(Said(question.id), missing, name=question.title)
        _Writer(files).write(quiz, question)
    indent(quiz)
    text = tostring(quiz, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', outcome


def _say(element: Element, text: str) -> None:
    SubElement(element, "text").text = text


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one question; `files` are its pictures by name."""

    files: Mapping[str, bytes]

    def write(self, quiz: Element, question: Question) -> None:
        element = SubElement(quiz, "question", type=_TYPES[question.type])
        _say(SubElement(element, "name"), question.text.split("\n", 1)[0])
        text = _cloze_text(question) if question.type == "gaps" else question.text
        self.show(SubElement(element, "questiontext", format="markdown"), text)
        explanation = SubElement(element, "generalfeedback", format="markdown")
        self.show(explanation, question.explanation)
        SubElement(element, "defaultgrade").text = str(question.points)
        SubElement(element, "idnumber").text = question.id
        if question.type != "gaps":
            _ANSWERS[question.type](self, element, question)
        tags = [name for name in question.classes if name not in _SETTINGS]
        if tags:
            inside = SubElement(element, "tags")
            for tag in tags:
                _say(SubElement(inside, "tag"), tag)

    def show(self, element: Element, text: str) -> None:
        """Markdown, and the pictures that it shows."""
        names = [match["name"] for match in SHOWN.finditer(text) if match["name"] in self.files]
        for name in names:
            text = text.replace(f"](media/{name})", f"]({PLACE}{name})")
        _say(element, text)
        for name in dict.fromkeys(names):
            file = SubElement(element, "file", name=name, path="/", encoding="base64")
            file.text = base64.b64encode(self.files[name]).decode()

    def choices(self, element: Element, question: Question) -> None:
        right = sum(option.correct for option in question.options) or 1
        wrong = len(question.options) - right or 1
        is_one = question.type == "one"
        is_fixed = FIXED in question.classes
        SubElement(element, "single").text = "true" if is_one else "false"
        SubElement(element, "shuffleanswers").text = "false" if is_fixed else "true"
        SubElement(element, "answernumbering").text = "ABCD"
        for option in question.options:
            share = 100 / right if option.correct else 0 if is_one else -100 / wrong
            answer = SubElement(element, "answer", fraction=f"{share:.7g}", format="markdown")
            self.show(answer, option.text)
            self.show(SubElement(answer, "feedback", format="markdown"), option.feedback)

    def short(self, element: Element, question: Question) -> None:
        SubElement(element, "usecase").text = "1" if EXACT in question.classes else "0"
        for accepted in question.answers:
            answer = SubElement(element, "answer", fraction="100", format="plain_text")
            _say(answer, accepted.replace("*", "\\*"))

    def number(self, element: Element, question: Question) -> None:
        for accepted in question.answers:
            found = read_range(accepted)
            if found is None:
                continue
            answer = SubElement(element, "answer", fraction="100", format="plain_text")
            _say(answer, write_number((found.low + found.high) / 2))
            SubElement(answer, "tolerance").text = write_number((found.high - found.low) / 2)

    def matching(self, element: Element, question: Question) -> None:
        SubElement(element, "shuffleanswers").text = "true"
        for left, right in question.answers:
            sub = SubElement(element, "subquestion", format="markdown")
            self.show(sub, left)
            _say(SubElement(sub, "answer"), right)

    def ordering(self, element: Element, question: Question) -> None:
        SubElement(element, "layouttype").text = "VERTICAL"
        SubElement(element, "selecttype").text = "ALL"
        SubElement(element, "gradingtype").text = "RELATIVE_NEXT_EXCLUDE_LAST"
        for place, item in enumerate(question.answers, start=1):
            share = f"{place}.0000000"
            self.show(SubElement(element, "answer", fraction=share, format="markdown"), item)


def _cloze_text(question: Question) -> str:
    gaps = with_tokens(Passage("", 1, question.text), "x")
    text = gaps.text
    is_exact = EXACT in question.classes
    for token, accepted in zip(gaps.tokens, question.answers, strict=True):
        text = text.replace(token, cloze.write(accepted, is_exact=is_exact), 1)
    return text


_ANSWERS: Final[dict[str, Callable[[_Writer, Element, Question], None]]] = {
    "one": _Writer.choices, "several": _Writer.choices, "short": _Writer.short, "number": _Writer.number,
    "matching": _Writer.matching, "ordering": _Writer.ordering,
}  # fmt: skip
