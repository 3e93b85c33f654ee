"""The reads of learning as SQL, put together once: that costs more than the database takes to answer them.

Parameters: `person` and, for one course, `course`.
"""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Boolean,
    Date,
    Select,
    String,
    Subquery,
    Uuid,
    bindparam,
    case,
    cast,
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
    CourseRevised,
    LessonCompletion,
)
from portal.quizzes.models import Attempt
from portal.quizzes.remark_models import AttemptRemark, Remark
from portal.quizzes.results import IS_PASSED, with_results

LESSON: Final = "lesson"
ATTEMPT: Final = "attempt"
COMPLETION: Final = "completion"
REVISED: Final = "revised"
REMARKED: Final = "remarked"

#: the day on which the exam of a completion was sat
LEARNT_ON: Final = func.coalesce(CourseCompletion.learnt_on, CourseCompletion.completed_on)
_person: BindParameter[UUID] = bindparam("person")
_course: BindParameter[str] = bindparam("course")


def _facts() -> Subquery:
    """Lessons done, attempts, what was marked again and completions of a person, and revisions that all must
    answer: one round trip."""
    no_name, no_moment = cast(null(), String), cast(null(), UtcDateTime)
    no_day, no_answer, no_attempt = (cast(null(), kind) for kind in (Date, Boolean, Uuid))
    has_turned = AttemptRemark.is_passed != AttemptRemark.is_passed_before
    is_other = has_turned | (AttemptRemark.score != AttemptRemark.score_before)
    return union_all(
        select(
            literal(LESSON).label("kind"),
            LessonCompletion.course_slug.label("course_slug"),
            LessonCompletion.lesson.label("name"),
            LessonCompletion.completed_at.label("moment"),
            no_day.label("day"),
            no_answer.label("is_passed"),
            no_attempt.label("attempt_id"),
        ).where(LessonCompletion.person_id == _person),
        with_results(
            select(
                literal(ATTEMPT),
                Attempt.course_slug,
                Attempt.quiz,
                Attempt.handed_in_at,
                no_day,
                IS_PASSED,
                no_attempt,
            ).where(Attempt.person_id == _person)
        ),
        select(
            literal(REMARKED),
            Attempt.course_slug,
            Attempt.quiz,
            Remark.made_at,
            no_day,
            case((has_turned, AttemptRemark.is_passed)),
            Attempt.id,
        )
        .join(AttemptRemark, AttemptRemark.attempt_id == Attempt.id)
        .join(Remark, Remark.id == AttemptRemark.remark_id)
        .where(Attempt.person_id == _person, is_other),
        select(
            literal(COMPLETION),
            CourseCompletion.course_slug,
            no_name,
            no_moment,
            LEARNT_ON,
            no_answer,
            no_attempt,
        )
        .outerjoin(CompletionWithdrawn, CompletionWithdrawn.completion_id == CourseCompletion.id)
        .where(CourseCompletion.person_id == _person, CompletionWithdrawn.completion_id.is_(None)),
        select(
            literal(REVISED),
            CourseRevised.course_slug,
            no_name,
            no_moment,
            CourseRevised.revised_on,
            no_answer,
            no_attempt,
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


def _lessons_done() -> Select[int, str, datetime]:
    """A course's newest revision with each lesson that the person has done: all that reading needs."""
    newest = select(func.max(Revision.number)).where(Revision.course_slug == _course)
    is_done = (LessonCompletion.course_slug == Revision.course_slug) & (
        LessonCompletion.person_id == _person
    )
    return (
        select(
            Revision.id.label("revision_id"), LessonCompletion.lesson, LessonCompletion.completed_at
        )
        .outerjoin(LessonCompletion, is_done)
        .where(Revision.course_slug == _course, Revision.number == newest.scalar_subquery())
    )


PROGRESS: Final = _progress()
COURSE_PROGRESS: Final = PROGRESS.where(Revision.course_slug == _course)
LESSONS_DONE: Final = _lessons_done()
