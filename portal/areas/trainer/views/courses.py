"""The published courses as their trainer needs them: every question with its key, facts to look at again."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.queries import get_course_page, list_course_pages
from portal.authoring.at_work import DraftAtWork, list_drafts_at_work
from portal.kernel import clock
from portal.people.permissions import Permission
from portal.web.access import can, requires


@blueprint.get("/trainer/courses")
@requires(Permission.CATALOGUE_SEE)
def courses() -> ResponseReturnValue:
    pages = list_course_pages(clock.today())
    return render_template("trainer/courses.html", pages=pages, drafts=_drafts())


@blueprint.get("/trainer/courses/<slug:course>")
@requires(Permission.CATALOGUE_SEE)
def course(course: str) -> ResponseReturnValue:
    today = clock.today()
    page = get_course_page(course, today)
    return render_template("trainer/course.html", page=page, today=today, drafts=_drafts())


def _drafts() -> Sequence[DraftAtWork]:
    return list_drafts_at_work() if can(Permission.CATALOGUE_EDIT) else ()
