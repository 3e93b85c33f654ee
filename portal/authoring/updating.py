"""A draft brought up to date with what was published since it was begun. Nothing of either side is lost:

what the draft had is in its history, what was published is a revision.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from portal.audit.services import record
from portal.authoring.changes import NOTHING, Side
from portal.authoring.editing import as_written
from portal.authoring.errors import DraftChanged
from portal.authoring.models import Draft
from portal.authoring.placing import place_file
from portal.authoring.queries import DraftFiles, get_draft, get_files
from portal.authoring.saving import remove_file
from portal.authoring.services import lock_open_draft
from portal.authoring.updates import Choice, FileUpdate, Step, plan_update
from portal.authoring.updates import Side as UpdateSide
from portal.catalogue.stored_files import StoredFiles, get_files_of, get_stored_files
from portal.kernel.db import db


@dataclass(frozen=True, slots=True)
class Update:
    """`number`: of the revision that came meanwhile; `files_digest`: of the draft's files as they are now."""

    draft: Draft
    number: int
    files_digest: str
    files: tuple[FileUpdate, ...]
    is_needed: bool


def get_update(draft_id: UUID) -> Update:
    """What bringing a draft up to date would do. NotFound also for a draft of a course nobody published."""
    draft = get_draft(draft_id)
    mine, theirs = get_files(draft_id), get_stored_files(draft.course_slug)
    return _update(draft, mine, theirs)


def update_draft(
    *,
    person_id: UUID,
    draft_id: UUID,
    number: int,
    files_digest: str,
    choices: Mapping[str, Choice],
) -> Update:
    """Does it, as it was shown: `number` and `files_digest` are those that `get_update` told.

    `choices`: for the conflicts, by "path:0", "path:1" …; what is not said is "both". Once it is done, a second
    time changes nothing. Raises DraftClosed, DraftChanged.
    """
    draft = lock_open_draft(draft_id)
    mine, theirs = get_files(draft_id), get_stored_files(draft.course_slug)
    update = _update(draft, mine, theirs)
    if not update.is_needed:
        return update
    if (update.number, update.files_digest) != (number, files_digest):
        raise DraftChanged(draft=draft_id)
    for file in update.files:
        _apply(file, draft_id, person_id, (mine, theirs), _chooser(file.path, choices))
    draft.base_revision_id = theirs.revision.id
    db.session.flush()
    record(actor_id=person_id, action="draft.updated", subject=draft.course_slug, number=number)
    return update


def _update(draft: Draft, mine: DraftFiles, theirs: StoredFiles) -> Update:
    is_needed = draft.base_revision_id != theirs.revision.id and draft.closed_at is None
    sides = [_side(one) for one in (_base_files(draft), mine, theirs)] if is_needed else []
    return Update(
        draft=draft,
        number=theirs.revision.number,
        files_digest=mine.files_digest,
        files=plan_update(*sides) if sides else (),
        is_needed=is_needed,
    )


def _base_files(draft: Draft) -> Side:
    return NOTHING if draft.base_revision_id is None else get_files_of(draft.base_revision_id)


def _side(files: Side) -> UpdateSide:
    return UpdateSide(files, files.digests)


def _apply(
    file: FileUpdate,
    draft_id: UUID,
    person_id: UUID,
    sides: tuple[DraftFiles, StoredFiles],
    choose: Callable[[int], Choice],
) -> None:
    mine, theirs = sides
    if file.step in (Step.TAKE, Step.BRING_BACK) and file.path not in theirs:
        remove_file(draft_id=draft_id, path=file.path)
        return
    if file.step in (Step.TAKE, Step.BRING_BACK):
        content = theirs[file.path]
    elif file.step in (Step.MERGE, Step.CHOOSE):
        content = as_written(file.text(choose), mine.texts[file.path]).encode()
    else:
        return
    place_file(person_id=person_id, draft_id=draft_id, path=file.path, content=content)


def _chooser(path: str, choices: Mapping[str, Choice]) -> Callable[[int], Choice]:
    return lambda place: choices.get(f"{path}:{place}", "both")
