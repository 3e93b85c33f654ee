"""Certificates on paper: one person's, and those of a unit in parts that are ready in a moment."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.forms import read_board_form
from portal.areas.coordinator.places import Place, Reader, get_place
from portal.areas.coordinator.queries import get_member
from portal.areas.coordinator.words import certificates_address, for_templates, trail
from portal.certification.passes.holders import get_held, list_held, list_printable
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.people.permissions import Permission
from portal.teams.scope import get_visible_line_of
from portal.web.access import current_person, requires
from portal.web.carrying import as_pdf

#: sheets in one file: two seconds of a processor. `flask certification print` makes one file of any number
PART: Final = 100


@blueprint.get("/people/<uuid:person>/certificates/<string:serial>/pdf")
@requires(Permission.TEAM_SEE)
def person_certificate(person: UUID, serial: str) -> ResponseReturnValue:
    today = clock.today()
    member = get_member(person, today)
    get_visible_line_of(current_person(), Permission.TEAM_SEE, member.unit.id, today)
    return as_pdf([get_held(person, serial)], f"giay-chung-nhan-{serial}")


@blueprint.get("/readiness/<slug:unit>/certificates")
@requires(Permission.TEAM_SEE)
def certificates(unit: str) -> ResponseReturnValue:
    place = _place(unit)
    if place.moved_to:
        moved = replace(place, unit=place.moved_to, line=place.units)
        return redirect(certificates_address(moved))
    return render_template(
        "coordinator/certificates.html",
        place=place,
        printable=list_printable(place.unit_ids, place.on),
        part=PART,
        trail=trail(place.line, place.on),
        **for_templates(),
    )


@blueprint.get("/readiness/<slug:unit>/certificates/<string:certification>/pdf")
@requires(Permission.TEAM_SEE)
def certificates_pdf(unit: str, certification: str) -> ResponseReturnValue:
    place = _place(unit)
    text = request.args.get("start", "1")
    start = int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
    held = list_held(place.unit_ids, certification, place.on, start=max(start - 1, 0), count=PART)
    if not held or start < 1:
        raise NotFound(unit=unit, certification=certification, start=text)
    return as_pdf(held, f"giay-chung-nhan-{certification.lower()}-{unit}-{start}")


def _place(unit: str) -> Place:
    form = read_board_form()
    reader = Reader(current_person(), Permission.TEAM_SEE)
    return get_place(reader, unit, form.day, form.asked_edition)
