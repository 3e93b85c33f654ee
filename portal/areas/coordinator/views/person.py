"""One person, for those who may see their team."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.forms import read_board_form
from portal.areas.coordinator.queries import get_member
from portal.areas.coordinator.words import for_templates, trail
from portal.certification.practice import list_sign_offs
from portal.certification.queries import look_at_standings
from portal.learning.queries import list_progress
from portal.people.permissions import Permission
from portal.teams.scope import get_visible_line_of
from portal.web.access import current_person, requires


@blueprint.get("/people/<uuid:person>")
@requires(Permission.TEAM_SEE)
def person(person: UUID) -> ResponseReturnValue:
    on = read_board_form().day
    member = get_member(person, on)
    standings = look_at_standings(person, on)
    line = get_visible_line_of(current_person(), Permission.TEAM_SEE, member.unit.id, on)
    return render_template(
        "coordinator/person.html",
        member=member,
        on=on,
        standings=standings.rows,
        courses=list_progress(person, standings.course_window),
        sign_offs=[one for one in list_sign_offs(person) if one.watched_on <= on],
        trail=trail(line, on),
        **for_templates(),
    )
