"""All formats by their names.

openpyxl and mammoth are imported where a workbook or a Word document is at hand: together they take 9 MB of a worker's
memory, and most workers never meet one.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from portal.catalogue.exchange.aiken import read_aiken
from portal.catalogue.exchange.gift_reading import read_gift
from portal.catalogue.exchange.gift_writing import write_gift
from portal.catalogue.exchange.markdown_format import read_markdown, write_markdown
from portal.catalogue.exchange.model import Question, with_own_ids
from portal.catalogue.exchange.moodle_reading import read_moodle_xml
from portal.catalogue.exchange.moodle_writing import write_moodle_xml
from portal.catalogue.exchange.outcome import Outcome, written
from portal.catalogue.exchange.sheet_reading import read_xlsx
from portal.catalogue.exchange.texts import decoded
from portal.catalogue.exchange.word_exams import read_docx

READERS: Final[Mapping[str, Callable[[bytes], Outcome]]] = {
    "markdown": read_markdown,
    "gift": read_gift,
    "aiken": read_aiken,
    "moodle-xml": read_moodle_xml,
    "docx": read_docx,
    "xlsx": read_xlsx,
}


#: a part that every file of the kind has; names stand plainly in a zip
_OFFICE: Final = {"docx": b"word/document.xml", "xlsx": b"xl/workbook.xml"}
_SIGNS: Final = (
    ("moodle-xml", re.compile(r"<quiz\b")),
    ("aiken", re.compile(r"^\s*ANSWER:\s*[A-Za-z]\s*$", re.M)),
    (
        "markdown",
        re.compile(
            r"^##(?!#)\s*\S.*\n(?:.*\n){0,40}?(?:[-*+] \[[ xX]\]|= |[-*+] .*=>|1[.)] )", re.M
        ),
    ),
    ("gift", re.compile(r"\{[^{}]*[=~#]|\{\s*(?:T|F|TRUE|FALSE)\s*\}")),
)
_ENDINGS: Final = {
    "md": "markdown",
    "gift": "gift",
    "xml": "moodle-xml",
    "docx": "docx",
    "xlsx": "xlsx",
}
_ENOUGH: Final = 100_000


def read(format_: str, content: bytes) -> Outcome:
    """The questions of a file with ids of their own, and the problems. Raises KeyError for an unknown format."""
    outcome = READERS[format_](content)
    named = with_own_ids(outcome.questions)
    for at, (one, question) in enumerate(zip(outcome.read, named, strict=True)):
        single = replace(question, classes=tuple(dict.fromkeys(question.classes)))
        outcome.read[at] = replace(one, question=single)
    return outcome


def tell_format(name: str, content: bytes) -> str | None:
    """Which of the readers a file is for, by what is in it, else by the ending of its name; None: cannot be told."""
    if content.startswith(b"PK"):
        return next((one for one, part in _OFFICE.items() if part in content), None)
    text = decoded(content[:_ENOUGH]) or content[:_ENOUGH].decode("utf-8", "ignore")
    for format_, sign in _SIGNS:
        if sign.search(text):
            return format_
    return _ENDINGS.get(name.rpartition(".")[2].lower())


def write(format_: str, questions: list[Question]) -> tuple[str, Outcome]:
    """The text of a file, and what it could not hold. Raises KeyError for an unknown format."""
    return WRITERS[format_](questions)


def _markdown(questions: list[Question]) -> tuple[str, Outcome]:
    return write_markdown(questions), written(questions)


def _json(questions: list[Question]) -> tuple[str, Outcome]:
    rows = [question.as_json() for question in questions]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n", written(questions)


WRITERS: Final[Mapping[str, Callable[[list[Question]], tuple[str, Outcome]]]] = {
    "markdown": _markdown,
    "gift": write_gift,
    "moodle-xml": write_moodle_xml,
    "json": _json,
}
