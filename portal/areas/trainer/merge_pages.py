"""Two people wrote in one file: what a page or a script needs to bring both texts together."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.authoring.editing import as_edited
from portal.authoring.errors import FileChanged
from portal.authoring.merging import Merged, merge_texts
from portal.authoring.queries import get_course_title, get_draft
from portal.people.queries import names_of


@dataclass(frozen=True, slots=True)
class MergePage:
    """`theirs` and `version` are what the portal has; `saved_by` is a name, None where the file went."""

    draft_id: UUID
    title: str
    path: str
    theirs: str
    version: int
    saved_by: str | None
    saved_by_id: UUID | None
    saved_at: datetime | None
    merged: Merged


def merge_page(draft_id: UUID, path: str, base: str, mine: str, changed: FileChanged) -> MergePage:
    """Mine, begun at `base`, together with what was saved meanwhile."""
    by = changed.saved_by
    return MergePage(
        draft_id=draft_id,
        title=get_course_title(get_draft(draft_id)),
        path=path,
        theirs=changed.text,
        version=changed.version,
        saved_by=names_of([by])[by] if by else None,
        saved_by_id=by,
        saved_at=changed.saved_at,
        merged=merge_texts(as_edited(base), as_edited(mine), changed.text),
    )
