"""A draft becomes a revision: exactly the files that were looked at, once, and over nothing that came meanwhile."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from portal.audit.services import record
from portal.authoring.errors import (
    BaseMoved,
    DraftChanged,
    DraftClosed,
    NoteMissing,
    NothingChanged,
    NotReviewed,
)
from portal.authoring.impact import count_asked
from portal.authoring.models import Draft
from portal.authoring.queries import get_files
from portal.authoring.reviews import is_approved
from portal.authoring.services import lock_draft
from portal.catalogue.checks import CheckedPackage
from portal.catalogue.models import Course, Revision
from portal.catalogue.queries import current_revision
from portal.catalogue.revisions import Origin, publish_package
from portal.certification.errors import PeopleChanged
from portal.certification.ledger_lock import write_alone
from portal.certification.revising import ask_to_refresh
from portal.kernel import clock
from portal.kernel.db import db


@dataclass(frozen=True, slots=True)
class Publication:
    """How a draft is to be published. `files_digest`: of the files that the person was shown.

    `needs_review`: whether this portal publishes only what another trainer approved. `asks`: how many people the
    person was told that a major change asks to refresh; None where nobody was told.
    """

    files_digest: str
    is_major: bool
    note: str
    needs_review: bool
    asks: int | None = None


def publish_draft(
    *, person_id: UUID, draft_id: UUID, package: CheckedPackage, publication: Publication
) -> Revision:
    """The new revision; again (a double click, a retry) the same one.

    A major one asks whoever completed the course before to answer what is new, within the permits' grace.

    `package`: the draft as it was checked (check_open_draft) before anybody had to wait for this. Raises DraftClosed
    (discarded), BaseMoved, DraftChanged, NoteMissing, NotReviewed, NothingChanged, BrokenPackage, PeopleChanged.
    """
    if publication.is_major:
        write_alone()
    draft = lock_draft(draft_id)
    if draft.published_revision_id is not None:
        return db.session.get_one(Revision, draft.published_revision_id)
    if draft.closed_at is not None:
        raise DraftClosed(draft=draft_id)
    _refuse_outdated(draft)
    files = get_files(draft_id)
    if not files.files_digest == publication.files_digest == package.files_digest:
        raise DraftChanged(draft=draft_id)
    _refuse_unready(draft, publication)
    current = current_revision(draft.course_slug)
    if current and current.digest == package.digest:
        raise NothingChanged(draft=draft_id)
    revision = publish_package(
        package=package,
        note=publication.note.strip() or None,
        is_major=publication.is_major,
        origin=Origin.PORTAL,
        published_by=person_id,
    )
    _close(draft, revision, person_id)
    if revision.is_major and current:
        ask_to_refresh(course_slug=draft.course_slug, revision_id=revision.id, actor_id=person_id)
    return revision


def _refuse_unready(draft: Draft, publication: Publication) -> None:
    """Facts may have come in since the person was told whom a major change asks."""
    if publication.is_major and not publication.note.strip():
        raise NoteMissing(draft=draft.id)
    if publication.needs_review and not is_approved(draft.id, publication.files_digest):
        raise NotReviewed(draft=draft.id)
    is_told = publication.is_major and publication.asks is not None
    if is_told and count_asked(draft.course_slug) != publication.asks:
        raise PeopleChanged(draft=draft.id)


def is_outdated(draft: Draft) -> bool:
    """Whether readers have another revision than the one that the draft's files began as."""
    current = current_revision(draft.course_slug)
    return (current.id if current else None) != draft.base_revision_id


def _refuse_outdated(draft: Draft) -> None:
    """Whoever else publishes this course waits from here on (publish_package locks the same row)."""
    db.session.scalar(select(Course.slug).where(Course.slug == draft.course_slug).with_for_update())
    if is_outdated(draft):
        raise BaseMoved(draft=draft.id)


def _close(draft: Draft, revision: Revision, person_id: UUID) -> None:
    draft.closed_at, draft.closed_by = clock.now(), person_id
    draft.published_revision_id = revision.id
    db.session.flush()
    record(
        actor_id=person_id,
        action="revision.published",
        subject=draft.course_slug,
        number=revision.number,
        is_major=revision.is_major,
        note=revision.note,
    )
