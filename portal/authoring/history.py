"""The texts that files of drafts had before: kept whenever somebody else goes on, and every few minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from portal.authoring.editing import as_edited
from portal.authoring.models import DraftFile, DraftText
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound

#: while one person types, a text is kept this often: autosaves come every two seconds
KEPT_EVERY: Final = timedelta(minutes=2)
_MOST_SHOWN: Final = 200


def keep_text(file: DraftFile, *, followed_by: UUID | None) -> None:
    """Keeps a file's text before it is overwritten by somebody, renamed or removed (`followed_by` None)."""
    if file.text is None:
        return
    newest = _newest(file.draft_id, file.path)
    is_kept = newest is not None and newest.version == file.version
    is_recent = newest is not None and clock.now() - newest.saved_at < KEPT_EVERY
    is_same_hand = followed_by is not None and followed_by == file.saved_by
    if is_kept or (is_same_hand and is_recent):
        return
    db.session.add(
        DraftText(
            draft_id=file.draft_id,
            path=file.path,
            version=file.version,
            text=file.text,
            saved_by=file.saved_by,
            saved_at=file.saved_at,
        )
    )


@dataclass(frozen=True, slots=True)
class EarlierText:
    """A text that a file had; `saved_by` None: as it was published."""

    version: int
    text: str
    saved_by: UUID | None
    saved_at: datetime


def list_earlier_texts(draft_id: UUID, path: str) -> tuple[EarlierText, ...]:
    """The newest first; texts as an editor shows them."""
    rows = db.session.scalars(
        select(DraftText)
        .where(DraftText.draft_id == draft_id, DraftText.path == path)
        .order_by(DraftText.version.desc())
        .limit(_MOST_SHOWN)
    )
    return tuple(
        EarlierText(row.version, as_edited(row.text), row.saved_by, row.saved_at) for row in rows
    )


def get_earlier_text(draft_id: UUID, path: str, version: int) -> EarlierText:
    row = db.session.scalars(
        select(DraftText).where(
            DraftText.draft_id == draft_id, DraftText.path == path, DraftText.version == version
        )
    ).first()
    if row is None:
        raise NotFound(draft=draft_id, file=path, version=version)
    return EarlierText(row.version, as_edited(row.text), row.saved_by, row.saved_at)


def next_version(draft_id: UUID, path: str) -> int:
    """For a file that is made anew: versions go on where the history of its name ends."""
    kept = select(func.max(DraftText.version)).where(
        DraftText.draft_id == draft_id, DraftText.path == path
    )
    return (db.session.scalar(kept) or 0) + 1


def _newest(draft_id: UUID, path: str) -> DraftText | None:
    return db.session.scalars(
        select(DraftText)
        .where(DraftText.draft_id == draft_id, DraftText.path == path)
        .order_by(DraftText.version.desc())
        .limit(1)
    ).first()
