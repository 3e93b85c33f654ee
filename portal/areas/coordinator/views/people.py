"""The people behind a number of the board."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.forms import read_board_form
from portal.areas.coordinator.places import Reader, get_place
from portal.areas.coordinator.queries import Wanted, list_people
from portal.areas.coordinator.words import for_templates, people_of_unit, trail
from portal.people.permissions import Permission
from portal.web.access import current_person, requires


@blueprint.get("/readiness/<slug:unit>/people")
@requires(Permission.TEAM_SEE)
def people(unit: str) -> ResponseReturnValue:
    form = read_board_form()
    reader = Reader(current_person(), Permission.TEAM_SEE)
    place = get_place(reader, unit, form.day, form.asked_edition)
    if place.moved_to:
        return redirect(people_of_unit(place.moved_to, place.on, show=form.shown))
    wanted = Wanted(form.shown, own="own" in request.args, page=form.page)
    return render_template(
        "coordinator/people.html",
        place=place,
        wanted=wanted,
        people=list_people(place.unit_ids, place.on, wanted),
        trail=trail(place.line, place.on),
        **for_templates(),
    )
