"""Exams as invented people sat them: drawn, answered and marked by the rules that everybody's are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from portal.catalogue.content import EXAM, Question, Quiz, RevisionContent
from portal.quizzes.answers import TEXT_TYPES, Stored, right_answer
from portal.quizzes.drawing import Drawn, draw
from portal.quizzes.marking import Result, mark_quiz

_RECEIPT_LETTERS: Final = "23456789CDFGHJKMNPQRTVWX"
_QUICKEST_MINUTES: Final = 6
_SLOWEST_MINUTES: Final = 18

Row = dict[str, Any]


@dataclass(frozen=True)
class SatExam:
    """One attempt as rows: the attempt and its responses."""

    attempt: Row
    responses: tuple[Row, ...]


def sit_exam(
    content: RevisionContent,
    person_id: UUID,
    earlier: Sequence[SatExam],
    handed_in_at: datetime,
    passes: bool,
    chance: Random,
) -> SatExam:
    """An attempt handed in at a moment that passes, or does not."""
    drawn = draw(content.exam, _times_seen(earlier), chance)
    answers, result = _answers(content.exam, drawn, passes, chance)
    minutes = chance.randint(_QUICKEST_MINUTES, _SLOWEST_MINUTES)
    minutes = min(minutes, content.exam.time_limit_minutes or minutes)
    attempt_id = UUID(int=chance.getrandbits(128), version=4)
    started_at = handed_in_at - timedelta(minutes=minutes)
    attempt = {
        "id": attempt_id,
        "person_id": person_id,
        "course_slug": content.course.slug,
        "revision_id": content.revision_id,
        "quiz": EXAM,
        "number": len(earlier) + 1,
        "started_at": started_at,
        "draw": [one.as_json() for one in drawn],
        "handed_in_at": handed_in_at,
        "score": float(result.score),
        "is_passed": result.is_passed,
        "marks": {
            mark.question: {"score": float(mark.share), "is_right": mark.is_right}
            for mark in result.marks
        },
        "receipt": _receipt(chance),
    }
    pause = (handed_in_at - started_at) / (len(drawn) + 1)
    responses = tuple(
        {
            "attempt_id": attempt_id,
            "question_id": one.question,
            "answer": answers[one.question],
            "sequence": place,
            "received_at": started_at + pause * place,
        }
        for place, one in enumerate(drawn, start=1)
    )
    return SatExam(attempt, responses)


def _answers(
    quiz: Quiz, drawn: Sequence[Drawn], passes: bool, chance: Random
) -> tuple[dict[str, Stored], Result]:
    """Answers that pass, mostly with a slip or two, or answers that do not."""
    by_id = {question.id: question for question in quiz.questions}
    questions = [by_id[one.question] for one in drawn]
    slips = chance.randint(0, 2) if passes else max(2, len(questions) // 3)
    ids = [question.id for question in questions]
    for wrong in (_some(questions, slips, passes, chance), () if passes else ids):
        answers = {
            question.id: _choose(question, question.id not in wrong, chance)
            for question in questions
        }
        result = mark_quiz(quiz, ids, answers)
        if result.is_passed == passes:
            return answers, result
    raise ValueError(f"no answers to the exam can make passed={passes}")


def _some(
    questions: Sequence[Question], count: int, passes: bool, chance: Random
) -> frozenset[str]:
    """Questions to get wrong; never a critical one where the attempt is to pass."""
    open_to_slips = [one.id for one in questions if not (passes and one.is_critical)]
    return frozenset(chance.sample(open_to_slips, min(count, len(open_to_slips))))


def _choose(question: Question, right: bool, chance: Random) -> Stored:
    """A right answer, or a wrong one: of choices a likely one, else nothing."""
    others = [choice.index for choice in question.choices if not choice.is_right]
    if right:
        return right_answer(question)
    if question.type == "one" and others:
        return [chance.choice(others)]
    if question.type == "several" and others:
        keys = [choice.index for choice in question.choices if choice.is_right]
        return sorted([*keys[1:], chance.choice(others)])
    return "" if question.type in TEXT_TYPES else []


def _times_seen(earlier: Iterable[SatExam]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for exam in earlier:
        for response in exam.responses:
            seen[response["question_id"]] = seen.get(response["question_id"], 0) + 1
    return seen


def _receipt(chance: Random) -> str:
    letters = "".join(chance.choices(_RECEIPT_LETTERS, k=8))
    return f"{letters[:4]}-{letters[4:]}"
