"""What changed in a course and has no questions: having read it is the answer. Its page is exam.py's."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.quiz_place import REFRESHING
from portal.areas.learner.words import refusal
from portal.certification.refreshing import confirm_refresh
from portal.learning.errors import LessonsLeft
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires


@blueprint.post("/courses/<slug:course>/refresh/confirm")
@requires(Permission.COURSE_TAKE)
@commits
def confirm(course: str) -> ResponseReturnValue:
    try:
        confirm_refresh(person_id=current_person().id, course_slug=course)
    except LessonsLeft as error:
        flash(refusal(error), "warning")
        return redirect(url_for(".exam", course=course, module=REFRESHING))
    flash(_("You are up to date with this course."), "success")
    return redirect(url_for(".home"))
