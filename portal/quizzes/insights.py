"""First attempts at a quiz, read for its statistics. Two statements, and a revision's own once."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from portal.catalogue.content import EXAM, Question, RevisionContent
from portal.catalogue.queries import get_content
from portal.catalogue.sanitising import words_of
from portal.kernel.db import db
from portal.quizzes.answers import Stored
from portal.quizzes.correcting import Change, Correction, correct, is_asked_alike
from portal.quizzes.marking import mark_question
from portal.quizzes.models import Attempt, Response
from portal.quizzes.statistics import (
    QuestionStatistics,
    Sheet,
    equal_sheets,
    question_statistics,
    quick_sheets,
)

#: newer first attempts say more of the course as it is taught now; and a page must not grow without end
MOST_SHEETS: Final = 400

_FIRST: Final = (
    select(
        Attempt.id,
        Attempt.revision_id,
        Attempt.receipt,
        Attempt.started_at,
        Attempt.handed_in_at,
        Attempt.marks,
    )
    .where(
        Attempt.course_slug == bindparam("course"),
        Attempt.quiz == bindparam("quiz"),
        Attempt.number == 1,
        Attempt.handed_in_at.is_not(None),
    )
    .order_by(Attempt.handed_in_at.desc(), Attempt.id)
    .limit(MOST_SHEETS)
)
_ANSWERS: Final = select(Response.attempt_id, Response.question_id, Response.answer).where(
    Response.attempt_id.in_(_FIRST.with_only_columns(Attempt.id).scalar_subquery())
)


@dataclass(frozen=True, slots=True)
class QuizInsights:
    """`questions` in the quiz's order; `sheets`: how many first attempts there are."""

    sheets: int
    questions: tuple[QuestionStatistics, ...]
    quick: tuple[Sheet, ...]
    equal: tuple[tuple[Sheet, ...], ...]


def get_insights(content: RevisionContent, name: str = EXAM) -> QuizInsights:
    """What is asked now, over every revision in which it was asked in the same way, by the keys of now."""
    sheets = _sheets(content, name)
    questions = content.quiz(name).questions
    points = {question.id: question.points for question in questions}
    words = {question.id: _words(question) for question in questions}
    return QuizInsights(
        sheets=len(sheets),
        questions=tuple(question_statistics(one, sheets, points) for one in questions),
        quick=quick_sheets(sheets, words),
        equal=equal_sheets(sheets),
    )


def _sheets(content: RevisionContent, name: str) -> list[Sheet]:
    asked = {"course": content.course.slug, "quiz": name}
    answers: defaultdict[UUID, dict[str, Stored]] = defaultdict(dict)
    for row in db.session.execute(_ANSWERS, asked):
        answers[row.attempt_id][row.question_id] = row.answer
    same: dict[int, dict[str, Correction | None]] = {}
    sheets = []
    for row in db.session.execute(_FIRST, asked):
        if row.revision_id not in same:
            same[row.revision_id] = _same_questions(content, row.revision_id, name)
        alike = same[row.revision_id]
        shares = {
            one: _share(alike[one], mark["score"], answers[row.id].get(one, []))
            for one, mark in row.marks.items()
            if one in alike
        }
        seconds = (row.handed_in_at - row.started_at).total_seconds()
        sheets.append(Sheet(row.receipt, shares, answers[row.id], seconds))
    return sheets


def _same_questions(
    content: RevisionContent, revision_id: int, name: str
) -> dict[str, Correction | None]:
    """The questions that a revision asks as today's does; with today's key where it had another."""
    asked = {question.id: question for question in get_content(revision_id).quiz(name).questions}
    found: dict[str, Correction | None] = {}
    for now in content.quiz(name).questions:
        then = asked.get(now.id)
        if then and is_asked_alike(then, now):
            correction = correct(then, now)
            found[now.id] = correction if correction.change is Change.KEY else None
    return found


def _share(correction: Correction | None, marked: float, answer: Stored) -> float:
    if correction is None:
        return marked
    return float(mark_question(correction.question, correction.answer(answer)).share)


def _words(question: Question) -> int:
    """Of the original; translations are about as long."""
    texts = (question.heading, question.text, *(choice.text for choice in question.choices))
    return sum(len(words_of(text.get("vi", "")).split()) for text in texts)
