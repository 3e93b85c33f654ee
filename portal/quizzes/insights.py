"""First attempts at a course's exam, read for its statistics. Two statements, and a revision's own once."""

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
        Attempt.quiz == EXAM,
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
class ExamInsights:
    """`questions` in the exam's order; `sheets`: how many first attempts there are."""

    sheets: int
    questions: tuple[QuestionStatistics, ...]
    quick: tuple[Sheet, ...]
    equal: tuple[tuple[Sheet, ...], ...]


def get_insights(content: RevisionContent) -> ExamInsights:
    """What is asked now, over every revision in which it was asked in the same way."""
    sheets = _sheets(content)
    questions = content.exam.questions
    points = {question.id: question.points for question in questions}
    words = {question.id: _words(question) for question in questions}
    return ExamInsights(
        sheets=len(sheets),
        questions=tuple(question_statistics(one, sheets, points) for one in questions),
        quick=quick_sheets(sheets, words),
        equal=equal_sheets(sheets),
    )


def _sheets(content: RevisionContent) -> list[Sheet]:
    asked = {"course": content.course.slug}
    answers: defaultdict[UUID, dict[str, Stored]] = defaultdict(dict)
    for row in db.session.execute(_ANSWERS, asked):
        answers[row.attempt_id][row.question_id] = row.answer
    same: dict[int, frozenset[str]] = {}
    sheets = []
    for row in db.session.execute(_FIRST, asked):
        if row.revision_id not in same:
            same[row.revision_id] = _same_questions(content, row.revision_id)
        shares = {
            name: mark["score"] for name, mark in row.marks.items() if name in same[row.revision_id]
        }
        seconds = (row.handed_in_at - row.started_at).total_seconds()
        sheets.append(Sheet(row.receipt, shares, answers[row.id], seconds))
    return sheets


def _same_questions(content: RevisionContent, revision_id: int) -> frozenset[str]:
    """The questions that a revision asks as today's does."""
    other = {question.id: question for question in get_content(revision_id).exam.questions}
    return frozenset(one.id for one in content.exam.questions if other.get(one.id) == one)


def _words(question: Question) -> int:
    """Of the original; translations are about as long."""
    texts = (question.heading, question.text, *(choice.text for choice in question.choices))
    return sum(len(words_of(text.get("vi", "")).split()) for text in texts)
