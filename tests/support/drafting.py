"""Drafts for tests: opened and changed by the portal's own services."""

from pathlib import Path
from uuid import UUID

from portal.authoring.checking import check_open_draft
from portal.authoring.models import Draft
from portal.authoring.publishing import Publication, publish_draft
from portal.authoring.queries import get_files, get_text
from portal.authoring.saving import save_text
from portal.authoring.services import open_draft
from portal.catalogue.models import Revision
from portal.kernel.db import begin_writing, db

LESSON = "01-mot/01-bai-dau.md"
NO_FOLDER = Path("/nonexistent")


def begin_draft(person_id: UUID, course: str = "mini") -> Draft:
    begin_writing()
    draft = open_draft(person_id=person_id, course_slug=course)
    db.session.commit()
    return draft


def change(
    draft: Draft, person_id: UUID, old: str = "", new: str = "\nThêm một câu.\n", path: str = LESSON
) -> None:
    """Replace words of a text; without `old` the new ones come at the end."""
    begin_writing()
    before = get_text(draft.id, path)
    assert old in before.text
    text = before.text.replace(old, new) if old else before.text + new
    save_text(
        person_id=person_id,
        draft_id=draft.id,
        path=path,
        text=text,
        base_version=before.version,
    )
    db.session.commit()


def publish(
    draft: Draft,
    person_id: UUID,
    *,
    is_major: bool = False,
    note: str = "",
    needs_review: bool = False,
    asks: int | None = None,
    files_digest: str | None = None,
) -> Revision:
    """Publish what stands in the draft now, unless another digest is given."""
    begin_writing()
    digest = files_digest or get_files(draft.id).files_digest
    revision = publish_draft(
        person_id=person_id,
        draft_id=draft.id,
        package=check_open_draft(draft.id, NO_FOLDER),
        publication=Publication(digest, is_major, note, needs_review, asks),
    )
    db.session.commit()
    return revision
