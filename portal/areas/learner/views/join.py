"""Coming into a room with the code that a trainer shows: the code, the door, the quiz."""

from typing import Final

import structlog
from flask import flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests

from portal.areas.learner.blueprint import blueprint
from portal.areas.learner.join_form import CodeForm
from portal.areas.learner.join_pages import get_door, place_of
from portal.areas.learner.words import refusal
from portal.certification.queries import course_window
from portal.kernel import clock
from portal.learning.errors import CompletedAlready, LessonsLeft, QuizzesLeft
from portal.people.permissions import Permission
from portal.quizzes.errors import CoolingDown
from portal.rooms.codes import read_code, spaced
from portal.rooms.queries import FoundRoom, find_room
from portal.rooms.services import join_room, note_refused
from portal.web.access import commits, current_person, requires
from portal.web.guesses import Guesses
from portal.web.problems import wants_json

log = structlog.get_logger()

#: by person, for a room full of phones shares one address; a million codes, of which few are open
GUESSES_ALLOWED: Final = 20
guesses: Final = Guesses(GUESSES_ALLOWED)


@blueprint.get("/join")
@requires(Permission.COURSE_TAKE)
def join() -> ResponseReturnValue:
    if "code" not in request.args:
        return _code_page(CodeForm(formdata=None))
    form = CodeForm(formdata=request.args)
    if not form.validate():
        return _code_page(form), 422
    return redirect(url_for(".door", code=read_code(form.code.data or "")))


@blueprint.get("/join/<string:code>")
@requires(Permission.COURSE_TAKE)
def door(code: str) -> ResponseReturnValue:
    normal = read_code(code)
    if normal not in (None, code):
        return redirect(url_for(".door", code=normal))
    found = _find(normal)
    if found is None:
        return _no_room(normal)
    if found.attempt_id:
        return _inside(found)
    return render_template("learner/door.html", page=get_door(current_person().id, found))


@blueprint.post("/join/<string:code>")
@requires(Permission.COURSE_TAKE)
@commits
def enter(code: str) -> ResponseReturnValue:
    normal = read_code(code)
    found = _find(normal)
    if normal is None or found is None:
        return _no_room(normal)
    try:
        window = course_window(clock.today())
        join_room(person_id=current_person().id, code=normal, window=window)
    except (LessonsLeft, QuizzesLeft, CompletedAlready, CoolingDown) as error:
        flash(refusal(error), "warning")
        return redirect(url_for(".door", code=normal))
    return redirect(url_for(".exam", **place_of(found.room).address()))


@blueprint.post("/join/<string:code>/refused")
@requires(Permission.COURSE_TAKE)
@commits
def tell_trainer(code: str) -> ResponseReturnValue:
    """Of somebody who may not come in; the door's script sends it by itself (behaviours/knock.js)."""
    normal = read_code(code)
    found = _find(normal)
    if normal is None or found is None:
        return _no_room(normal)
    page = get_door(current_person().id, found)
    if page.refusal and not found.attempt_id:
        note_refused(
            room_id=found.room.id,
            person_id=current_person().id,
            refusal=page.refusal,
            until=page.exam.wait_until,
        )
    if wants_json():
        return jsonify(told=page.refusal is not None)
    if page.refusal:
        flash(_("Your trainer sees that you are here and why you cannot come in."), "success")
    return redirect(url_for(".door", code=normal))


def _find(code: str | None) -> FoundRoom | None:
    """The room of a well-formed code. Raises TooManyRequests for somebody who guesses."""
    guesser = str(current_person().id)
    if seconds := guesses.seconds_to_wait(guesser):
        raise TooManyRequests(retry_after=seconds)
    found = find_room(code, current_person().id) if code else None
    if code and found is None:
        guesses.note(guesser)
        log.warning("unknown_room_code", person=guesser)
    return found


def _inside(found: FoundRoom) -> ResponseReturnValue:
    """To one's own attempt in the room, or to how it went."""
    address = place_of(found.room).address()
    if found.is_handed_in:
        return redirect(url_for(".result", **address, attempt=found.attempt_id))
    return redirect(url_for(".exam", **address))


def _code_page(form: CodeForm, **unknown: object) -> str:
    return render_template("learner/join.html", form=form, **unknown)


def _no_room(code: str | None) -> ResponseReturnValue:
    """`code`: well-formed and unknown, or None for what is no code at all."""
    unknown = spaced(code) if code else None
    return _code_page(CodeForm(formdata=None), is_unknown=True, unknown=unknown), 404
