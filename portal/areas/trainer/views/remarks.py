"""Marking a quiz's attempts again after a key was corrected: who would pass or fail by it, then doing it."""

from typing import Final

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.remark_forms import RemarkForm, asked_decisions, takes_away
from portal.areas.trainer.remark_queries import FIRST_UNITS, SHOWN, list_people, make_page
from portal.areas.trainer.remark_words import refusal
from portal.catalogue.content import EXAM as EXAM_NAME
from portal.certification.errors import MarkedAlready
from portal.certification.remark_preview import Preview, Wanted, preview
from portal.certification.remarking import Confirmed, mark_again, prepare
from portal.kernel import clock
from portal.kernel.errors import DomainError, NotFound
from portal.kernel.identifiers import new_id
from portal.people.permissions import Permission
from portal.quizzes.remark_history import count_attempts, list_remarks
from portal.quizzes.remarking import Effect
from portal.web.access import (
    commits,
    current_person,
    reads_first,
    requires,
    start_writing,
    stop_writing,
)
from portal.web.paging import asked_page

#: whose quiz it is: of no module
EXAM: Final = {"module": None}


@blueprint.get("/trainer/courses/<slug:course>/exam/marking", defaults=EXAM)
@blueprint.get("/trainer/courses/<slug:course>/<slug:module>/quiz/marking")
@requires(Permission.CATALOGUE_EDIT)
def remark(course: str, module: str | None) -> ResponseReturnValue:
    found = preview(_wanted(course, module))
    form = RemarkForm(formdata=None, form_id=str(new_id()), fingerprint=found.fingerprint)
    return _page(found, module, form)


@blueprint.post("/trainer/courses/<slug:course>/exam/marking", defaults=EXAM)
@blueprint.post("/trainer/courses/<slug:course>/<slug:module>/quiz/marking")
@requires(Permission.CATALOGUE_EDIT)
@reads_first
@commits
def remark_now(course: str, module: str | None) -> ResponseReturnValue:
    form, wanted = RemarkForm(), _wanted(course, module)
    if not form.validate():
        return _page(preview(wanted), module, form), 422
    to_page = redirect(url_for(".remark", course=course, module=module))
    try:
        count = _mark(wanted, form)
    except NotFound:
        raise
    except DomainError as error:
        stop_writing()
        if isinstance(error, MarkedAlready):
            flash(refusal(error), "info")
            return to_page
        form.form_errors.append(refusal(error))
        return _page(preview(wanted), module, form), 422
    flash(
        ngettext("%(num)s attempt is marked again.", "%(num)s attempts are marked again.", count),
        "success",
    )
    return to_page


@blueprint.get("/trainer/courses/<slug:course>/exam/marking/people", defaults=EXAM)
@blueprint.get("/trainer/courses/<slug:course>/<slug:module>/quiz/marking/people")
@requires(Permission.CATALOGUE_EDIT)
def remark_people(course: str, module: str | None) -> ResponseReturnValue:
    show, unit = request.args.get("show", Effect.PASSES), request.args.get("unit")
    if show not in SHOWN:
        raise NotFound(show=show)
    found, effect = preview(_wanted(course, module)), Effect(show)
    people = list_people(found, clock.today(), effect=effect, unit=unit, page=asked_page())
    if people is None:
        raise NotFound(page=request.args.get("page"))
    return render_template(
        "trainer/remark_people.html",
        plan=found.plan,
        module=module,
        people=people,
        effect=effect,
        unit=unit,
        asked=_asked(),
    )


def _mark(wanted: Wanted, form: RemarkForm) -> int:
    """How many attempts were marked again, now or when the form was sent before."""
    fingerprint, reason = form.fingerprint.data or "", form.reason.data or ""
    prepared = prepare(wanted, Confirmed(form.asked_id, fingerprint, reason, form.typed))
    start_writing()
    return count_attempts(mark_again(prepared).id)


def _name(module: str | None) -> str:
    return f"{module}/quiz" if module else EXAM_NAME


def _wanted(course: str, module: str | None) -> Wanted:
    return Wanted(
        actor_id=current_person().id,
        course_slug=course,
        quiz=_name(module),
        decisions=asked_decisions(),
        takes_away=takes_away(),
    )


def _page(found: Preview, module: str | None, form: RemarkForm) -> str:
    """With the fingerprint of what is shown now, whatever was sent."""
    form.fingerprint.data = found.fingerprint
    plan = found.plan
    return render_template(
        "trainer/remark.html",
        page=make_page(found, clock.today()),
        module=module,
        form=form,
        asked=_asked(),
        history=list_remarks(plan.content.course.slug, plan.quiz),
        first_units=FIRST_UNITS,
        all_units=request.args.get("units") == "all",
    )


def _asked() -> dict[str, str]:
    """What was chosen, for addresses that show the same."""
    chosen = {f"how-{name}": str(decision) for name, decision in asked_decisions().items()}
    return chosen | ({"worse": "yes"} if takes_away() else {})
