"""Rooms: a trainer opens a quiz to the people present, shows the code, watches, and ends it."""

from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.areas.trainer.blueprint import blueprint
from portal.areas.trainer.forms import TokenForm
from portal.areas.trainer.room_door import list_at_the_door
from portal.areas.trainer.room_forms import OpenRoomForm
from portal.areas.trainer.room_pages import RoomPage, get_room_page, list_lines, list_questions
from portal.catalogue.content import RevisionContent
from portal.catalogue.queries import get_current_content, list_current_contents
from portal.people.permissions import Permission
from portal.rooms.errors import OnlyPractice
from portal.rooms.services import LASTS, end_room, open_room
from portal.web.access import commits, current_person, requires
from portal.web.carrying import code_of, own_address
from portal.web.languages import current_language


@blueprint.get("/trainer/rooms")
@requires(Permission.ROOM_LEAD)
def rooms() -> ResponseReturnValue:
    lines = list_lines(current_person().id)
    return render_template("trainer/rooms.html", lines=lines, contents=list_current_contents())


@blueprint.get("/trainer/courses/<slug:course>/room")
@requires(Permission.ROOM_LEAD)
def new_room(course: str) -> ResponseReturnValue:
    content = get_current_content(course)
    return _form_page(content, OpenRoomForm.of(content, current_language(), is_fresh=True))


@blueprint.post("/trainer/courses/<slug:course>/room")
@requires(Permission.ROOM_LEAD)
@commits
def add_room(course: str) -> ResponseReturnValue:
    content = get_current_content(course)
    form = OpenRoomForm.of(content, current_language(), is_fresh=False)
    if not form.validate() or form.room_id is None:
        return _form_page(content, form), 422
    try:
        open_room(
            room_id=form.room_id,
            trainer_id=current_person().id,
            course_slug=course,
            quiz=form.quiz.data,
            is_practice=form.is_practice,
        )
    except OnlyPractice:
        form.refuse_exam()
        return _form_page(content, form), 422
    return redirect(url_for(".room", room=form.room_id))


@blueprint.get("/trainer/rooms/<uuid:room>")
@requires(Permission.ROOM_LEAD)
def room(room: UUID) -> ResponseReturnValue:
    """For the wall: the code, and how many are how far. No names."""
    page = get_room_page(current_person().id, room)
    if not page.room.is_open:
        return redirect(url_for(".room_results", room=room))
    link = f"{own_address()}/join"
    typed = link.split("://", 1)[-1]
    qr = code_of(f"{link}/{page.room.code}")
    return _live(page, "trainer/room.html", typed=typed, qr=qr, form=TokenForm())


@blueprint.get("/trainer/rooms/<uuid:room>/results")
@requires(Permission.ROOM_LEAD)
def room_results(room: UUID) -> ResponseReturnValue:
    """For the trainer's own eyes: who is how far, and how each question went."""
    page = get_room_page(current_person().id, room)
    shown = {
        "questions": list_questions(page),
        "at_the_door": list_at_the_door(current_person(), room),
    }
    return _live(page, "trainer/room_results.html", **shown, form=TokenForm())


@blueprint.post("/trainer/rooms/<uuid:room>/end")
@requires(Permission.ROOM_LEAD)
@commits
def close_room(room: UUID) -> ResponseReturnValue:
    end_room(trainer_id=current_person().id, room_id=room)
    flash(_("The room has ended. Whoever is still answering can finish."), "success")
    return redirect(url_for(".room_results", room=room))


def _live(page: RoomPage, template: str, **values: object) -> ResponseReturnValue:
    """The page, or word that it looks as before (behaviours/live.js asks every two seconds)."""
    version = page.version(current_language(), values.get("at_the_door"))
    if version in request.if_none_match:
        return "", 304
    response = make_response(render_template(template, page=page, **values))
    response.set_etag(version)
    return response


def _form_page(content: RevisionContent, form: OpenRoomForm) -> str:
    hours = int(LASTS.total_seconds() // 3600)
    return render_template("trainer/new_room.html", content=content, form=form, hours=hours)
