"""Pictures and recordings of a draft: added, and shown to its authors before readers get them."""

from typing import Final
from uuid import UUID

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.editor_forms import MediaForm
from portal.areas.trainer.editor_words import refusal
from portal.authoring.package_services import add_media
from portal.authoring.queries import get_draft
from portal.authoring.shown_media import get_draft_media
from portal.kernel.errors import Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires
from portal.web.problems import wants_json
from portal.web.uploads import accepts_upload

_POLICY: Final = "default-src 'none'; sandbox"
_A_WHILE: Final = "private, max-age=86400"
_LARGEST_MEGABYTES: Final = 21


@blueprint.get("/trainer/drafts/<uuid:draft>/media/<string:digest>/<string:name>")
@requires(Permission.CATALOGUE_EDIT)
def draft_media(draft: UUID, digest: str, name: str) -> ResponseReturnValue:
    content, media_type = get_draft_media(draft, digest, name)
    response = Response(content, mimetype=media_type)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Cache-Control"] = _A_WHILE
    response.set_etag(digest)
    return response.make_conditional(request, accept_ranges=True, complete_length=len(content))


@blueprint.get("/trainer/drafts/<uuid:draft>/new-media")
@requires(Permission.CATALOGUE_EDIT)
def new_media(draft: UUID) -> ResponseReturnValue:
    get_draft(draft)
    return render_template("trainer/new_media.html", form=MediaForm(formdata=None), draft=draft)


@blueprint.post("/trainer/drafts/<uuid:draft>/new-media")
@requires(Permission.CATALOGUE_EDIT)
@accepts_upload(megabytes=_LARGEST_MEGABYTES)
@commits
def upload_media(draft: UUID) -> ResponseReturnValue:
    """From the page; or, asked for JSON, from the editor's script (docs/authoring.md)."""
    form, file = MediaForm(), request.files.get("file")
    if not (form.validate() and file and file.filename):
        if not (file and file.filename):
            form.file.errors = [_("Choose a file")]
        return _refused(form, draft)
    try:
        media = add_media(
            person_id=current_person().id,
            draft_id=draft,
            file_name=file.filename,
            content=file.read(),
            name=form.name.data or "",
        )
    except Refused as error:
        form.file.errors = [refusal(error)]
        return _refused(form, draft)
    if wants_json():
        return jsonify(path=media.path)
    written = f"![{form.alternative.data}](../{media.path})"
    flash(_("Added. Put it into a text with: %(written)s", written=written), "success")
    return redirect(url_for(".file", draft=draft, path=media.path))


def _refused(form: MediaForm, draft: UUID) -> ResponseReturnValue:
    if wants_json():
        messages = [str(message) for field in form for message in field.errors]
        return jsonify(error="refused", message=" ".join(messages)), 422
    return render_template("trainer/new_media.html", form=form, draft=draft), 422
