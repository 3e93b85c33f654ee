"""A draft without its files: where it stands beside what is published."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.authoring.models import Draft, Review
from portal.authoring.review_states import Decision
from portal.catalogue.models import Revision
from portal.kernel.db import db
from portal.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class DraftHead:
    """`base`, `current` and `published` are numbers of revisions.

    `base`: which it began as; `current`: which readers have; both None for a new course. `published`: as which it
    was published. `review`: the newest.
    """

    id: UUID
    course_slug: str
    opened_at: datetime
    closed_at: datetime | None
    base_revision_id: int | None
    base: int | None
    current: int | None
    published: int | None
    review: Decision | None

    @property
    def is_outdated(self) -> bool:
        """Somebody published this course since the draft was begun."""
        return self.base != self.current


def get_draft_head(draft_id: UUID) -> DraftHead:
    """One statement. NotFound where there is no such draft."""
    base, published = aliased(Revision), aliased(Revision)
    newest = select(func.max(Revision.number)).where(Revision.course_slug == Draft.course_slug)
    newest_review = select(func.max(Review.id)).where(Review.draft_id == Draft.id)
    row: Any = db.session.execute(
        select(
            Draft.id,
            Draft.course_slug,
            Draft.opened_at,
            Draft.closed_at,
            Draft.base_revision_id,
            base.number.label("base"),
            newest.correlate(Draft).scalar_subquery().label("current"),
            published.number.label("published"),
            Review.files_digest,
            Review.is_approved,
        )
        .outerjoin(base, base.id == Draft.base_revision_id)
        .outerjoin(published, published.id == Draft.published_revision_id)
        .outerjoin(Review, Review.id == newest_review.correlate(Draft).scalar_subquery())
        .where(Draft.id == draft_id)
    ).first()
    if row is None:
        raise NotFound(draft=draft_id)
    values = dict(row._mapping)
    review = Decision(values.pop("files_digest"), values.pop("is_approved"))
    return DraftHead(**values, review=review if review.files_digest else None)
