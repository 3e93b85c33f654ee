"""The texts that a file had before: listed, compared with what stands there now, brought back."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.editor_forms import VersionForm
from portal.areas.trainer.editor_words import refusal
from portal.areas.trainer.version_pages import get_version_page
from portal.authoring.package_services import bring_back
from portal.kernel.errors import NotFound, Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires


@blueprint.get("/trainer/drafts/<uuid:draft>/versions/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
def versions(draft: UUID, path: str) -> ResponseReturnValue:
    wanted = request.args.get("version", type=int)
    page = get_version_page(draft, path, wanted)
    form = VersionForm(formdata=None, version=wanted)
    return render_template("trainer/versions.html", page=page, form=form)


@blueprint.post("/trainer/drafts/<uuid:draft>/versions/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
@commits
def restore_version(draft: UUID, path: str) -> ResponseReturnValue:
    form = VersionForm()
    if not form.validate():
        raise NotFound(draft=draft, file=path)
    version = form.version.data or 0
    try:
        bring_back(person_id=current_person().id, draft_id=draft, path=path, version=version)
    except Refused as error:
        flash(refusal(error), "warning")
        return redirect(url_for(".draft", draft=draft))
    flash(
        _("Brought back. The text that stood there is kept among the earlier versions."), "success"
    )
    return redirect(url_for(".file", draft=draft, path=path))
