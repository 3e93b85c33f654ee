"""Signing off practice, on a phone: who was watched on which day, then the list item by item."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.decision_words import refusal
from portal.areas.coordinator.places import Place, Reader, get_place
from portal.areas.coordinator.practice_forms import (
    PracticeChoice,
    PracticeForm,
    practice_form,
    watched_in,
)
from portal.areas.coordinator.queries import MemberRow, list_members
from portal.areas.coordinator.words import for_templates, trail, unit_address
from portal.certification.practice import find_list, list_lists, sign_off
from portal.certification.scheme import SignOffList
from portal.kernel import clock
from portal.kernel.errors import DomainError, NotFound
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires


@blueprint.get("/readiness/<slug:unit>/practice")
@requires(Permission.PRACTICE_SIGN)
def practice(unit: str) -> ResponseReturnValue:
    place = _place(unit)
    people, choice = _people(place), PracticeChoice(request.args)
    choice.offer(list_lists(clock.today()), [(one.id, one.full_name) for one in people])
    if not choice.is_asked:
        return _choice_page(place, choice)
    wanted = find_list(choice.list.data, choice.day)
    if wanted is None or not choice.validate():
        return _choice_page(place, choice), 422
    chosen = [one for one in people if str(one.id) in (choice.people.data or ())]
    form = practice_form(wanted, [one.id for one in chosen])
    form.list.data, form.on.data = wanted.code, choice.day.isoformat()
    return _list_page(place, form, wanted, chosen)


@blueprint.post("/readiness/<slug:unit>/practice")
@requires(Permission.PRACTICE_SIGN)
@commits
def keep_practice(unit: str) -> ResponseReturnValue:
    place = _place(unit)
    on, wanted, chosen = _sent(place)
    ids = [one.id for one in chosen]
    form = practice_form(wanted, ids)
    if form.validate():
        try:
            sign_off(
                list_code=wanted.code,
                watched_on=on,
                unit_id=place.unit.id,
                watched=watched_in(form, wanted, ids),
                assessor_id=current_person().id,
            )
        except DomainError as error:
            form.form_errors.append(refusal(error))
        else:
            flash(
                ngettext(
                    "Kept for %(num)s person. They see it at once.",
                    "Kept for %(num)s people. They see it at once.",
                    len(chosen),
                ),
                "success",
            )
            return redirect(unit_address(place.unit, place.on))
    return _list_page(place, form, wanted, chosen), 422


def _place(unit: str) -> Place:
    reader = Reader(current_person(), Permission.PRACTICE_SIGN)
    return get_place(reader, unit, clock.today(), None)


def _people(place: Place) -> list[MemberRow]:
    """Everybody in and below the unit but the assessor."""
    members = list_members(place.unit_ids, place.on)
    return [one for one in members if one.id != current_person().id]


def _sent(place: Place) -> tuple[date, SignOffList, list[MemberRow]]:
    """What the list's form was for; people out of reach are not found."""
    try:
        on = date.fromisoformat(request.form.get("on", ""))
        asked = {UUID(name[4:]) for name in request.form if name.startswith("key_")}
    except ValueError:
        raise NotFound(unit=place.unit.code) from None
    wanted = find_list(request.form.get("list", ""), on)
    chosen = [one for one in _people(place) if one.id in asked]
    if wanted is None or not chosen or len(chosen) != len(asked):
        raise NotFound(unit=place.unit.code)
    return on, wanted, chosen


def _choice_page(place: Place, choice: PracticeChoice) -> str:
    return render_template(
        "coordinator/practice.html",
        place=place,
        form=choice,
        trail=trail(place.line, place.on),
        **for_templates(),
    )


def _list_page(
    place: Place, form: PracticeForm, wanted: SignOffList, chosen: list[MemberRow]
) -> str:
    return render_template(
        "coordinator/practice_list.html",
        place=place,
        form=form,
        wanted=wanted,
        chosen=chosen,
        trail=trail(place.line, place.on),
        **for_templates(),
    )
