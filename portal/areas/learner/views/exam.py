"""A course's exam, a module's quiz, or what changed: what awaits, the paper, each answer as it is given, handing in."""

from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.forms import PaperForm, read_answer
from portal.areas.learner.paper_html import PaperState, paper_holes
from portal.areas.learner.queries import ExamPage, count_gaps, get_exam, get_result
from portal.areas.learner.quiz_place import REFRESHING, QuizPlace, at_each_quiz
from portal.areas.learner.words import refusal
from portal.certification.queries import course_window
from portal.certification.refreshing import hand_in_refresh
from portal.certification.services import hand_in_exam
from portal.kernel import clock
from portal.kernel.errors import DomainError, NotFound
from portal.learning.errors import CompletedAlready, LessonsLeft, QuizzesLeft
from portal.learning.services import start_exam, start_quiz, start_refresh
from portal.people.permissions import Permission
from portal.quizzes.errors import BadAnswer, CoolingDown, HandedInAlready, TimeIsUp
from portal.quizzes.saving import save_response, save_responses
from portal.web.access import commits, current_person, reads_first, requires
from portal.web.languages import current_language
from portal.web.offline import kept_on_phone
from portal.web.remembered import render_remembered


@at_each_quiz(blueprint.get)
@requires(Permission.COURSE_TAKE)
@kept_on_phone
def exam(course: str, module: str | None, rehearsal: bool) -> ResponseReturnValue:
    place = QuizPlace(course, module, rehearsal)
    page = get_exam(current_person().id, place, current_language())
    if page.paper is None:
        return _before(page)
    state = PaperState(
        page.content.revision_id,
        place,
        page.paper.number,
        len(page.paper.questions),
        page.is_time_up,
        page.quiz.kind == "practice",
    )
    holes = paper_holes(page.paper, state, asks=bool(request.args.get("gaps")))
    return render_remembered("learner/exam.html", state, holes)


def _before(page: ExamPage) -> ResponseReturnValue:
    """A rehearsal begins in a room only: what there is to see is how the last one went."""
    place = page.place
    if not place.rehearsal:
        before = "learner/refresh.html" if place.is_refresh else "learner/exam_before.html"
        return render_template(before, page=page)
    if not page.earlier:
        return redirect(url_for(".join"))
    return redirect(url_for(".result", **place.address(), attempt=page.earlier[-1].id))


@blueprint.post("/courses/<slug:course>/refresh", defaults={"module": REFRESHING})
@blueprint.post("/courses/<slug:course>/exam", defaults={"module": None})
@blueprint.post("/courses/<slug:course>/<slug:module>/quiz")
@requires(Permission.COURSE_TAKE)
@commits
def begin_exam(course: str, module: str | None) -> ResponseReturnValue:
    person, window = current_person(), course_window(clock.today())
    try:
        if module is None:
            start_exam(person_id=person.id, course_slug=course, window=window)
        elif module == REFRESHING:
            start_refresh(person_id=person.id, course_slug=course, window=window)
        else:
            start_quiz(person_id=person.id, course_slug=course, module_id=module)
    except (LessonsLeft, QuizzesLeft, CompletedAlready, CoolingDown) as error:
        flash(refusal(error), "warning")
    return redirect(url_for(".exam", course=course, module=module))


@at_each_quiz(blueprint.post, "/answers")
@requires(Permission.COURSE_TAKE)
@commits
@reads_first
def save_answer(**_place: object) -> ResponseReturnValue:  # the attempt says which
    """One answer, from a script: JSON out, whatever happens (docs/quiz-protocol.md)."""
    sent = read_answer()
    if sent is None:
        return jsonify(error=BadAnswer.code), 422
    try:
        saved = save_response(
            person_id=current_person().id,
            attempt_id=sent.attempt_id,
            question_id=sent.question,
            answer=sent.answer,
            sequence=sent.sequence,
        )
    except NotFound as error:
        return jsonify(error=error.code), 404
    except (HandedInAlready, TimeIsUp) as error:
        return jsonify(error=error.code), 409
    except BadAnswer as error:
        return jsonify(error=error.code), 422
    return jsonify(
        question=sent.question,
        sequence=saved.sequence,
        answer=saved.answer,
        newest=saved.is_newest,
    )


@at_each_quiz(blueprint.post, "/hand-in")
@requires(Permission.COURSE_TAKE)
@commits
def hand_in(course: str, module: str | None, rehearsal: bool) -> ResponseReturnValue:
    place = QuizPlace(course, module, rehearsal)
    person, form = current_person(), PaperForm()
    if not form.validate() or form.attempt_id is None:
        raise NotFound(attempt=form.attempt.data)
    to_result = url_for(".result", **place.address(), attempt=form.attempt_id)
    problem = _keep_answers(form, form.attempt_id)
    if isinstance(problem, HandedInAlready):
        return redirect(to_result)
    if isinstance(problem, BadAnswer) or not form.hands_in:
        return _back(place, problem)
    gaps = (person.id, place, form.attempt_id, current_language())
    if not form.accepts_gaps and count_gaps(*gaps):
        return redirect(url_for(".exam", **place.address(), gaps="yes", _anchor="gaps"))
    serve = hand_in_refresh if place.is_refresh else hand_in_exam
    serve(person_id=person.id, attempt_id=form.attempt_id)
    return redirect(to_result)


def _keep_answers(form: PaperForm, attempt_id: UUID) -> DomainError | None:
    """Why the answers of the page were not kept, or None. Another's attempt is not found."""
    try:
        save_responses(person_id=current_person().id, attempt_id=attempt_id, answers=form.answers)
    except (HandedInAlready, TimeIsUp, BadAnswer) as error:
        return error
    return None


def _back(place: QuizPlace, problem: DomainError | None) -> ResponseReturnValue:
    if problem is None:
        flash(_("Your answers are saved."), "success")
    else:
        flash(refusal(problem), "warning")
    return redirect(url_for(".exam", **place.address()))


@at_each_quiz(blueprint.get, "/attempts/<uuid:attempt>")
@requires(Permission.COURSE_TAKE)
def result(course: str, module: str | None, rehearsal: bool, attempt: UUID) -> ResponseReturnValue:
    place = QuizPlace(course, module, rehearsal)
    page = get_result(current_person().id, place, attempt, current_language())
    return render_template("learner/result.html", page=page)
