"""Another trainer looks at a draft: asked for, then approved or returned with words."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.forms import AnswerForm, AskForm
from portal.areas.trainer.words import refusal
from portal.authoring.proposals import ReviewPage, get_review_page
from portal.authoring.reviewing import ask_for_review, decide_review
from portal.kernel.errors import Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires


@blueprint.get("/trainer/drafts/<uuid:draft>/review")
@requires(Permission.CATALOGUE_EDIT)
def review(draft: UUID) -> ResponseReturnValue:
    page = _load(draft)
    return _page(page, AnswerForm(formdata=None, files=page.files_digest), AskForm(formdata=None))


@blueprint.post("/trainer/drafts/<uuid:draft>/review")
@requires(Permission.CATALOGUE_EDIT)
@commits
def ask_review(draft: UUID) -> ResponseReturnValue:
    form = AskForm()
    if not form.validate():
        return _page(_load(draft), AnswerForm(formdata=None), form), 422
    try:
        ask_for_review(person_id=current_person().id, draft_id=draft, note=form.note.data or "")
    except Refused as error:
        flash(refusal(error), "warning")
    else:
        flash(
            _("The other trainers see on their courses page that the draft waits for a review."),
            "success",
        )
    return redirect(url_for(".review", draft=draft))


@blueprint.post("/trainer/drafts/<uuid:draft>/review/answer")
@requires(Permission.CATALOGUE_EDIT)
@commits
def answer_review(draft: UUID) -> ResponseReturnValue:
    form = AnswerForm()
    if not form.validate():
        return _page(_load(draft), form, AskForm(formdata=None)), 422
    try:
        decide_review(
            person_id=current_person().id,
            draft_id=draft,
            files_digest=form.files.data or "",
            approves=form.approves,
            answer=form.answer.data or "",
        )
    except Refused as error:
        flash(refusal(error), "warning")
        return redirect(url_for(".review", draft=draft))
    flash(
        _("The draft is approved.")
        if form.approves
        else _("The draft is returned with your words."),
        "success",
    )
    return redirect(url_for(".courses"))


def _load(draft: UUID) -> ReviewPage:
    return get_review_page(draft, current_person().id, current_app.config["PORTAL"].courses)


def _page(page: ReviewPage, answer: AnswerForm, ask: AskForm) -> str:
    form = answer if answer.errors else ask
    return render_template("trainer/review.html", page=page, answer=answer, ask=ask, form=form)
