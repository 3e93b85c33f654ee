"""The published courses as their trainer needs them: every question with its key, facts to look at again."""

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.draft_pages import list_drafts
from portal.areas.trainer.queries import get_course_page, list_course_pages
from portal.kernel import clock
from portal.people.permissions import Permission
from portal.web.access import requires


@blueprint.get("/trainer/courses")
@requires(Permission.CATALOGUE_SEE)
def courses() -> ResponseReturnValue:
    pages = list_course_pages(clock.today())
    return render_template("trainer/courses.html", pages=pages, drafts=list_drafts())


@blueprint.get("/trainer/courses/<slug:course>")
@requires(Permission.CATALOGUE_SEE)
def course(course: str) -> ResponseReturnValue:
    page = get_course_page(course, clock.today())
    return render_template("trainer/course.html", page=page, today=clock.today())
