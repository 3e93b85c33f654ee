"""Drafts opened, begun and discarded; what happens to their files is in saving.py."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from portal.audit.services import record
from portal.authoring.errors import (
    BadSlug,
    DraftClosed,
    SlugTaken,
)
from portal.authoring.models import Draft, DraftFile
from portal.authoring.placing import fill_draft
from portal.authoring.queries import find_open_draft, slug_is_free
from portal.authoring.skeleton import new_course
from portal.catalogue.stored_files import get_stored_files
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.text import slugify

LONGEST_SLUG: Final = 80


def open_draft(*, person_id: UUID, course_slug: str, number: int | None = None) -> Draft:
    """The open draft of a course, or a new one with the files of the current revision.

    With a `number` a new draft begins with that revision's files (restoring it); raises SlugTaken where
    one is open already. NotFound where no such revision is published.
    """
    draft = find_open_draft(course_slug)
    if draft is not None and number is not None:
        raise SlugTaken(course=course_slug)
    if draft is not None:
        return draft
    stored = get_stored_files(course_slug, number)
    # an old revision that is restored is a change of what readers have now
    current = stored if number is None else get_stored_files(course_slug)
    draft = begin_draft(person_id, course_slug, current.revision.id)
    fill_draft(draft.id, stored, saved_by=None)
    return draft


def start_course(*, person_id: UUID, slug: str, title: str, author: str) -> Draft:
    """A draft of a course that is not there yet. Raises BadSlug, or SlugTaken."""
    if slugify(slug) != slug or not slug or len(slug) > LONGEST_SLUG:
        raise BadSlug(slug=slug, better=slugify(slug)[:LONGEST_SLUG].strip("-"))
    if not slug_is_free(slug):
        raise SlugTaken(course=slug)
    draft = begin_draft(person_id, slug, None)
    _add_texts(draft.id, new_course(title=title, author=author), person_id)
    return draft


def discard_draft(*, person_id: UUID, draft_id: UUID) -> None:
    """Closes it unpublished; its files stay stored. A second time changes nothing."""
    draft = lock_draft(draft_id)
    if draft.closed_at is None:
        draft.closed_at, draft.closed_by = clock.now(), person_id
        record(actor_id=person_id, action="draft.discarded", subject=draft.course_slug)


def lock_draft(draft_id: UUID) -> Draft:
    """The draft, held until the transaction ends: what is decided about its state holds. Or NotFound."""
    draft = db.session.get(Draft, draft_id, with_for_update=True)
    if draft is None:
        raise NotFound(draft=draft_id)
    return draft


def lock_open_draft(draft_id: UUID) -> Draft:
    """As `lock_draft`; raises DraftClosed."""
    draft = lock_draft(draft_id)
    if draft.closed_at is not None:
        raise DraftClosed(draft=draft_id)
    return draft


def begin_draft(person_id: UUID, course_slug: str, base_revision_id: int | None) -> Draft:
    """An empty one. Raises SlugTaken where the course has an open one."""
    draft = Draft(
        course_slug=course_slug,
        base_revision_id=base_revision_id,
        opened_by=person_id,
        opened_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(draft)
    except IntegrityError as error:  # two opened it at once
        raise SlugTaken(course=course_slug) from error
    record(actor_id=person_id, action="draft.opened", subject=course_slug)
    return draft


def _add_texts(draft_id: UUID, texts: Mapping[str, str], person_id: UUID) -> None:
    db.session.execute(
        insert(DraftFile),
        [
            {
                "draft_id": draft_id,
                "path": path,
                "text": text,
                "version": 1,
                "saved_by": person_id,
                "saved_at": clock.now(),
            }
            for path, text in texts.items()
        ],
    )
