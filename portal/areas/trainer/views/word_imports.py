"""A Word document as lessons of a draft: sent, looked at, then added after the modules that are there."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.editor_words import refusal
from portal.areas.trainer.import_forms import LessonsFileForm
from portal.areas.trainer.import_words import why_no_lessons
from portal.areas.trainer.views.question_imports import LARGEST_MEGABYTES, tell_refused
from portal.authoring.foreign_files import keep_lessons, take_lessons
from portal.authoring.queries import get_draft
from portal.authoring.sent_files import get_sent_lessons
from portal.catalogue.exchange.word_lessons import read_lessons
from portal.kernel.errors import Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires
from portal.web.uploads import accepts_upload


@blueprint.get("/trainer/drafts/<uuid:draft>/word-lessons")
@requires(Permission.CATALOGUE_EDIT)
def new_word_lessons(draft: UUID) -> ResponseReturnValue:
    get_draft(draft)
    return render_template(
        "trainer/import_word.html", form=LessonsFileForm(formdata=None), draft=draft
    )


@blueprint.post("/trainer/drafts/<uuid:draft>/word-lessons")
@requires(Permission.CATALOGUE_EDIT)
@accepts_upload(megabytes=LARGEST_MEGABYTES)
@commits
def send_word_lessons(draft: UUID) -> ResponseReturnValue:
    file = request.files.get("file")
    name = (file.filename or "") if file else ""
    # read before anything is asked of the database: others can write meanwhile
    lessons = (
        read_lessons(file.read(), name=name.rpartition(".")[0] or name) if file and name else None
    )
    get_draft(draft)
    form = LessonsFileForm()
    if form.validate() and lessons is not None and lessons.lessons:
        try:
            upload = keep_lessons(
                person_id=current_person().id, draft_id=draft, file_name=name, lessons=lessons
            )
        except Refused as error:
            form.file.errors = [refusal(error)]
        else:
            return redirect(url_for(".review_word_lessons", draft=draft, upload=upload))
    elif not form.errors:
        form.file.errors = [why_no_lessons(lessons)]
    return render_template("trainer/import_word.html", form=form, draft=draft), 422


@blueprint.get("/trainer/drafts/<uuid:draft>/word-lessons/<uuid:upload>")
@requires(Permission.CATALOGUE_EDIT)
def review_word_lessons(draft: UUID, upload: UUID) -> ResponseReturnValue:
    return _review(draft, upload)


@blueprint.post("/trainer/drafts/<uuid:draft>/word-lessons/<uuid:upload>")
@requires(Permission.CATALOGUE_EDIT)
@commits
def add_word_lessons(draft: UUID, upload: UUID) -> ResponseReturnValue:
    try:
        taken = take_lessons(person_id=current_person().id, draft_id=draft, import_id=upload)
    except Refused as error:
        return _review(draft, upload, refusal(error), status=422)
    if taken.count:
        added = ngettext("%(num)s lesson was added.", "%(num)s lessons were added.", taken.count)
        flash(added, "success")
    tell_refused(taken)
    return redirect(url_for(".draft", draft=draft))


def _review(draft: UUID, upload: UUID, problem: str = "", status: int = 200) -> ResponseReturnValue:
    sent = get_sent_lessons(current_person().id, draft, upload)
    if sent.lessons is None:
        return redirect(url_for(".draft", draft=draft))
    html = render_template("trainer/import_lessons.html", sent=sent, draft=draft, problem=problem)
    return html, status
