"""What is being written now: open drafts, who opened them, when they were last saved, who waits for a review."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from portal.authoring.models import Draft, DraftFile, Review
from portal.catalogue.models import Revision
from portal.kernel.db import db
from portal.people.models import Person


@dataclass(frozen=True, slots=True)
class DraftAtWork:
    """`base`: number of the revision it began as, None for a new course. `current`: of what readers have.

    `review_asked_by`: whose request for a review has no answer yet.
    """

    id: UUID
    course_slug: str
    opened_by_name: str
    opened_at: datetime
    saved_at: datetime | None
    base: int | None
    current: int | None
    review_asked_by: UUID | None

    @property
    def is_outdated(self) -> bool:
        return self.base != self.current


def list_drafts_at_work() -> tuple[DraftAtWork, ...]:
    """By the slug of their course. One statement."""
    return tuple(DraftAtWork(**row._mapping) for row in db.session.execute(_at_work()))


def find_draft_at_work(course_slug: str) -> DraftAtWork | None:
    """The open one of a course."""
    row = db.session.execute(_at_work().where(Draft.course_slug == course_slug)).first()
    return DraftAtWork(**row._mapping) if row else None


def _at_work() -> Select[*tuple[Any, ...]]:
    saved = select(func.max(DraftFile.saved_at)).where(DraftFile.draft_id == Draft.id)
    current = select(func.max(Revision.number)).where(Revision.course_slug == Draft.course_slug)
    newest = select(func.max(Review.id)).where(Review.draft_id == Draft.id)
    waiting = select(Review.asked_by).where(
        Review.id == newest.correlate(Draft).scalar_subquery(), Review.decided_at.is_(None)
    )
    base = select(Revision.number).where(Revision.id == Draft.base_revision_id)
    return (
        select(
            Draft.id,
            Draft.course_slug,
            Person.full_name.label("opened_by_name"),
            Draft.opened_at,
            saved.correlate(Draft).scalar_subquery().label("saved_at"),
            base.correlate(Draft).scalar_subquery().label("base"),
            current.correlate(Draft).scalar_subquery().label("current"),
            waiting.correlate(Draft).scalar_subquery().label("review_asked_by"),
        )
        .join(Person, Person.id == Draft.opened_by)
        .where(Draft.closed_at.is_(None))
        .order_by(Draft.course_slug)
    )
