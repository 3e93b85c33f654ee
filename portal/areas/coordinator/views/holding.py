"""Suspending or revoking what several people hold: who, then what stops counting, then doing it."""

from typing import Any, TypeVar

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.decision_forms import choose_permit
from portal.areas.coordinator.decision_words import refusal
from portal.areas.coordinator.holding import (
    Ground,
    Holders,
    foretell,
    get_ground,
    keep,
    list_choosable,
)
from portal.areas.coordinator.holding_forms import (
    HoldChoice,
    HoldManyForm,
    HoldPeopleForm,
    take_as_sent,
)
from portal.areas.coordinator.words import for_templates, trail, unit_address
from portal.certification.queries import list_permits
from portal.kernel import clock
from portal.kernel.errors import DomainError
from portal.people.permissions import Permission
from portal.web.access import (
    commits,
    current_person,
    only_reads,
    reads_first,
    requires,
    start_writing,
    stop_writing,
)
from portal.web.languages import current_language

_Form = TypeVar("_Form", bound=HoldChoice)


@blueprint.get("/readiness/<slug:unit>/decisions/<slug:kind>")
@requires(Permission.PERMIT_DECIDE)
def choose_held(unit: str, kind: str) -> ResponseReturnValue:
    ground, choice = get_ground(current_person(), unit, kind), _ready(HoldChoice(request.args))
    if not choice.certification.data:
        return _choice_page(ground, choice)
    if not choice.validate():
        return _choice_page(ground, choice), 422
    form = _ready(HoldPeopleForm(formdata=None, data=choice.data))
    return _choice_page(ground, choice, form, _offer(ground, form))


@blueprint.post("/readiness/<slug:unit>/decisions/<slug:kind>/preview")
@requires(Permission.PERMIT_DECIDE)
@only_reads
def preview_held(unit: str, kind: str) -> ResponseReturnValue:
    ground, form = get_ground(current_person(), unit, kind), _ready(HoldPeopleForm())
    take_as_sent(form.people)
    if not form.validate():
        return _choice_page(ground, form, form, _offer(ground, form)), 422
    keeping = _ready(HoldManyForm(formdata=None, data=form.data))
    return _preview_page(ground, keeping)


@blueprint.post("/readiness/<slug:unit>/decisions/<slug:kind>")
@requires(Permission.PERMIT_DECIDE)
@reads_first
@commits
def hold_several(unit: str, kind: str) -> ResponseReturnValue:
    ground, form = get_ground(current_person(), unit, kind), _ready(HoldManyForm())
    take_as_sent(form.people)
    if not form.validate():
        return _preview_page(ground, form), 422
    told = foretell(ground, form.certification.data, form.people.data or ())
    start_writing()  # what takes long is done
    try:
        keep(told, form, current_person().id)
    except DomainError as error:
        stop_writing()
        form.form_errors.append(refusal(error))
        return _preview_page(ground, form), 422
    flash(_done(kind, len(told.rows)), "success")
    return redirect(unit_address(ground.place.unit, ground.place.on))


def _ready(form: _Form) -> _Form:
    language = current_language()
    choose_permit(form, [(one.code, one.title[language]) for one in list_permits(clock.today())])
    return form


def _offer(ground: Ground, form: HoldPeopleForm) -> Holders | None:
    """Whom the page offers; None before a permit is chosen."""
    if not form.certification.data:
        return None
    return list_choosable(ground, form.certification.data, form.issued_on.data)


def _done(kind: str, count: int) -> str:
    if kind == "revoke":
        said = ngettext("Revoked for %(num)s person.", "Revoked for %(num)s people.", count)
    else:
        said = ngettext("Suspended for %(num)s person.", "Suspended for %(num)s people.", count)
    return str(said)


def _preview_page(ground: Ground, form: HoldManyForm) -> str:
    """What would stop counting now, for those chosen who can still be decided about."""
    told = foretell(ground, form.certification.data, form.people.data or (), are_free=True)
    return render_template(
        "coordinator/holding_preview.html", ground=ground, form=form, told=told, **_words(ground)
    )


def _choice_page(
    ground: Ground,
    choice: HoldChoice,
    form: HoldPeopleForm | None = None,
    holders: Holders | None = None,
) -> str:
    return render_template(
        "coordinator/holding.html",
        ground=ground,
        choice=choice,
        form=form or choice,
        choosing=form,
        holders=holders,
        **_words(ground),
    )


def _words(ground: Ground) -> dict[str, Any]:
    place = ground.place
    return {"place": place, "trail": trail(place.line, place.on), **for_templates()}
