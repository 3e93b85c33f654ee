"""Answering what is new in a course: the fact is kept in the transaction in which it becomes true.

It makes the standing valid again, and no certificate longer: only completing the course again does that.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError

from portal.audit.services import record
from portal.certification.ledger_lock import join_writers
from portal.certification.queries import course_window
from portal.certification.services import award_due, lock_person
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.learning.errors import LessonsLeft
from portal.learning.models import CourseRefreshed, CourseRevised
from portal.learning.queries import get_course_progress
from portal.quizzes.models import Attempt
from portal.quizzes.services import hand_in


def hand_in_refresh(*, person_id: UUID, attempt_id: UUID) -> Attempt:
    """Mark the answers to what is new; where they pass, it is answered. Once: a second call changes nothing.

    An attempt on a revision after which the course changed again answers nothing: the newer change is asked.
    Raises NotFound for an attempt that is not the person's.
    """
    join_writers()
    attempt = hand_in(person_id=person_id, attempt_id=attempt_id)
    slug, revision_id = attempt.course_slug, attempt.revision_id
    if attempt.is_passed and attempt.handed_in_at and not has_changed_since(slug, revision_id):
        keep_refreshed(
            person_id=person_id,
            course_slug=slug,
            revision_id=revision_id,
            on=clock.day_of(attempt.handed_in_at),
        )
    return attempt


def confirm_refresh(*, person_id: UUID, course_slug: str) -> None:
    """The changed lessons are read, and no question is bound to them: that is the answer. Again changes nothing.

    Raises LessonsLeft; NotFound where questions are asked.
    """
    lock_person(person_id)
    progress = get_course_progress(person_id, course_slug, course_window(clock.today()))
    refresh = progress.refresh(clock.now())
    if refresh is None and not progress.unanswered:
        return
    if refresh is None or refresh.task.questions:
        raise NotFound(refresh=course_slug)
    if refresh.lessons_left:
        raise LessonsLeft(count=len(refresh.lessons_left))
    keep_refreshed(
        person_id=person_id,
        course_slug=course_slug,
        revision_id=progress.content.revision_id,
        on=clock.today(),
    )


def keep_refreshed(
    *, person_id: UUID, course_slug: str, revision_id: int | None = None, on: date | None = None
) -> None:
    """Somebody answered what is new in a course. Once a day; again changes nothing. Raises NotFound.

    `revision_id`: up to which they know the course now. `on`: today, unless it was handed in on another day.
    """
    lock_person(person_id)
    day = on or clock.today()
    answer = CourseRefreshed(
        person_id=person_id,
        course_slug=course_slug,
        refreshed_on=day,
        revision_id=revision_id,
        made_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(answer)
    except IntegrityError:
        return
    record(actor_id=person_id, action="course.refreshed", subject=course_slug)
    award_due(person_id=person_id, on=day)


def has_changed_since(course_slug: str, revision_id: int) -> bool:
    """Whether a later revision of the course asks to be answered."""
    later = exists().where(
        CourseRevised.course_slug == course_slug, CourseRevised.revision_id > revision_id
    )
    return bool(db.session.scalar(select(later)))
