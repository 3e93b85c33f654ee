"""Page-shaped reads of a file's earlier texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.authoring.comparing import TextDifference, compare_texts
from portal.authoring.history import EarlierText, list_earlier_texts
from portal.authoring.queries import FileText, find_text, get_course_title, get_draft
from portal.kernel.errors import NotFound
from portal.people.queries import names_of


@dataclass(frozen=True, slots=True)
class VersionPage:
    """`now` is None where the file was removed or renamed; `chosen` is compared with it in `difference`."""

    draft_id: UUID
    title: str
    is_open: bool
    path: str
    now: FileText | None
    earlier: tuple[EarlierText, ...]
    names: Mapping[UUID, str]
    chosen: EarlierText | None
    difference: TextDifference | None


def get_version_page(draft_id: UUID, path: str, version: int | None) -> VersionPage:
    """NotFound where the draft never had such a text, or no such version of it."""
    draft, now = get_draft(draft_id), find_text(draft_id, path)
    earlier = list_earlier_texts(draft_id, path)
    chosen = next((one for one in earlier if one.version == version), None)
    if not (now or earlier) or (version is not None and chosen is None):
        raise NotFound(draft=draft_id, file=path, version=version)
    savers = [*(one.saved_by for one in earlier), now.saved_by if now else None]
    return VersionPage(
        draft_id=draft_id,
        title=get_course_title(draft),
        is_open=draft.closed_at is None,
        path=path,
        now=now,
        earlier=earlier,
        names=names_of(filter(None, savers)),
        chosen=chosen,
        difference=compare_texts(chosen.text, now.text if now else "") if chosen else None,
    )
