"""Questions from files of other formats: a file is sent, what was read is looked at, then it goes into the quiz."""

from typing import Final
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.editor_words import refusal
from portal.areas.trainer.import_forms import Answers, QuestionsFileForm, answers_of
from portal.areas.trainer.import_pages import read_sent, review_page
from portal.areas.trainer.import_words import why_no_questions
from portal.authoring.errors import Undecided
from portal.authoring.foreign_files import Taken, keep_questions, take_questions
from portal.authoring.queries import get_draft
from portal.authoring.sent_files import get_sent_picture, get_sent_questions, list_quizzes
from portal.catalogue.exchange.attachments import ending_for
from portal.catalogue.exchange.outcome import Outcome
from portal.catalogue.exchange.understood import NotAnOption
from portal.kernel.errors import Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires
from portal.web.uploads import accepts_upload

LARGEST_MEGABYTES: Final = 21
#: by ending; the content itself says which
_PICTURE_TYPES: Final = {
    "png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    None: "application/octet-stream",
}  # fmt: skip
_NOTHING: Final = Answers({}, frozenset())


@blueprint.get("/trainer/drafts/<uuid:draft>/new-questions")
@requires(Permission.CATALOGUE_EDIT)
def new_questions(draft: UUID) -> ResponseReturnValue:
    get_draft(draft)
    form = QuestionsFileForm.of_quizzes(list_quizzes(draft), formdata=None)
    return render_template("trainer/import_questions.html", form=form, draft=draft)


@blueprint.post("/trainer/drafts/<uuid:draft>/new-questions")
@requires(Permission.CATALOGUE_EDIT)
@accepts_upload(megabytes=LARGEST_MEGABYTES)
@commits
def send_questions(draft: UUID) -> ResponseReturnValue:
    file, chosen = request.files.get("file"), request.form.get("format", "")
    name = (file.filename or "") if file else ""
    # read before anything is asked of the database: others can write meanwhile
    outcome = _read(name, file.read() if file and name else b"", chosen)
    get_draft(draft)
    form = QuestionsFileForm.of_quizzes(list_quizzes(draft))
    if form.validate() and outcome is not None and outcome.read:
        try:
            upload = keep_questions(
                person_id=current_person().id,
                draft_id=draft,
                path=form.path.data,
                file_name=name,
                outcome=outcome,
            )
        except Refused as error:
            form.file.errors = [refusal(error)]
        else:
            return redirect(url_for(".review_questions", draft=draft, upload=upload))
    elif not form.errors:
        form.file.errors = [why_no_questions(name, outcome)]
    return render_template("trainer/import_questions.html", form=form, draft=draft), 422


@blueprint.get("/trainer/drafts/<uuid:draft>/new-questions/<uuid:upload>")
@requires(Permission.CATALOGUE_EDIT)
def review_questions(draft: UUID, upload: UUID) -> ResponseReturnValue:
    return _review(draft, upload, _NOTHING, ())


@blueprint.get("/trainer/drafts/<uuid:draft>/new-questions/<uuid:upload>/pictures/<string:name>")
@requires(Permission.CATALOGUE_EDIT)
def sent_picture(draft: UUID, upload: UUID, name: str) -> ResponseReturnValue:
    """As it was sent, to whoever sent it, so that a key can be decided."""
    content = get_sent_picture(current_person().id, draft, upload, name)
    response = Response(content, mimetype=_PICTURE_TYPES[ending_for(content)])
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


@blueprint.post("/trainer/drafts/<uuid:draft>/new-questions/<uuid:upload>")
@requires(Permission.CATALOGUE_EDIT)
@commits
def add_questions(draft: UUID, upload: UUID) -> ResponseReturnValue:
    answers = answers_of(request.form)
    try:
        taken = take_questions(
            person_id=current_person().id,
            draft_id=draft,
            import_id=upload,
            chosen=answers.chosen,
            left_out=answers.skipped,
        )
    except Undecided as error:
        return _review(draft, upload, answers, error.places, status=422)
    except NotAnOption:
        problem = _("An option that was chosen is not there. Choose again.")
        return _review(draft, upload, _NOTHING, (), problem, status=422)
    except Refused as error:
        return _review(draft, upload, answers, (), refusal(error), status=422)
    _tell(taken)
    return redirect(url_for(".file", draft=draft, path=taken.path))


def _read(name: str, content: bytes, chosen: str) -> Outcome | None:
    try:
        return read_sent(name, content, chosen)
    except KeyError:  # a format that the form does not offer: its validation says so
        return None


def _review(
    draft: UUID,
    upload: UUID,
    answers: Answers,
    undecided: tuple[int, ...],
    problem: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    sent = get_sent_questions(current_person().id, draft, upload)
    if sent.outcome is None:
        return redirect(url_for(".file", draft=draft, path=sent.path))
    page = review_page(sent, sent.outcome, answers, undecided)
    html = render_template("trainer/import_review.html", page=page, draft=draft, problem=problem)
    return html, status


def _tell(taken: Taken) -> None:
    if taken.count:
        added = ngettext(
            "%(num)s question was added at the end of the quiz.",
            "%(num)s questions were added at the end of the quiz.",
            taken.count,
        )
        flash(added, "success")
    tell_refused(taken)


def tell_refused(taken: Taken) -> None:
    """Pictures that could not be added; their words stand in the text."""
    for error in taken.refused:
        name, why = error.values["file"], refusal(error)
        flash(_("The picture %(name)s could not be added: %(why)s", name=name, why=why), "warning")
