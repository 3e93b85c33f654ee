"""Changes of a draft's files: every text that is overwritten is kept (history.py), and none is overwritten unseen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from portal.authoring.editing import as_edited, as_written
from portal.authoring.errors import (
    FileChanged,
    FileExists,
    FileNotText,
    FileTooLarge,
    NotStorable,
)
from portal.authoring.history import keep_text, next_version
from portal.authoring.models import DraftFile
from portal.authoring.paths import checked_path
from portal.authoring.services import lock_open_draft
from portal.catalogue.parsing import MAX_TEXT
from portal.catalogue.revisions import store_file
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Saved:
    """What the portal has now: which version, since when."""

    version: int
    saved_at: datetime


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
        text.encode()
    except UnicodeEncodeError as error:  # half of a sign that JSON can hold and UTF-8 cannot
        raise NotStorable(path=path) from error
