"""What an exam that was marked again changes in the courses completed. From the day it was marked on; none commits."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import Uuid, bindparam, select

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.identifiers import new_id
from portal.learning.completing import Completed, Completing, Sat, completing
from portal.learning.models import CompletionWithdrawn, CourseCompletion
from portal.learning.statements import LEARNT_ON
from portal.quizzes.writing import insert_into

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


def list_completing(course_slug: str, turned: Sequence[Sat]) -> tuple[Completing, ...]:
    """What exams that turned change, person by person (completing.py). One statement."""
    held: defaultdict[UUID, list[Completed]] = defaultdict(list)
    own: defaultdict[UUID, list[Sat]] = defaultdict(list)
    for one in turned:
        own[one.person_id].append(one)
    for row in db.session.execute(_COMPLETIONS, {"course": course_slug, "people": list(own)}):
        held[row.person_id].append(
            Completed(row.id, row.attempt_id, row.completed_on, row.learnt_on, row.is_withdrawn)
        )
    today = clock.today()
    found = (completing(person, own[person], held[person], today) for person in sorted(own))
    return tuple(one for one in found if one.attempt or one.withdrawn)


def complete_again(*, course_slug: str, attempt: Sat) -> None:
    """The course counts as completed from today, and runs out as from the day the exam was sat. Once."""
    today = clock.today()
    db.session.execute(
        insert_into(CourseCompletion)
        .values(
            id=new_id(),
            person_id=attempt.person_id,
            course_slug=course_slug,
            revision_id=attempt.revision_id,
            attempt_id=attempt.attempt_id,
            completed_on=today,
            completed_at=clock.now(),
            learnt_on=attempt.on if attempt.on < today else None,
        )
        .on_conflict_do_nothing()
    )


def withdraw(*, completion_id: UUID, remark_id: UUID, actor_id: UUID) -> None:
    """The completion counts no more from today. Once; before today it counted."""
    db.session.execute(
        insert_into(CompletionWithdrawn)
        .values(
            completion_id=completion_id,
            withdrawn_on=clock.today(),
            remark_id=remark_id,
            made_by=actor_id,
            made_at=clock.now(),
        )
        .on_conflict_do_nothing()
    )
