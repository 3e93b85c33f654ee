"""A draft brought up to date with what was published since it was begun."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.forms import UpdateForm
from portal.areas.trainer.words import refusal
from portal.authoring.updating import get_update, update_draft
from portal.kernel.errors import Refused
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires


@blueprint.get("/trainer/drafts/<uuid:draft>/update")
@requires(Permission.CATALOGUE_EDIT)
def update(draft: UUID) -> ResponseReturnValue:
    found = get_update(draft)
    form = UpdateForm(formdata=None, number=str(found.number), files=found.files_digest)
    return render_template("trainer/update.html", update=found, form=form)


@blueprint.post("/trainer/drafts/<uuid:draft>/update")
@requires(Permission.CATALOGUE_EDIT)
@commits
def update_now(draft: UUID) -> ResponseReturnValue:
    form = UpdateForm()
    form.validate()
    try:
        done = update_draft(
            person_id=current_person().id,
            draft_id=draft,
            number=form.asked_number,
            files_digest=form.files.data or "",
            choices=form.choices,
        )
    except Refused as error:
        flash(refusal(error), "warning")
        return redirect(url_for(".update", draft=draft))
    count = sum(bool(file.conflicts) for file in done.files)
    flash(_("The draft is up to date with revision %(number)s.", number=done.number), "success")
    if count:
        flash(
            ngettext(
                "Read %(num)s file once more: both sides had changed it.",
                "Read %(num)s files once more: both sides had changed them.",
                count,
            ),
            "info",
        )
    return redirect(url_for(".publish", draft=draft))
