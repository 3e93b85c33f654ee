"""Marking without a portal: questions as `questions convert --to json` writes them, answers as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.catalogue.content import Choice, Question, Quiz
from portal.catalogue.exchange.model import DOUBTFUL
from portal.catalogue.exchange.model import Question as Row
from portal.catalogue.numbers import read_range
from portal.catalogue.questions import CRITICAL, EXACT, FIXED
from portal.quizzes.answers import fitting
from portal.quizzes.marking import Result, mark_quiz


class Unreadable(ValueError):
    """The files are not what they should be; the message says where."""


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """One person's answers, marked; `problems` name answers that did not fit and so count as none."""

    result: Result
    problems: tuple[str, ...]


def quiz_of(rows: object, pass_mark: float) -> Quiz:
    """Raises Unreadable."""
    if not isinstance(rows, list) or not rows:
        raise Unreadable("the questions must be a list that is not empty")
    questions = tuple(_question(number, row) for number, row in enumerate(rows, start=1))
    if len({question.id for question in questions}) != len(questions):
        raise Unreadable("two questions have the same id")
    return Quiz(
        titles={}, pass_mark=pass_mark, attempts=None, cooldown_hours=0, draw=None,
        time_limit_minutes=None, shuffle=False, review="submitted", questions=questions,
    )  # fmt: skip


def mark_sheet(quiz: Quiz, responses: object) -> MarkedSheet:
    """`responses`: answers by question id, by type as docs/quiz-protocol.md says, choices in the order written."""
    if not isinstance(responses, Mapping):
        raise Unreadable("the answers must be an object: question id to answer")
    by_id = {question.id: question for question in quiz.questions}
    problems = [f"{name}: there is no such question" for name in responses if name not in by_id]
    answers = {}
    for name, answer in responses.items():
        if name in by_id and answer is not None:
            stored = fitting(by_id[name], range(len(by_id[name].choices)), _listed(answer))
            if stored is None:
                problems.append(f"{name}: the answer does not fit the question")
            else:
                answers[name] = stored
    return MarkedSheet(mark_quiz(quiz, list(by_id), answers), tuple(problems))


def as_json(quiz: Quiz, sheet: MarkedSheet) -> dict[str, Any]:
    points = {question.id: question.points for question in quiz.questions}
    result = sheet.result
    return {
        "score": float(result.score),
        "passed": result.is_passed,
        "critical_wrong": list(result.critical_wrong),
        "questions": [
            {
                "id": mark.question,
                "share": float(mark.share),
                "right": mark.is_right,
                "points": float(mark.share * points[mark.question]),
                "of": points[mark.question],
            }
            for mark in result.marks
        ],
        "problems": list(sheet.problems),
    }


def _listed(answer: object) -> object:
    """One choice may be given by its index alone."""
    return [answer] if type(answer) is int else answer


def _question(number: int, row: object) -> Question:
    try:
        read = Row.from_json(row if isinstance(row, Mapping) else {})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"question {number} is not one of the portal's ({error})") from error
    question = Question(
        id=read.id,
        type=read.type,
        points=read.points,
        is_critical=CRITICAL in read.classes,
        is_fixed=FIXED in read.classes,
        is_exact=EXACT in read.classes,
        classes=read.classes,
        heading={},
        text={},
        choices=_choices(read),
        explanation={},
        read_again=(),
        lefts=tuple({"vi": str(pair[0])} for pair in read.answers)
        if read.type == "matching"
        else (),
        pairs=_pairs(read),
        answers=_accepted(read),
    )
    if not _can_be_marked(question):
        reason = "its key is doubtful" if DOUBTFUL in read.classes else "it has no key"
        raise Unreadable(f"question {number} ({read.id}) cannot be marked: {reason}")
    return question


def _choices(read: Row) -> tuple[Choice, ...]:
    if read.options:
        return tuple(
            Choice(index, {"vi": option.text}, option.correct, {})
            for index, option in enumerate(read.options)
        )
    texts: Sequence[str] = _rights(read) if read.type == "matching" else ()
    texts = list(map(str, read.answers)) if read.type == "ordering" else texts
    return tuple(Choice(index, {"vi": text}, False, {}) for index, text in enumerate(texts))


def _rights(read: Row) -> list[str]:
    """The right sides, each once, in the order in which they first stand."""
    return list(dict.fromkeys(str(pair[-1]) for pair in read.answers))


def _pairs(read: Row) -> tuple[int, ...]:
    if read.type != "matching":
        return ()
    rights = _rights(read)
    return tuple(rights.index(str(pair[-1])) for pair in read.answers)


def _accepted(read: Row) -> tuple[tuple[str, ...], ...]:
    if read.type == "gaps":
        return tuple(one if isinstance(one, tuple) else (str(one),) for one in read.answers)
    return (tuple(map(str, read.answers)),) if read.type in ("short", "number") else ()


def _can_be_marked(question: Question) -> bool:
    if not 1 <= question.points <= 100:
        return False
    match question.type:
        case "one" | "several":
            return any(choice.is_right for choice in question.choices)
        case "matching":
            return bool(question.pairs)
        case "ordering":
            return len(question.choices) > 1
        case "number":
            return all(map(read_range, question.answers[0])) and bool(question.answers[0])
    return bool(question.answers) and all(question.answers)
