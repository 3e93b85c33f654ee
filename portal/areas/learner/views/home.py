"""Home: what am I cleared for, and what is my one next step."""

from flask.typing import ResponseReturnValue

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.queries import get_home
from portal.people.permissions import Permission
from portal.web.access import current_person, requires
from portal.web.offline import kept_on_phone
from portal.web.remembered import render_remembered


@blueprint.get("/")
@requires(Permission.COURSE_TAKE)
@kept_on_phone
def home() -> ResponseReturnValue:
    return render_remembered("learner/home.html", get_home(current_person().id))
