"""What attempts that were marked again change in courses completed and refreshed, from the day they were marked on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, func, select, text

from portal.kernel import clock
from portal.kernel.db import db
from portal.learning.completing import (
    Asked,
    Completed,
    Completing,
    Sat,
    completing,
    refreshing,
)
from portal.learning.models import (
    CompletionWithdrawn,
    CourseCompletion,
    CourseRefreshed,
    CourseRevised,
)
from portal.learning.statements import LEARNT_ON

_AT_ONCE: Final = 5_000
#: ids for those who refresh a course while an act is worked out
_LEFT_FREE: Final = 10_000
_COMPLETIONS: Final = (
    select(
        CourseCompletion.id,
        CourseCompletion.person_id,
        CourseCompletion.attempt_id,
        CourseCompletion.completed_on,
        LEARNT_ON.label("learnt_on"),
        CompletionWithdrawn.completion_id.is_not(None).label("is_withdrawn"),
    )
    .outerjoin(CompletionWithdrawn, CompletionWithdrawn.completion_id == CourseCompletion.id)
    .where(
        CourseCompletion.course_slug == bindparam("course"),
        CourseCompletion.person_id.in_(bindparam("people", type_=Uuid(), expanding=True)),
    )
)
_REFRESHED: Final = select(CourseRefreshed.person_id, CourseRefreshed.refreshed_on).where(
    CourseRefreshed.course_slug == bindparam("course"),
    CourseRefreshed.person_id.in_(bindparam("people", type_=Uuid(), expanding=True)),
)
_ASKED: Final = select(CourseRevised.revised_on, CourseRevised.revision_id).where(
    CourseRevised.course_slug == bindparam("course")
)
_NEXT_NUMBERS: Final = text(
    "SELECT nextval(pg_get_serial_sequence('course_refreshed', 'id')) FROM generate_series(1, :count)"
)


def list_completing(
    course_slug: str, turned: Iterable[Sat], answered: Iterable[Sat] = ()
) -> tuple[Completing, ...]:
    """What attempts that turned change, person by person (completing.py): exams, and answers to what had changed.

    A statement for each 5,000 people; with answers one more, and two for as many.
    """
    exams, answers = _by_person(turned), _by_person(answered)
    people, today = sorted({*exams, *answers}), clock.today()
    held, refreshed = defaultdict[UUID, list[Completed]](list), defaultdict[UUID, list[date]](list)
    for start in range(0, len(people), _AT_ONCE):
        asked = {"course": course_slug, "people": people[start : start + _AT_ONCE]}
        for row in db.session.execute(_COMPLETIONS, asked):
            held[row.person_id].append(
                Completed(row.id, row.attempt_id, row.completed_on, row.learnt_on, row.is_withdrawn)
            )
        for answer in db.session.execute(_REFRESHED, asked) if answers else ():
            refreshed[answer.person_id].append(answer.refreshed_on)
    changes = _changes(course_slug) if answers else []
    found = []
    for person in people:
        one = completing(person, exams[person], held[person], today)
        stays = [made for made in held[person] if made.id not in one.withdrawn]
        refresh = refreshing(answers[person], stays, refreshed[person], changes)
        found.append(replace(one, refresh=refresh))
    return tuple(one for one in found if not one.is_nothing)


def _changes(course_slug: str) -> list[Asked]:
    return [Asked(*row) for row in db.session.execute(_ASKED, {"course": course_slug})]


def _by_person(sat: Iterable[Sat]) -> defaultdict[UUID, list[Sat]]:
    found = defaultdict[UUID, list[Sat]](list)
    for one in sat:
        found[one.person_id].append(one)
    return found


def numbered(settled: Sequence[Completing]) -> tuple[Completing, ...]:
    """With the ids that their answers will have, which certificates may cite: nobody else gets them meanwhile."""
    count = sum(one.refresh is not None for one in settled)
    numbers = iter(_free_numbers(count)) if count else iter(())
    return tuple(
        replace(one, refreshed_id=next(numbers)) if one.refresh else one for one in settled
    )


def _free_numbers(count: int) -> Sequence[int]:
    if db.engine.dialect.name == "postgresql":
        return db.session.scalars(_NEXT_NUMBERS, {"count": count}).all()
    last = db.session.scalar(select(func.max(CourseRefreshed.id))) or 0
    return range(last + _LEFT_FREE, last + _LEFT_FREE + count)


def refreshed_row(course_slug: str, one: Completing, attempt: Sat) -> dict[str, Any]:
    """What had changed in the course is answered, from today."""
    return {
        "id": one.refreshed_id,
        "person_id": one.person_id,
        "course_slug": course_slug,
        "refreshed_on": clock.today(),
        "revision_id": attempt.revision_id,
        "made_at": clock.now(),
    }


def completion_row(course_slug: str, one: Completing, attempt: Sat) -> dict[str, Any]:
    """The course counts as completed from today, and runs out as from the day the exam was sat."""
    today = clock.today()
    return {
        "id": one.completion_id,
        "person_id": one.person_id,
        "course_slug": course_slug,
        "revision_id": attempt.revision_id,
        "attempt_id": attempt.attempt_id,
        "completed_on": today,
        "completed_at": clock.now(),
        "learnt_on": attempt.learnt_on(today),
    }


def withdrawal_row(completion_id: UUID, *, remark_id: UUID, actor_id: UUID) -> dict[str, Any]:
    """The completion counts no more from today; before today it counted."""
    return {
        "completion_id": completion_id,
        "withdrawn_on": clock.today(),
        "remark_id": remark_id,
        "made_by": actor_id,
        "made_at": clock.now(),
    }
