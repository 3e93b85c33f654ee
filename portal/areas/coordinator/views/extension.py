"""Extending what many people of a unit hold, by one decision: first who that would be, then doing it."""

from datetime import date
from typing import TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.deciding import Extendable, list_extendable
from portal.areas.coordinator.decision_forms import (
    ExtensionChoice,
    ExtensionForm,
    choose_permit,
)
from portal.areas.coordinator.decision_words import refusal
from portal.areas.coordinator.places import Place, Reader, get_place
from portal.areas.coordinator.words import for_templates, trail, unit_address
from portal.certification.decisions import extend
from portal.certification.queries import list_permits
from portal.kernel import clock
from portal.kernel.errors import DomainError
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires
from portal.web.filters import day
from portal.web.languages import current_language

_Form = TypeVar("_Form", bound=ExtensionChoice)


@blueprint.get("/readiness/<slug:unit>/extension")
@requires(Permission.PERMIT_DECIDE)
def extension(unit: str) -> ResponseReturnValue:
    place, choice = _place(unit), _ready(ExtensionChoice(request.args))
    if not (choice.certification.data and choice.until.data):
        return _page(place, choice, None)
    if not choice.validate():
        return _page(place, choice, None), 422
    form = _ready(ExtensionForm(formdata=None, data=choice.data))
    found = _offer(form, place)
    form.people.data = [str(member.id) for member, _row in found]
    return _page(place, choice, form, found)


@blueprint.post("/readiness/<slug:unit>/extension")
@requires(Permission.PERMIT_DECIDE)
@commits
def extend_many(unit: str) -> ResponseReturnValue:
    place, form = _place(unit), _ready(ExtensionForm())
    found = _offer(form, place)
    if form.validate() and form.until.data:
        try:
            count = extend(
                person_ids=[UUID(one) for one in form.people.data or ()],
                certification=form.certification.data,
                until=form.until.data,
                decision_number=form.decision_number.data or "",
                reason=form.reason.data or "",
                actor_id=current_person().id,
            )
        except DomainError as error:
            form.form_errors.append(refusal(error))
        else:
            flash(ngettext("Extended for %(num)s person.", "Extended for %(num)s people.", count))
            return redirect(unit_address(place.unit, place.on))
    return _page(place, form, form, found), 422


def _place(unit: str) -> Place:
    reader = Reader(current_person(), Permission.PERMIT_DECIDE)
    return get_place(reader, unit, clock.today(), None)


def _ready(form: _Form) -> _Form:
    language = current_language()
    choose_permit(form, [(one.code, one.title[language]) for one in list_permits(clock.today())])
    return form


def _offer(form: ExtensionForm, place: Place) -> list[Extendable]:
    """Only people whom the reader sees can be chosen."""
    if not (form.certification.data and form.until.data):
        form.people.choices = []
        return []
    code = form.certification.data
    found = list_extendable(place, code, form.until.data, current_person().id)
    form.people.choices = [SelectChoice(str(member.id), member.full_name) for member, _row in found]
    return found


def _label(name: str, end: date | None) -> str:
    return str(_("%(name)s, to the end of %(day)s", name=name, day=day(end))) if end else name


def _page(
    place: Place,
    choice: ExtensionChoice,
    form: ExtensionForm | None,
    found: list[Extendable] | None = None,
) -> str:
    return render_template(
        "coordinator/extension.html",
        place=place,
        choice=choice,
        form=form or choice,
        extending=form,
        found=found or [],
        trail=trail(place.line, place.on),
        **for_templates(),
    )
