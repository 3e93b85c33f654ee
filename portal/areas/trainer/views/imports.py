"""A course as a zip: checked, and put into a draft; nothing of it where something is wrong."""

from pathlib import Path

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.forms import ImportForm
from portal.areas.trainer.words import import_refusal
from portal.authoring.at_work import DraftAtWork, find_draft_at_work
from portal.authoring.errors import SlugTaken
from portal.authoring.importing import checked_upload, import_draft
from portal.catalogue.problems import Problem
from portal.kernel.errors import Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, reads_first, requires, start_writing
from portal.web.uploads import accepts_upload


@blueprint.get("/trainer/imports")
@requires(Permission.CATALOGUE_EDIT)
def import_course() -> ResponseReturnValue:
    return _page(ImportForm(formdata=None))


@blueprint.post("/trainer/imports")
@requires(Permission.CATALOGUE_EDIT)
@accepts_upload(megabytes=101)
@reads_first
@commits
def import_now() -> ResponseReturnValue:
    form, person, slug = ImportForm(), current_person(), ""
    if not form.validate():
        return _page(form), 422
    sent = form.archive.data
    try:
        with checked_upload(sent.stream, sent.filename or "", _courses()) as package:
            if not package.is_sound:
                return _page(form, package.problems), 422
            slug = package.slug
            start_writing()
            draft = import_draft(person_id=person.id, package=package)
    except SlugTaken:
        return _page(form, in_the_way=find_draft_at_work(slug)), 409
    except Refused as error:
        form.archive.errors = [import_refusal(error)]
        return _page(form), 422
    flash(
        _(
            "The zip is sound. Its files are in this draft; readers get nothing before you publish it."
        ),
        "success",
    )
    return redirect(url_for(".draft", draft=draft.id))


def _courses() -> Path:
    courses: Path = current_app.config["PORTAL"].courses
    return courses


def _page(
    form: ImportForm, problems: tuple[Problem, ...] = (), in_the_way: DraftAtWork | None = None
) -> str:
    return render_template(
        "trainer/import.html", form=form, problems=problems, in_the_way=in_the_way
    )
