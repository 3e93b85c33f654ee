"""Files put into a draft exactly as they are: from a revision, from a zip."""

from uuid import UUID

from sqlalchemy import insert

from portal.authoring.editing import text_of
from portal.authoring.history import keep_text, next_version
from portal.authoring.models import DraftFile
from portal.catalogue.reading import Files
from portal.catalogue.revisions import store_file
from portal.kernel import clock
from portal.kernel.db import db


def place_file(*, person_id: UUID, draft_id: UUID, path: str, content: bytes) -> None:
    """The text that stood there is kept in the history. The caller holds the lock on the draft."""
    text = text_of(path, content)
    values = {
        "text": text,
        "blob_digest": store_file(path, content) if text is None else None,
        "saved_by": person_id,
        "saved_at": clock.now(),
    }
    file = db.session.get(DraftFile, (draft_id, path))
    if file is None:
        file = DraftFile(draft_id=draft_id, path=path, version=next_version(draft_id, path))
        db.session.add(file)
    else:
        keep_text(file, followed_by=None)
        file.version += 1
    for name, value in values.items():
        setattr(file, name, value)
    db.session.flush()


def fill_draft(draft_id: UUID, files: Files, *, saved_by: UUID | None) -> None:
    """All files of an empty draft, one in memory at a time. `saved_by` is None where nobody wrote them here."""
    for path in files:
        content = files[path]
        text = text_of(path, content)
        row = {
            "draft_id": draft_id,
            "path": path,
            "text": text,
            "blob_digest": store_file(path, content) if text is None else None,
            "version": 1,
            "saved_by": saved_by,
            "saved_at": clock.now(),
        }
        db.session.execute(insert(DraftFile), [row])
