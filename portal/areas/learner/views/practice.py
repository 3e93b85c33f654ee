"""A practice quiz tells of each answer, when asked, whether it is right (docs/quiz-protocol.md)."""

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.forms import read_answer
from portal.areas.learner.practice import get_check
from portal.areas.learner.quiz_place import QuizPlace, at_each_quiz
from portal.kernel.errors import NotFound
from portal.people.permissions import Permission
from portal.quizzes.errors import BadAnswer
from portal.web.access import current_person, only_reads, requires
from portal.web.languages import current_language


@at_each_quiz(blueprint.post, "/check")
@requires(Permission.COURSE_TAKE)
@only_reads
def check_answer(course: str, module: str | None, rehearsal: bool) -> ResponseReturnValue:
    place, sent = QuizPlace(course, module, rehearsal), read_answer()
    if sent is None:
        return jsonify(error=BadAnswer.code), 422
    try:
        reviewed = get_check(current_person().id, place, sent, current_language())
    except NotFound as error:
        return jsonify(error=error.code), 404
    except BadAnswer as error:
        return jsonify(error=error.code), 422
    html = render_template("learner/parts/checked.html", question=reviewed)
    return jsonify(question=reviewed.id, right=reviewed.is_right, html=html)
