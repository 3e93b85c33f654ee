"""How a course goes: who is in it, where people stop, how long it takes them, which facts are overdue."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.queries import get_course_page
from portal.kernel import clock
from portal.learning.overview import get_course_overview
from portal.people.permissions import Permission
from portal.web.access import requires


@blueprint.get("/trainer/courses/<slug:course>/overview")
@requires(Permission.CATALOGUE_SEE)
def overview(course: str) -> ResponseReturnValue:
    page = get_course_page(course, clock.today())
    found = get_course_overview(page.content)
    return render_template("trainer/overview.html", page=page, overview=found)
