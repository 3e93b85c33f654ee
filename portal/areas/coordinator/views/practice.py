"""Signing off practice, on a phone: who was watched on which day, then the list item by item.

The first page holds every list as well, so that a phone without a signal needs no other (behaviours/practice.js).
"""

from datetime import date
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.areas.coordinator.assessors import get_assessor
from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.decision_words import refusal
from portal.areas.coordinator.places import Place, Reader, get_place
from portal.areas.coordinator.practice_forms import (
    PracticeChoice,
    PracticeForm,
    blank_sheet,
    people_in,
    practice_form,
    watched_in,
)
from portal.areas.coordinator.queries import MemberRow, list_members
from portal.areas.coordinator.words import for_templates, trail, unit_address
from portal.certification.errors import UnknownList
from portal.certification.practice import find_list, list_lists, sign_off
from portal.certification.scheme import SignOffList
from portal.kernel import clock
from portal.kernel.errors import DomainError, NotFound
from portal.people.permissions import Permission
from portal.teams.scope import list_top_units
from portal.web.access import can, commits, current_person, requires
from portal.web.offline import kept_on_phone
from portal.web.problems import wants_json


@blueprint.get("/practice")
@requires(Permission.PRACTICE_ASK)
def own_practice() -> ResponseReturnValue:
    """Where somebody signs off: the first of their units, or as the holder of a permit in their own."""
    today = clock.today()
    assessor = get_assessor(current_person(), today)
    units = list_top_units(assessor, Permission.PRACTICE_SIGN, today)
    if not units:
        raise NotFound(assessor=assessor.id)
    return redirect(url_for(".practice", unit=units[0].code))


@blueprint.get("/readiness/<slug:unit>/practice")
@requires(Permission.PRACTICE_ASK)
@kept_on_phone
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
    form.wording.data = wanted.wording
    return _list_page(place, form, wanted, chosen)


@blueprint.post("/readiness/<slug:unit>/practice")
@requires(Permission.PRACTICE_ASK)
@commits
def keep_practice(unit: str) -> ResponseReturnValue:
    """From the form, or from a phone's queue (JSON out, whatever happens: docs/device-queue.md)."""
    place = _place(unit)
    on, wanted, chosen = _sent(place)
    if wanted is None:
        return _without_list(place)
    form = practice_form(wanted, [one.id for one in chosen])
    if not form.validate():
        problem = "not_all_marked"
    elif error := _keep(place, form, on, wanted):
        problem = error.code
        form.form_errors.append(refusal(error))
    else:
        return _kept(place, len(chosen))
    if wants_json():
        return jsonify(error=problem), 422
    return _list_page(place, form, wanted, chosen), 422


def _keep(place: Place, form: PracticeForm, on: date, wanted: SignOffList) -> DomainError | None:
    """Why it was not kept, or None."""
    try:
        sign_off(
            list_code=wanted.code,
            watched_on=on,
            unit_id=place.unit.id,
            watched=watched_in(form, wanted, people_in(form)),
            assessor_id=current_person().id,
            wording=form.wording.data or None,
        )
    except DomainError as error:
        return error
    return None


def _kept(place: Place, count: int) -> ResponseReturnValue:
    if wants_json():
        return jsonify(kept=count)
    flash(
        ngettext(
            "Kept for %(num)s person. They see it at once.",
            "Kept for %(num)s people. They see it at once.",
            count,
        ),
        "success",
    )
    if not can(Permission.READINESS_SEE):
        return redirect(url_for(".practice", unit=place.unit.code))
    return redirect(unit_address(place.unit, place.on))


def _place(unit: str) -> Place:
    today = clock.today()
    reader = Reader(get_assessor(current_person(), today), Permission.PRACTICE_SIGN)
    return get_place(reader, unit, today, None)


def _trail(place: Place) -> list[tuple[str, str]]:
    """Boards are not for whoever signs off by a permit alone."""
    if can(Permission.READINESS_SEE):
        return trail(place.line, place.on)
    return [(_("My certificates"), url_for("learner.certificates"))]


def _people(place: Place) -> list[MemberRow]:
    """Everybody in and below the unit but the assessor."""
    members = list_members(place.unit_ids, place.on)
    return [one for one in members if one.id != current_person().id]


def _without_list(place: Place) -> ResponseReturnValue:
    """The rules of that day know no such list."""
    if wants_json():
        return jsonify(error=UnknownList.code), 422
    raise NotFound(unit=place.unit.code)


def _sent(place: Place) -> tuple[date, SignOffList | None, list[MemberRow]]:
    """What the list's form was for; people out of reach are not found."""
    try:
        on = date.fromisoformat(request.form.get("on", ""))
        asked = {UUID(name[4:]) for name in request.form if name.startswith("key_")}
    except ValueError:
        raise NotFound(unit=place.unit.code) from None
    wanted = find_list(request.form.get("list", ""), on)
    chosen = [one for one in _people(place) if one.id in asked]
    if not chosen or len(chosen) != len(asked):
        raise NotFound(unit=place.unit.code)
    return on, wanted, chosen


def _choice_page(place: Place, choice: PracticeChoice) -> str:
    return render_template(
        "coordinator/practice.html",
        place=place,
        form=choice,
        trail=_trail(place),
        made_at=clock.now(),
        sheets=[
            (wanted, *blank_sheet(wanted, at))
            for at, wanted in enumerate(list_lists(place.on), start=1)
        ],
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
        trail=_trail(place),
        **for_templates(),
    )
