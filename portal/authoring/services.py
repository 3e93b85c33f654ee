"""Changes of drafts. Every text that is overwritten is kept (history.py), and nothing is overwritten unseen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from portal.audit.services import record
from portal.authoring.editing import as_edited, as_written
from portal.authoring.errors import (
    BadSlug,
    DraftClosed,
    FileChanged,
    FileExists,
    FileNotText,
    FileTooLarge,
    NotStorable,
    SlugTaken,
)
from portal.authoring.history import keep_text, next_version
from portal.authoring.models import Draft, DraftFile
from portal.authoring.paths import checked_path
from portal.authoring.placing import fill_draft
from portal.authoring.queries import find_open_draft, slug_is_free
from portal.authoring.skeleton import new_course
from portal.catalogue.parsing import MAX_TEXT
from portal.catalogue.reading import digest_of
from portal.catalogue.revisions import store_file
from portal.catalogue.stored_files import get_stored_files
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.text import slugify

LONGEST_SLUG: Final = 80


@dataclass(frozen=True, slots=True)
class Saved:
    """What the portal has now: which version, since when."""

    version: int
    saved_at: datetime


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


def save_text(*, person_id: UUID, draft_id: UUID, path: str, text: str, base_version: int) -> Saved:
    """Saves a text that was begun at `base_version`; 0 makes a new file.

    The same text again (a retry after a lost reply) is saved already. Raises FileChanged where somebody saved
    another text meanwhile: the caller offers a merge (merging.py) and saves that with the newer version.
    """
    _refuse_unstorable(path, text)
    lock_open_draft(draft_id)
    file = db.session.get(DraftFile, (draft_id, path))
    if file is None:
        return _save_new(person_id, draft_id, path, text, base_version)
    if file.text is None:
        raise FileNotText(path=path)
    if as_edited(file.text) == as_edited(text):
        return Saved(file.version, file.saved_at)
    if file.version != base_version:
        raise FileChanged(
            text=as_edited(file.text),
            version=file.version,
            saved_by=file.saved_by,
            saved_at=file.saved_at,
        )
    keep_text(file, followed_by=person_id)
    file.text = as_written(text, file.text)
    file.version += 1
    file.saved_by, file.saved_at = person_id, clock.now()
    return Saved(file.version, file.saved_at)


def add_bytes(*, person_id: UUID, draft_id: UUID, path: str, content: bytes) -> Saved:
    """A new file of stored bytes (a picture, a recording). Raises BadPath, FileExists."""
    checked_path(path)
    lock_open_draft(draft_id)
    if db.session.get(DraftFile, (draft_id, path)):
        raise FileExists(path=path)
    file = DraftFile(
        draft_id=draft_id,
        path=path,
        blob_digest=store_file(path, content),
        version=next_version(draft_id, path),
        saved_by=person_id,
        saved_at=clock.now(),
    )
    db.session.add(file)
    db.session.flush()
    return Saved(file.version, file.saved_at)


def rename_file(*, person_id: UUID, draft_id: UUID, path: str, to: str) -> None:
    """Raises BadPath, FileExists, NotFound. A text stays in the history under its old name."""
    checked_path(to)
    lock_open_draft(draft_id)
    file = _file(draft_id, path)
    if to == path:
        return
    if db.session.get(DraftFile, (draft_id, to)):
        raise FileExists(path=to)
    keep_text(file, followed_by=None)
    values = {"text": file.text, "blob_digest": file.blob_digest}
    db.session.delete(file)
    db.session.add(
        DraftFile(
            draft_id=draft_id,
            path=to,
            version=next_version(draft_id, to),
            saved_by=person_id,
            saved_at=clock.now(),
            **values,
        )
    )
    db.session.flush()


def remove_file(*, draft_id: UUID, path: str) -> None:
    """A text stays in the history. Raises NotFound."""
    lock_open_draft(draft_id)
    file = _file(draft_id, path)
    keep_text(file, followed_by=None)
    db.session.delete(file)
    db.session.flush()


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


def _save_new(person_id: UUID, draft_id: UUID, path: str, text: str, base_version: int) -> Saved:
    if base_version != 0:  # it was removed or renamed while somebody wrote in it
        raise FileChanged(text="", version=0, saved_by=None, saved_at=None)
    checked_path(path)
    file = DraftFile(
        draft_id=draft_id,
        path=path,
        text=as_edited(text),
        version=next_version(draft_id, path),
        saved_by=person_id,
        saved_at=clock.now(),
    )
    db.session.add(file)
    db.session.flush()
    return Saved(file.version, file.saved_at)


def _file(draft_id: UUID, path: str) -> DraftFile:
    file = db.session.scalars(
        select(DraftFile).where(DraftFile.draft_id == draft_id, DraftFile.path == path)
    ).first()
    if file is None:
        raise NotFound(draft=draft_id, file=path)
    return file


def _refuse_unstorable(path: str, text: str) -> None:
    if "\0" in text:
        raise NotStorable(path=path)
    if len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT:
        raise FileTooLarge(path=path, limit="200 KB")
    try:
        digest_of(text.encode())
    except UnicodeEncodeError as error:  # half of a sign that JSON can hold and UTF-8 cannot
        raise NotStorable(path=path) from error
