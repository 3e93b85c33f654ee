"""Timed exams in progress, and more time for somebody in one."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.extra_time_form import ExtraTimeForm
from portal.areas.coordinator.open_exams import get_open_exam, list_open_exams
from portal.kernel import clock
from portal.people.permissions import Permission
from portal.quizzes.allowing import give_extra_time
from portal.quizzes.errors import HandedInAlready
from portal.web.access import commits, current_person, requires


@blueprint.get("/exams/open")
@requires(Permission.ATTEMPT_EXTEND)
def open_exams() -> ResponseReturnValue:
    return render_template("coordinator/open_exams.html", exams=list_open_exams(current_person()))


@blueprint.get("/exams/open/<uuid:attempt>")
@requires(Permission.ATTEMPT_EXTEND)
def extra_time(attempt: UUID) -> ResponseReturnValue:
    return _page(attempt, ExtraTimeForm.fresh())


@blueprint.post("/exams/open/<uuid:attempt>")
@requires(Permission.ATTEMPT_EXTEND)
@commits
def give_time(attempt: UUID) -> ResponseReturnValue:
    form = ExtraTimeForm()
    exam = get_open_exam(current_person(), attempt)
    if not form.validate() or form.form_id is None:
        return _page(attempt, form), 422
    try:
        closes = give_extra_time(
            actor=current_person(),
            attempt_id=attempt,
            minutes=form.minutes.data,
            reason=form.reason.data or "",
            form_id=form.form_id,
        )
    except HandedInAlready:
        flash(_("%(name)s has handed in meanwhile.", name=exam.full_name), "warning")
        return redirect(url_for(".open_exams"))
    until = clock.local(closes).strftime("%H:%M")
    flash(_("%(name)s has time until %(until)s now.", name=exam.full_name, until=until), "success")
    return redirect(url_for(".open_exams"))


def _page(attempt: UUID, form: ExtraTimeForm) -> str:
    exam = get_open_exam(current_person(), attempt)
    return render_template("coordinator/extra_time.html", exam=exam, form=form)
