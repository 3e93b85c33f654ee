"""A quiz file: each `## Heading {#id .class points=2}` begins a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from portal.catalogue.fences import fenced_lines
from portal.catalogue.gaps import has_gaps
from portal.catalogue.judging import is_number_question, judge, judge_numbers
from portal.catalogue.package import Passage, QuestionText, QuestionType
from portal.catalogue.problems import Problem, Problems, nearest
from portal.catalogue.schemas import SLUG
from portal.catalogue.written import read_written_question
from portal.kernel.text import slugify

CRITICAL, SEVERAL, FIXED, EXACT, SHORT = "critical", "several", "fixed", "exact", "short"
#: classes with a meaning of their own
RESERVED: Final = (CRITICAL, SEVERAL, FIXED, EXACT, SHORT)
_HEADING: Final = re.compile(r"^##(?!#)\s*(?P<text>.*?)\s*(?:\{(?P<marks>[^{}]*)\})?\s*#*$")
_MARK: Final = re.compile(r"#(?P<id>\S+)|\.(?P<name>[\w-]+)|points=(?P<points>\S+)|(?P<other>\S+)")
_TITLE: Final = re.compile(r"^#(?!#)\s")


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in the braces of a heading."""

    id: str
    classes: tuple[str, ...] = ()
    points: int = 1


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question as one file has it, before its translations are laid beside it."""

    line: int
    marks: Marks
    text: QuestionText

    @property
    def id(self) -> str:
        return self.marks.id

    @property
    def type(self) -> QuestionType:
        written = self.text.written
        match written.kind:
            case "pairs":
                return "matching"
            case "items":
                return "ordering"
            case "gaps":
                return "gaps"
            case "answers":
                is_spelt = {EXACT, SHORT} & set(self.marks.classes)
                is_number = not is_spelt and is_number_question(written.answers)
                return "number" if is_number else "short"
        return "several" if SEVERAL in self.marks.classes or sum(written.key) > 1 else "one"

    @property
    def is_exact(self) -> bool:
        return EXACT in self.marks.classes

    @property
    def own_classes(self) -> tuple[str, ...]:
        return tuple(name for name in self.marks.classes if name not in RESERVED)


def read_questions(body: Passage, found: Problems) -> list[ReadQuestion]:
    """All questions of a quiz file in order; ids are made sure to be different."""
    lines = body.text.split("\n")
    starts = _question_starts(body, lines, found)
    questions: list[ReadQuestion] = []
    places: dict[str, int] = {}
    for start, end in pairwise([*starts, len(lines)]):
        question = _read_question(body, start, lines[start:end], found)
        if question.id in places:
            values = {"id": question.id, "line": places[question.id]}
            found.append(Problem(body.path, question.line, "same_question", dict(values)))
            continue
        places[question.id] = question.line
        questions.append(question)
    if not starts:
        found.append(Problem(body.path, body.line, "no_questions"))
    return questions


def _question_starts(body: Passage, lines: Sequence[str], found: Problems) -> list[int]:
    fenced = fenced_lines(lines)
    open_lines = [index for index in range(len(lines)) if index not in fenced]
    starts = [index for index in open_lines if _HEADING.match(lines[index])]
    for index in open_lines:
        if _TITLE.match(lines[index]):
            found.append(Problem(body.path, body.line + index, "level_one_heading"))
    first = starts[0] if starts else len(lines)
    if starts and any(line.strip() for line in lines[:first]):
        found.append(Problem(body.path, body.line, "text_before_questions"))
    return starts


def _read_question(
    body: Passage, start: int, lines: Sequence[str], found: Problems
) -> ReadQuestion:
    line = body.line + start
    match = _HEADING.match(lines[0])
    heading, written = (match["text"], match["marks"] or "") if match else ("", "")
    if not heading:
        found.append(Problem(body.path, line, "no_heading"))
    if has_gaps(heading):
        found.append(Problem(body.path, line, "gap_in_heading"))
    marks = _read_marks(body.path, line, heading, written, found)
    before = len(found)
    below = read_written_question(body.path, line + 1, lines[1:], found)
    question = ReadQuestion(line, marks, QuestionText(Passage(body.path, line, heading), below))
    if all(problem.code != "bad_choice_mark" for problem in found[before:]):
        judge(body.path, line, below, found)
    if question.type == "number":
        judge_numbers(below.answers, found)
    return question


def _read_marks(path: str, line: int, heading: str, written: str, found: Problems) -> Marks:
    identity, classes, points = "", [], 1
    for match in _MARK.finditer(written):
        if match["id"]:
            identity = match["id"]
        elif match["name"]:
            classes.append(match["name"])
        elif match["points"]:
            points = _points(path, line, match["points"], found)
        else:
            found.append(Problem(path, line, "heading_broken", {"part": match["other"]}))
    for name in classes:
        near = nearest(name, RESERVED, mark=".", cutoff=0.75)
        if name not in RESERVED and near:
            found.append(Problem(path, line, "unknown_class", {"name": name, "hint": near}))
    if identity and not SLUG.fullmatch(identity):
        values = {"id": identity, "better": slugify(identity)}
        found.append(Problem(path, line, "bad_question_id", dict(values)))
    return Marks(identity or slugify(heading), tuple(dict.fromkeys(classes)), points)


def _points(path: str, line: int, written: str, found: Problems) -> int:
    if re.fullmatch(r"[0-9]{1,3}", written) and 1 <= int(written) <= 100:
        return int(written)
    found.append(Problem(path, line, "bad_points"))
    return 1
