"""What an exam that was marked again changes in the courses completed, from the day it was marked on."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from portal.kernel import clock
from portal.kernel.db import db
from portal.learning.completing import Completed, Completing, Sat, completing
from portal.learning.models import CompletionWithdrawn, CourseCompletion
from portal.learning.statements import LEARNT_ON

_AT_ONCE: Final = 5_000
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


def list_completing(course_slug: str, turned: Iterable[Sat]) -> tuple[Completing, ...]:
    """What exams that turned change, person by person (completing.py). A statement for each 5,000 people."""
    held: defaultdict[UUID, list[Completed]] = defaultdict(list)
    own: defaultdict[UUID, list[Sat]] = defaultdict(list)
    for one in turned:
        own[one.person_id].append(one)
    people, today = list(own), clock.today()
    for start in range(0, len(people), _AT_ONCE):
        asked = {"course": course_slug, "people": people[start : start + _AT_ONCE]}
        for row in db.session.execute(_COMPLETIONS, asked):
            held[row.person_id].append(
                Completed(row.id, row.attempt_id, row.completed_on, row.learnt_on, row.is_withdrawn)
            )
    found = (completing(person, own[person], held[person], today) for person in sorted(own))
    return tuple(one for one in found if one.attempt or one.withdrawn)


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
