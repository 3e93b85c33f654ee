"""Asking another trainer to look at a draft, and their answer. None of these commits."""

from uuid import UUID

from sqlalchemy import select

from portal.audit.services import record
from portal.authoring.errors import DraftChanged, NoteMissing, OwnWork
from portal.authoring.models import Review
from portal.authoring.queries import get_files
from portal.authoring.services import lock_open_draft
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound


def ask_for_review(*, person_id: UUID, draft_id: UUID, note: str) -> Review:
    """A request; the one that waits already where it is the same person's. Raises DraftClosed."""
    draft = lock_open_draft(draft_id)
    waiting = _newest(draft_id)
    if waiting and waiting.decided_at is None and waiting.asked_by == person_id:
        waiting.note = note.strip() or waiting.note
        return waiting
    review = Review(
        draft_id=draft_id,
        files_digest=get_files(draft_id).files_digest,
        asked_by=person_id,
        asked_at=clock.now(),
        note=note.strip(),
    )
    db.session.add(review)
    db.session.flush()
    record(actor_id=person_id, action="review.asked", subject=draft.course_slug, review=review.id)
    return review


def decide_review(
    *, person_id: UUID, draft_id: UUID, files_digest: str, approves: bool, answer: str
) -> Review:
    """Approve exactly the files that were looked at (`files_digest`), or return the draft with words.

    A second time (a double click) the same answer changes nothing. Raises DraftClosed, OwnWork, NoteMissing (a
    return says why), DraftChanged (the files are others now), NotFound (nobody asked, or it is answered).
    """
    draft = lock_open_draft(draft_id)
    review = _newest(draft_id)
    if review and (review.decided_by, review.is_approved) == (person_id, approves):
        return review
    if review is None or review.decided_at is not None:
        raise NotFound(draft=draft_id)
    files = get_files(draft_id)
    if review.asked_by == person_id or files.writers == {person_id}:
        raise OwnWork(draft=draft_id)
    if not approves and not answer.strip():
        raise NoteMissing(draft=draft_id)
    if files.files_digest != files_digest:
        raise DraftChanged(draft=draft_id)
    review.files_digest = files_digest
    review.decided_by, review.decided_at = person_id, clock.now()
    review.is_approved, review.answer = approves, answer.strip()
    db.session.flush()
    action = "review.approved" if approves else "review.returned"
    record(actor_id=person_id, action=action, subject=draft.course_slug, review=review.id)
    return review


def _newest(draft_id: UUID) -> Review | None:
    of_draft = select(Review).where(Review.draft_id == draft_id)
    return db.session.scalars(of_draft.order_by(Review.id.desc()).limit(1)).first()
