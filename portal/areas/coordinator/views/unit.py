"""The readiness board of a unit, on any day."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.forms import BoardForm, read_board_form
from portal.areas.coordinator.places import Reader, get_fate, get_place
from portal.areas.coordinator.queries import PeoplePage, Wanted, list_people
from portal.areas.coordinator.words import for_templates, trail, unit_address
from portal.certification.board import Board, unit_board
from portal.people.permissions import Permission
from portal.teams.errors import UnitNotThatDay
from portal.web.access import current_person, requires


@blueprint.get("/readiness/<slug:unit>")
@requires(Permission.READINESS_SEE)
def unit(unit: str) -> ResponseReturnValue:
    form = read_board_form()
    reader = Reader(current_person(), Permission.READINESS_SEE)
    try:
        place = get_place(reader, unit, form.day, form.asked_edition)
    except UnitNotThatDay:
        return _not_that_day(reader, unit, form)
    if place.moved_to:
        return redirect(unit_address(place.moved_to, place.on, sort=form.sort.data or None))
    form.answered_for(place.on, place.unit.edition)
    board = unit_board(place.unit_ids, place.on, by_name=form.is_by_name)
    return render_template(
        "coordinator/unit.html",
        place=place,
        board=board,
        people=_people(place.unit_ids, board, form),
        form=form,
        trail=trail(place.line[1:], place.on),
        **for_templates(),
    )


def _people(unit_ids: tuple[int, ...], board: Board, form: BoardForm) -> PeoplePage | None:
    """A unit with nothing below it shows its people at once."""
    if board.rows:
        return None
    wanted = Wanted(form.shown, page=form.page)
    return list_people(unit_ids, board.on, wanted)


def _not_that_day(reader: Reader, code: str, form: BoardForm) -> ResponseReturnValue:
    fate = get_fate(reader, code, form.day, form.asked_edition)
    return render_template("coordinator/not_that_day.html", fate=fate, **for_templates()), 404
