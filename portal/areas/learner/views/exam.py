"""A course's exam, a module's quiz, or what changed: what awaits, the paper, each answer as it is given, handing in."""

from typing import Final
from uuid import UUID

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.forms import PaperForm, read_answer
from portal.areas.learner.paper_html import PaperState, paper_holes
from portal.areas.learner.queries import REFRESHING, count_gaps, get_exam, get_result
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
from portal.web.access import commits, current_person, requires
from portal.web.languages import current_language
from portal.web.offline import kept_on_phone
from portal.web.remembered import render_remembered

#: whose quiz it is: of no module
EXAM: Final = {"module": None}
#: of what changed in the course since it was completed; its address stands above the exam's, which is the one
#: that is built where no module is given
REFRESH: Final = {"module": REFRESHING}


@blueprint.get("/courses/<slug:course>/refresh", defaults=REFRESH)
@blueprint.get("/courses/<slug:course>/exam", defaults=EXAM)
@blueprint.get("/courses/<slug:course>/<slug:module>/quiz")
@requires(Permission.COURSE_TAKE)
@kept_on_phone
def exam(course: str, module: str | None) -> ResponseReturnValue:
    page = get_exam(current_person().id, course, module, current_language())
    if page.paper is None:
        before = "learner/exam_before.html"
        return render_template(
            "learner/refresh.html" if module == REFRESHING else before, page=page
        )
    state = PaperState(
        page.content.revision_id,
        module,
        page.paper.number,
        len(page.paper.questions),
        page.is_time_up,
        page.quiz.kind == "practice",
    )
    holes = paper_holes(page.paper, state, asks=bool(request.args.get("gaps")))
    return render_remembered("learner/exam.html", state, holes)


@blueprint.post("/courses/<slug:course>/refresh", defaults=REFRESH)
@blueprint.post("/courses/<slug:course>/exam", defaults=EXAM)
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


@blueprint.post("/courses/<slug:course>/refresh/answers", defaults=REFRESH)
@blueprint.post("/courses/<slug:course>/exam/answers", defaults=EXAM)
@blueprint.post("/courses/<slug:course>/<slug:module>/quiz/answers")
@requires(Permission.COURSE_TAKE)
@commits
def save_answer(**_place: str | None) -> ResponseReturnValue:  # the attempt says which
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


@blueprint.post("/courses/<slug:course>/refresh/hand-in", defaults=REFRESH)
@blueprint.post("/courses/<slug:course>/exam/hand-in", defaults=EXAM)
@blueprint.post("/courses/<slug:course>/<slug:module>/quiz/hand-in")
@requires(Permission.COURSE_TAKE)
@commits
def hand_in(course: str, module: str | None) -> ResponseReturnValue:
    person, form = current_person(), PaperForm()
    if not form.validate() or form.attempt_id is None:
        raise NotFound(attempt=form.attempt.data)
    problem = _keep_answers(form, form.attempt_id)
    if isinstance(problem, HandedInAlready):
        return redirect(url_for(".result", course=course, module=module, attempt=form.attempt_id))
    if isinstance(problem, BadAnswer) or not form.hands_in:
        return _back(course, module, problem)
    gaps = (person.id, course, module, form.attempt_id, current_language())
    if not form.accepts_gaps and count_gaps(*gaps):
        return redirect(url_for(".exam", course=course, module=module, gaps="yes", _anchor="gaps"))
    serve = hand_in_refresh if module == REFRESHING else hand_in_exam
    serve(person_id=person.id, attempt_id=form.attempt_id)
    return redirect(url_for(".result", course=course, module=module, attempt=form.attempt_id))


def _keep_answers(form: PaperForm, attempt_id: UUID) -> DomainError | None:
    """Why the answers of the page were not kept, or None. Another's attempt is not found."""
    try:
        save_responses(person_id=current_person().id, attempt_id=attempt_id, answers=form.answers)
    except (HandedInAlready, TimeIsUp, BadAnswer) as error:
        return error
    return None


def _back(course: str, module: str | None, problem: DomainError | None) -> ResponseReturnValue:
    if problem is None:
        flash(_("Your answers are saved."), "success")
    else:
        flash(refusal(problem), "warning")
    return redirect(url_for(".exam", course=course, module=module))


@blueprint.get("/courses/<slug:course>/refresh/attempts/<uuid:attempt>", defaults=REFRESH)
@blueprint.get("/courses/<slug:course>/exam/attempts/<uuid:attempt>", defaults=EXAM)
@blueprint.get("/courses/<slug:course>/<slug:module>/quiz/attempts/<uuid:attempt>")
@requires(Permission.COURSE_TAKE)
def result(course: str, module: str | None, attempt: UUID) -> ResponseReturnValue:
    page = get_result(current_person().id, course, module, attempt, current_language())
    return render_template("learner/result.html", page=page)
