"""A course and its lessons: read, and marked as done."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.queries import after_lesson, get_course, get_lesson
from portal.kernel import clock
from portal.learning.services import complete_lesson
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires


@blueprint.get("/courses/<slug:course>")
@requires(Permission.COURSE_TAKE)
def course(course: str) -> ResponseReturnValue:
    step = get_course(current_person().id, course)
    return render_template("learner/course.html", step=step)


@blueprint.get("/courses/<slug:course>/<slug:module>/<slug:lesson>")
@requires(Permission.COURSE_TAKE)
def lesson(course: str, module: str, lesson: str) -> ResponseReturnValue:
    page = get_lesson(current_person().id, course, module, lesson)
    return render_template("learner/lesson.html", page=page, today=clock.today())


@blueprint.post("/courses/<slug:course>/<slug:module>/<slug:lesson>/done")
@requires(Permission.COURSE_TAKE)
@commits
def finish_lesson(course: str, module: str, lesson: str) -> ResponseReturnValue:
    person = current_person()
    page = get_lesson(person.id, course, module, lesson)
    complete_lesson(person_id=person.id, content=page.progress.content, lesson=page.lesson)
    following = after_lesson(page)
    if following is None:
        flash(_("All lessons are done. The exam is open."), "success")
        return redirect(url_for(".exam", course=course))
    return redirect(
        url_for(".lesson", course=course, module=following.module_id, lesson=following.id)
    )
