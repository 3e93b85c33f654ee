"""Search over all published lessons."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.areas.learner.blueprint import blueprint
from portal.catalogue.searching import search_lessons
from portal.people.permissions import Permission
from portal.web.access import requires
from portal.web.languages import current_language


@blueprint.get("/search")
@requires(Permission.COURSE_TAKE)
def search() -> ResponseReturnValue:
    asked = request.args.get("q", "")
    found = search_lessons(asked, current_language())
    return render_template("learner/search.html", asked=asked.strip(), found=found)
