"""Reads of reviews: who asked, who answered, and whether what was approved is still what stands there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from portal.authoring.models import Draft, Review
from portal.authoring.review_states import Decision, ReviewState, review_state
from portal.kernel.db import db
from portal.people.models import Person

_asker, _decider = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """One request with its answer, if there is one."""

    id: int
    draft_id: UUID
    course_slug: str
    files_digest: str
    asked_by: UUID
    asked_by_name: str
    asked_at: datetime
    note: str
    decided_by_name: str | None
    decided_at: datetime | None
    is_approved: bool | None
    answer: str | None

    def state(self, files_digest: str) -> ReviewState:
        return review_state(Decision(self.files_digest, self.is_approved), files_digest)


def list_reviews(draft_id: UUID) -> tuple[ReviewRecord, ...]:
    """Of a draft, the newest first."""
    rows = db.session.execute(
        _reviews().where(Review.draft_id == draft_id).order_by(Review.id.desc())
    )
    return tuple(_record(row) for row in rows)


def find_review(draft_id: UUID) -> ReviewRecord | None:
    """The newest of a draft."""
    return next(iter(list_reviews(draft_id)), None)


def is_approved(draft_id: UUID, files_digest: str) -> bool:
    """Whether the newest review of a draft approved exactly these files."""
    review = find_review(draft_id)
    return review is not None and review.state(files_digest) is ReviewState.APPROVED


_COLUMNS: Final = (
    Review.id,
    Review.draft_id,
    Draft.course_slug,
    Review.files_digest,
    Review.asked_by,
    _asker.full_name.label("asked_by_name"),
    Review.asked_at,
    Review.note,
    _decider.full_name.label("decided_by_name"),
    Review.decided_at,
    Review.is_approved,
    Review.answer,
)


def _reviews() -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .join(Draft, Draft.id == Review.draft_id)
        .join(_asker, _asker.id == Review.asked_by)
        .outerjoin(_decider, _decider.id == Review.decided_by)
    )


def _record(row: Any) -> ReviewRecord:
    return ReviewRecord(**row._mapping)
