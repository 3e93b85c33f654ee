"""A course and its lessons: read, and marked as done."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.lesson_queries import get_lesson, get_lesson_to_finish
from portal.areas.learner.queries import get_course
from portal.areas.learner.quiz_place import REFRESHING
from portal.learning.services import complete_lesson
from portal.people.permissions import Permission
from portal.web.access import commits, current_person, requires
from portal.web.offline import kept_on_phone
from portal.web.problems import wants_json
from portal.web.remembered import render_remembered


@blueprint.get("/courses/<slug:course>")
@requires(Permission.COURSE_TAKE)
@kept_on_phone
def course(course: str) -> ResponseReturnValue:
    page = get_course(current_person().id, course)
    return render_template("learner/course.html", step=page.step, quizzes=page.quizzes)


@blueprint.get("/courses/<slug:course>/<slug:module>/<slug:lesson>")
@requires(Permission.COURSE_TAKE)
@kept_on_phone
def lesson(course: str, module: str, lesson: str) -> ResponseReturnValue:
    state = get_lesson(current_person().id, course, module, lesson)
    return render_remembered("learner/lesson.html", state)


@blueprint.post("/courses/<slug:course>/<slug:module>/<slug:lesson>/done")
@requires(Permission.COURSE_TAKE)
@commits
def finish_lesson(course: str, module: str, lesson: str) -> ResponseReturnValue:
    person = current_person()
    page = get_lesson_to_finish(person.id, course, module, lesson)
    # a phone may send later what was read in a copy of the lesson as it was before
    again = page.again and request.form.get("revision") == str(page.content.revision_id)
    complete_lesson(person_id=person.id, content=page.content, lesson=page.lesson, again=again)
    following = page.following
    if following is None and page.again:
        next_page = url_for(".exam", course=course, module=REFRESHING)
    elif following is None and not page.leads_to_exam:
        flash(_("All lessons are done."), "success")
        next_page = url_for(".course", course=course)
    elif following is None:
        flash(_("All lessons are done. The exam is open."), "success")
        next_page = url_for(".exam", course=course)
    else:
        next_page = url_for(
            ".lesson", course=course, module=following.module_id, lesson=following.id
        )
    return jsonify(next=next_page) if wants_json() else redirect(next_page)
