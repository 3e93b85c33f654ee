"""The reads of learning as SQL, put together once: that costs more than the database takes to answer them.

Parameters: `person` and, for one course, `course`.
"""

from collections.abc import Iterator
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
    Uuid,
    bindparam,
    case,
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
    CompletionWithdrawn,
    CourseCompletion,
    CourseRefreshed,
    CourseRevised,
    LessonCompletion,
    LessonReadAgain,
)
from portal.quizzes.models import Attempt
from portal.quizzes.remark_models import AttemptRemark, Remark
from portal.quizzes.results import IS_PASSED, with_results

LESSON: Final = "lesson"
ATTEMPT: Final = "attempt"
COMPLETION: Final = "completion"
REVISED: Final = "revised"
REFRESHED: Final = "refreshed"
READ_AGAIN: Final = "read_again"
REMARKED: Final = "remarked"

#: the day on which the exam of a completion was sat
LEARNT_ON: Final = func.coalesce(CourseCompletion.learnt_on, CourseCompletion.completed_on)
_person: BindParameter[UUID] = bindparam("person")
_course: BindParameter[str] = bindparam("course")


#: every fact's columns, with the type of an empty one
_COLUMNS: Final[dict[str, Any]] = {
    "course_slug": String,
    "name": String,
    "moment": UtcDateTime,
    "day": Date,
    "until": Date,
    "revision": Integer,
    "is_passed": Boolean,
    "attempt_id": Uuid,
}


def _fact(kind: str, **filled: Any) -> Select[*tuple[Any, ...]]:
    columns = (
        (filled[name] if name in filled else cast(null(), empty)).label(name)
        for name, empty in _COLUMNS.items()
    )
    return select(literal(kind).label("kind"), *columns)


def _facts() -> Subquery:
    """What a person did and what became of it, and revisions that all must answer: one round trip."""
    return union_all(
        _fact(
            LESSON,
            course_slug=LessonCompletion.course_slug,
            name=LessonCompletion.lesson,
            moment=LessonCompletion.completed_at,
        ).where(LessonCompletion.person_id == _person),
        with_results(
            _fact(
                ATTEMPT,
                course_slug=Attempt.course_slug,
                name=Attempt.quiz,
                moment=Attempt.handed_in_at,
                is_passed=IS_PASSED.element,
            ).where(Attempt.person_id == _person)
        ),
        _marked_again(),
        _fact(
            COMPLETION,
            course_slug=CourseCompletion.course_slug,
            day=LEARNT_ON,
            revision=CourseCompletion.revision_id,
        )
        .outerjoin(CompletionWithdrawn, CompletionWithdrawn.completion_id == CourseCompletion.id)
        .where(CourseCompletion.person_id == _person, CompletionWithdrawn.completion_id.is_(None)),
        _fact(
            REVISED,
            course_slug=CourseRevised.course_slug,
            day=CourseRevised.revised_on,
            until=CourseRevised.refresh_by,
            revision=CourseRevised.revision_id,
        ),
        *_answers_to_revisions(),
    ).subquery()


def _answers_to_revisions() -> Iterator[Select[*tuple[Any, ...]]]:
    yield _fact(
        READ_AGAIN,
        course_slug=LessonReadAgain.course_slug,
        name=LessonReadAgain.lesson,
        revision=LessonReadAgain.revision_id,
    ).where(LessonReadAgain.person_id == _person)
    yield _fact(
        REFRESHED,
        course_slug=CourseRefreshed.course_slug,
        day=CourseRefreshed.refreshed_on,
        revision=CourseRefreshed.revision_id,
    ).where(CourseRefreshed.person_id == _person)


def _marked_again() -> Select[*tuple[Any, ...]]:
    """Attempts that got another result; `is_passed` only where that is another."""
    has_turned = AttemptRemark.is_passed != AttemptRemark.is_passed_before
    return (
        _fact(
            REMARKED,
            course_slug=Attempt.course_slug,
            name=Attempt.quiz,
            moment=Remark.made_at,
            is_passed=case((has_turned, AttemptRemark.is_passed)),
            attempt_id=Attempt.id,
        )
        .join(AttemptRemark, AttemptRemark.attempt_id == Attempt.id)
        .join(Remark, Remark.id == AttemptRemark.remark_id)
        .where(
            Attempt.person_id == _person,
            has_turned | (AttemptRemark.score != AttemptRemark.score_before),
        )
    )


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
        CourseCompletion.person_id == _person,
        CourseCompletion.course_slug == revised.course_slug,
        ~exists().where(CompletionWithdrawn.completion_id == CourseCompletion.id),
    )
    return (
        exists()
        .where(revised.course_slug == _course, completed)
        .where(~completed.where(revised.revised_on <= LEARNT_ON))
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
