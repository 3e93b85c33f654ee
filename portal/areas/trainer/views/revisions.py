"""The revisions of a course: listed, compared, restored as a draft, downloaded as they were published."""

import tempfile
from pathlib import Path
from typing import Any

from flask import current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.forms import TokenForm
from portal.areas.trainer.remark_queries import list_waiting_quizzes
from portal.authoring.errors import SlugTaken
from portal.authoring.published import compare_pages, compare_sources, list_revisions
from portal.authoring.services import open_draft
from portal.catalogue.archive_writing import write_archive
from portal.catalogue.stored_files import get_stored_files
from portal.kernel.errors import NotFound
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires
from portal.web.paging import asked_page

#: stands for a number: the open draft
DRAFT = "draft"


@blueprint.get("/trainer/courses/<slug:course>/revisions")
@requires(Permission.CATALOGUE_SEE)
def revisions(course: str) -> ResponseReturnValue:
    found = list_revisions(course, asked_page())
    return render_template(
        "trainer/revisions.html",
        revisions=found,
        restore=TokenForm(),
        waiting=list_waiting_quizzes(course, current_person().id),
    )


@blueprint.get("/trainer/courses/<slug:course>/differences")
@requires(Permission.CATALOGUE_SEE)
def differences(course: str) -> ResponseReturnValue:
    if "from" not in request.args:
        return _newest_differences(course)
    before, after = _side("from"), _side("to")
    shows_pages = request.args.get("show") == "pages"
    found = (
        compare_pages(course, before, after, current_app.config["PORTAL"].courses)
        if shows_pages
        else compare_sources(course, before, after)
    )
    return render_template("trainer/differences.html", found=found, shows_pages=shows_pages)


@blueprint.get("/trainer/courses/<slug:course>/revisions/<slug:number>/archive")
@requires(Permission.CATALOGUE_SEE)
def archive(course: str, number: str) -> ResponseReturnValue:
    """The same bytes as `courses export`, written beside the memory and read from there."""
    files = get_stored_files(course, _number(number))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "course.zip"
        write_archive(path, course, files)
        written = path.open("rb")  # stays readable after the folder is gone
    name = f"{course}-{files.revision.number}.zip"
    return send_file(written, "application/zip", as_attachment=True, download_name=name)


@blueprint.post("/trainer/courses/<slug:course>/revisions/<slug:number>/restore")
@requires(Permission.CATALOGUE_EDIT)
@commits
def restore(course: str, number: str) -> ResponseReturnValue:
    try:
        draft = open_draft(
            person_id=current_person().id, course_slug=course, number=_number(number)
        )
    except SlugTaken:
        flash(
            _(
                "Somebody is writing a draft of this course. Publish or discard it first; nothing of it was changed."
            ),
            "warning",
        )
        return redirect(url_for(".revisions", course=course))
    flash(
        _(
            "A draft with the files of revision %(number)s is open. Publish it to give it to readers.",
            number=number,
        ),
        "success",
    )
    return redirect(url_for(".publish", draft=draft.id))


def _newest_differences(course: str) -> ResponseReturnValue:
    newest = get_stored_files(course).revision.number
    sides: dict[str, Any] = {"from": max(1, newest - 1), "to": newest}
    return redirect(url_for(".differences", course=course, **sides))


def _side(name: str) -> int | None:
    text = request.args.get(name, "")
    return None if text == DRAFT else _number(text)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise NotFound(revision=text)
    return int(text)
