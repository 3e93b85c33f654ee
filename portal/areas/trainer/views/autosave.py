"""For the editor's script: a text saved as it is typed, and two texts brought together. JSON (docs/authoring.md)."""

from typing import Final
from uuid import UUID

from flask import jsonify
from flask.typing import ResponseReturnValue

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.editor_words import refusal
from portal.areas.trainer.merge_pages import merge_page
from portal.areas.trainer.writing import Writing
from portal.authoring import errors
from portal.authoring.queries import get_file_state
from portal.authoring.saving import save_text
from portal.kernel.errors import NotFound, Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, only_reads, requires
from portal.web.filters import moment, time_of_day

_STATUS: Final = {errors.FileChanged: 409, errors.DraftClosed: 410, errors.FileTooLarge: 413}


@blueprint.post("/trainer/drafts/<uuid:draft>/texts/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
@commits
def autosave(draft: UUID, path: str) -> ResponseReturnValue:
    writing = Writing.sent()
    if writing is None:
        return jsonify(error="bad_request"), 422
    try:
        saved = save_text(
            person_id=current_person().id,
            draft_id=draft,
            path=path,
            text=writing.text,
            base_version=writing.version,
        )
    except errors.FileChanged as error:
        return jsonify(error=error.code, text=error.text, version=error.version), 409
    except NotFound as error:
        return jsonify(error=error.code), 404
    except Refused as error:
        return jsonify(error=error.code, message=refusal(error)), _STATUS.get(type(error), 422)
    return jsonify(version=saved.version, saved_at=time_of_day(saved.saved_at))


@blueprint.post("/trainer/drafts/<uuid:draft>/merges/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
@only_reads
def merge(draft: UUID, path: str) -> ResponseReturnValue:
    """`text` (mine, begun at `base`) together with what the portal has: nothing is saved."""
    writing = Writing.sent()
    if writing is None:
        return jsonify(error="bad_request"), 422
    page = merge_page(draft, path, writing.base, writing.text, get_file_state(draft, path))
    return jsonify(
        text=page.merged.text,
        conflicts=page.merged.conflicts,
        pieces=[
            {"kind": one.kind, "mine": one.mine, "theirs": one.theirs} for one in page.merged.pieces
        ],
        theirs=page.theirs,
        version=page.version,
        saved_by=page.saved_by,
        is_mine=page.saved_by_id == current_person().id,
        saved_at=moment(page.saved_at),
    )
