"""Where a reader's boards begin: their own unit, or a choice of several."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from portal.areas.coordinator.blueprint import blueprint
from portal.areas.coordinator.words import for_templates, unit_address
from portal.kernel import clock
from portal.people.permissions import Permission
from portal.teams.scope import list_top_units
from portal.web.access import current_person, requires


@blueprint.get("/readiness")
@requires(Permission.READINESS_SEE)
def readiness() -> ResponseReturnValue:
    today = clock.today()
    units = list_top_units(current_person(), Permission.READINESS_SEE, today)
    if len(units) == 1:
        return redirect(unit_address(units[0], today))
    return render_template("coordinator/readiness.html", units=units, **for_templates())
