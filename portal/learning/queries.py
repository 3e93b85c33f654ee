"""Reads of what people have learnt; each function is one statement (a revision not yet read costs its own once)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    String,
    Subquery,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from portal.catalogue.models import Revision
from portal.catalogue.queries import get_content
from portal.kernel.db import UtcDateTime, db
from portal.kernel.errors import NotFound
from portal.learning.models import CourseCompletion, LessonCompletion
from portal.learning.records import CourseProgress
from portal.quizzes.limits import HandedInAttempt
from portal.quizzes.models import Attempt
from portal.quizzes.services import EXAM

_LESSON, _ATTEMPT, _COMPLETION = "lesson", "attempt", "completion"


def get_lesson_progress(person_id: UUID, course_slug: str) -> CourseProgress:
    """The current revision and the lessons that a person has done in it; the reading page needs no more."""
    current = _current_revision(course_slug)
    rows = db.session.execute(
        select(Revision.id, LessonCompletion.lesson, LessonCompletion.completed_at)
        .outerjoin(
            LessonCompletion,
            (LessonCompletion.course_slug == Revision.course_slug)
            & (LessonCompletion.person_id == person_id),
        )
        .where(Revision.course_slug == course_slug, Revision.number == current)
    ).all()
    if not rows:
        raise NotFound(course=course_slug)
    done: dict[str, datetime] = {row.lesson: row.completed_at for row in rows if row.lesson}
    return CourseProgress(get_content(rows[0].id), done)


def get_course_progress(person_id: UUID, course_slug: str) -> CourseProgress:
    """All that a person has done in one course."""
    found = _progress(person_id, Revision.course_slug == course_slug)
    if not found:
        raise NotFound(course=course_slug)
    return found[0]


def list_progress(person_id: UUID) -> tuple[CourseProgress, ...]:
    """All courses in the order of their codes, with what a person has done in each."""
    return tuple(sorted(_progress(person_id, literal(True)), key=_place))


def _place(progress: CourseProgress) -> tuple[str, str]:
    course = progress.content.course
    return (course.code or "~", course.slug)


def _current_revision(course_slug: Any) -> Any:
    """The number of a course's newest revision."""
    newest = select(func.max(Revision.number)).where(Revision.course_slug == course_slug)
    return newest.scalar_subquery()


def _progress(person_id: UUID, which: ColumnElement[bool]) -> list[CourseProgress]:
    newest = (
        select(Revision.course_slug, func.max(Revision.number).label("number"))
        .group_by(Revision.course_slug)
        .subquery()
    )
    facts = _facts(person_id)
    rows = db.session.execute(
        select(Revision.id.label("revision_id"), facts)
        .join(
            newest,
            (newest.c.course_slug == Revision.course_slug) & (newest.c.number == Revision.number),
        )
        .outerjoin(facts, facts.c.course_slug == Revision.course_slug)
        .where(which)
    )
    by_revision: dict[int, list[Any]] = {}
    for row in rows:
        by_revision.setdefault(row.revision_id, []).append(row)
    return [_read(revision_id, found) for revision_id, found in by_revision.items()]


def _facts(person_id: UUID) -> Subquery:
    """Lessons done, attempts and completions of a person under one another: one round trip instead of three."""
    no_name, no_moment = cast(null(), String), cast(null(), UtcDateTime)
    no_day, no_answer = cast(null(), Date), cast(null(), Boolean)
    return union_all(
        select(
            literal(_LESSON).label("kind"),
            LessonCompletion.course_slug.label("course_slug"),
            LessonCompletion.lesson.label("lesson"),
            LessonCompletion.completed_at.label("moment"),
            no_day.label("day"),
            no_answer.label("is_passed"),
        ).where(LessonCompletion.person_id == person_id),
        select(
            literal(_ATTEMPT),
            Attempt.course_slug,
            no_name,
            Attempt.handed_in_at,
            no_day,
            Attempt.is_passed,
        ).where(Attempt.person_id == person_id, Attempt.quiz == EXAM),
        select(
            literal(_COMPLETION),
            CourseCompletion.course_slug,
            no_name,
            no_moment,
            CourseCompletion.completed_on,
            no_answer,
        ).where(CourseCompletion.person_id == person_id),
    ).subquery()


def _read(revision_id: int, rows: Iterable[Any]) -> CourseProgress:
    done: dict[str, datetime] = {}
    attempts: list[HandedInAttempt] = []
    is_started = False
    days = []
    for row in rows:
        if row.kind == _LESSON:
            done[row.lesson] = row.moment
        elif row.kind == _COMPLETION:
            days.append(row.day)
        elif row.kind == _ATTEMPT and row.moment is None:
            is_started = True
        elif row.kind == _ATTEMPT:
            attempts.append(HandedInAttempt(row.moment, bool(row.is_passed)))
    return CourseProgress(
        content=get_content(revision_id),
        done=done,
        attempts=tuple(attempts),
        is_exam_started=is_started,
        completions=tuple(days),
    )
