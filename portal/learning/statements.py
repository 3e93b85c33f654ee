"""The reads of learning as SQL, put together once: that costs more than the database takes to answer them.

Parameters: `person` and, for one course, `course`.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Subquery,
    bindparam,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)

from portal.catalogue.models import Revision
from portal.kernel.db import UtcDateTime
from portal.learning.models import (
    CourseCompletion,
    CourseRefreshed,
    CourseRevised,
    LessonCompletion,
    LessonReadAgain,
)
from portal.quizzes.models import Attempt

LESSON: Final = "lesson"
ATTEMPT: Final = "attempt"
COMPLETION: Final = "completion"
REVISED: Final = "revised"
REFRESHED: Final = "refreshed"
READ_AGAIN: Final = "read_again"

_person: BindParameter[UUID] = bindparam("person")
_course: BindParameter[str] = bindparam("course")


def _fact(kind: str, course: Any, **columns: Any) -> Select[*tuple[Any, ...]]:
    """One row's columns; what a kind of fact does not have is null, of the right type."""
    types = {
        "name": String,
        "moment": UtcDateTime,
        "day": Date,
        "until": Date,
        "revision": Integer,
        "is_passed": Boolean,
    }
    values = (columns.get(name, cast(null(), type_)).label(name) for name, type_ in types.items())
    return select(literal(kind).label("kind"), course.label("course_slug"), *values)


def _facts() -> Subquery:
    """What a person has done, and revisions that all must answer: one round trip."""
    lesson, again, attempt = LessonCompletion, LessonReadAgain, Attempt
    done, refreshed, revised = CourseCompletion, CourseRefreshed, CourseRevised
    return union_all(
        _fact(LESSON, lesson.course_slug, name=lesson.lesson, moment=lesson.completed_at).where(
            lesson.person_id == _person
        ),
        _fact(READ_AGAIN, again.course_slug, name=again.lesson, revision=again.revision_id).where(
            again.person_id == _person
        ),
        _fact(
            ATTEMPT,
            attempt.course_slug,
            name=attempt.quiz,
            moment=attempt.handed_in_at,
            is_passed=attempt.is_passed,
        ).where(attempt.person_id == _person),
        _fact(COMPLETION, done.course_slug, day=done.completed_on, revision=done.revision_id).where(
            done.person_id == _person
        ),
        _fact(
            REFRESHED,
            refreshed.course_slug,
            day=refreshed.refreshed_on,
            revision=refreshed.revision_id,
        ).where(refreshed.person_id == _person),
        _fact(
            REVISED,
            revised.course_slug,
            day=revised.revised_on,
            until=revised.refresh_by,
            revision=revised.revision_id,
        ),
    ).subquery()


def _progress() -> Select[*tuple[Any, ...]]:
    """A row for each fact of each course's newest revision, and one without a fact where there is none."""
    newest = (
        select(Revision.course_slug, func.max(Revision.number).label("number"))
        .group_by(Revision.course_slug)
        .subquery()
    )
    facts = _facts()
    is_newest = (newest.c.course_slug == Revision.course_slug) & (
        newest.c.number == Revision.number
    )
    return (
        select(Revision.id.label("revision_id"), facts)
        .join(newest, is_newest)
        .outerjoin(facts, facts.c.course_slug == Revision.course_slug)
    )


def _has_changed() -> ColumnElement[bool]:
    """Whether the course changed since the person completed it, and they have not answered that."""
    revised, refreshed = CourseRevised, CourseRefreshed
    completed = exists().where(
        CourseCompletion.person_id == _person, CourseCompletion.course_slug == revised.course_slug
    )
    return (
        exists()
        .where(revised.course_slug == _course, completed)
        .where(~completed.where(CourseCompletion.completed_on >= revised.revised_on))
        .where(
            ~exists().where(
                refreshed.person_id == _person,
                refreshed.course_slug == revised.course_slug,
                refreshed.refreshed_on >= revised.revised_on,
            )
        )
    )


def _lessons_done() -> Select[int, str, datetime, bool]:
    """A course's newest revision with each lesson that the person has done: all that reading needs."""
    newest = select(func.max(Revision.number)).where(Revision.course_slug == _course)
    is_done = (LessonCompletion.course_slug == Revision.course_slug) & (
        LessonCompletion.person_id == _person
    )
    return (
        select(
            Revision.id.label("revision_id"),
            LessonCompletion.lesson,
            LessonCompletion.completed_at,
            _has_changed().label("has_changed"),
        )
        .outerjoin(LessonCompletion, is_done)
        .where(Revision.course_slug == _course, Revision.number == newest.scalar_subquery())
    )


PROGRESS: Final = _progress()
COURSE_PROGRESS: Final = PROGRESS.where(Revision.course_slug == _course)
LESSONS_DONE: Final = _lessons_done()
