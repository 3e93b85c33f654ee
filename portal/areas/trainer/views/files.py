"""One file of a draft: read, written, saved; never over somebody else's text."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.draft_pages import get_file_page
from portal.areas.trainer.editor_forms import FileForm
from portal.areas.trainer.editor_words import refusal
from portal.areas.trainer.merge_pages import MergePage, merge_page
from portal.authoring.errors import FileChanged
from portal.authoring.saving import save_text
from portal.kernel.errors import Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires
from portal.web.uploads import accepts_upload


@blueprint.get("/trainer/drafts/<uuid:draft>/files/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
def file(draft: UUID, path: str) -> ResponseReturnValue:
    page = get_file_page(draft, path, current_app.config["PORTAL"].courses)
    if page.file is None:
        return render_template("trainer/media_file.html", page=page)
    text = page.file.text
    form = FileForm(formdata=None, version=page.file.version, base=text, text=text)
    return render_template("trainer/file.html", page=page, form=form)


@blueprint.post("/trainer/drafts/<uuid:draft>/files/<path:path>")
@requires(Permission.CATALOGUE_EDIT)
@accepts_upload(megabytes=2)
@commits
def save_file(draft: UUID, path: str) -> ResponseReturnValue:
    form = FileForm()
    if not form.validate():
        return _again(form, draft, path)
    try:
        save_text(
            person_id=current_person().id,
            draft_id=draft,
            path=path,
            text=form.text.data or "",
            base_version=form.version.data or 0,
        )
    except FileChanged as changed:
        return _merge(merge_page(draft, path, form.base.data or "", form.text.data or "", changed))
    except Refused as error:
        form.text.errors = [refusal(error)]
        return _again(form, draft, path)
    flash(_("Saved in the draft."), "success")
    return redirect(url_for(".file", draft=draft, path=path))


def _again(form: FileForm, draft: UUID, path: str) -> ResponseReturnValue:
    """The page with what was written, whatever was wrong with it."""
    courses = current_app.config["PORTAL"].courses
    page = get_file_page(draft, path, courses, form.text.data or "")
    return render_template("trainer/file.html", page=page, form=form), 422


def _merge(page: MergePage) -> ResponseReturnValue:
    form = FileForm(formdata=None, version=page.version, base=page.theirs, text=page.merged.text)
    return render_template("trainer/merge.html", page=page, form=form), 409
