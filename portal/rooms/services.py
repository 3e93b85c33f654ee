"""Rooms opened, joined and ended. None of these commits."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select, update

from portal.catalogue.content import rehearsal_of
from portal.catalogue.queries import get_current_content
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.learning.completion import RENEWAL_WINDOW
from portal.learning.services import lock_course, start_named
from portal.quizzes.writing import insert_into
from portal.rooms.codes import new_code
from portal.rooms.errors import NoOpenRoom, OnlyPractice
from portal.rooms.models import Room, RoomAttempt, RoomRefusal
from portal.rooms.queries import find_room
from portal.rooms.refusing import Refusal

#: a room ends by itself after this: a forgotten one must not stay open overnight
LASTS: Final = timedelta(hours=3)
#: of a million codes a few are taken: the first try meets one of them once in a lifetime, all of them never
_CODE_TRIES: Final = 8


def open_room(
    *, room_id: UUID, trainer_id: UUID, course_slug: str, quiz: str, is_practice: bool
) -> None:
    """Open a room for the people present; once for one `room_id`, however often it is called.

    `quiz`: the exam's name or a module's. Raises NotFound and OnlyPractice.
    """
    found = get_current_content(course_slug).find_quiz(quiz)
    if found is None:
        raise NotFound(quiz=f"{course_slug}/{quiz}")
    if found.kind == "practice" and not is_practice:
        raise OnlyPractice(quiz=quiz)
    _end_those_over()
    is_rehearsal = is_practice and found.kind != "practice"
    values = {
        "id": room_id,
        "trainer_id": trainer_id,
        "course_slug": course_slug,
        "quiz": rehearsal_of(quiz) if is_rehearsal else quiz,
        "is_practice": is_practice,
        "opened_at": clock.now(),
        "ends_at": clock.now() + LASTS,
    }
    for _try in range(_CODE_TRIES):
        statement = insert_into(Room).values(code=new_code(), **values).on_conflict_do_nothing()
        db.session.execute(statement)
        if db.session.scalar(select(Room.id).where(Room.id == room_id)):
            return
    raise RuntimeError("no free code was found: the source of random numbers is broken")


def join_room(*, person_id: UUID, code: str, window: timedelta = RENEWAL_WINDOW) -> None:
    """Come in, and begin the attempt that is one's own in this room; once, however often it is called.

    `window`: as `start_exam` has it.

    Raises NoOpenRoom, and whatever its quiz refuses: LessonsLeft, QuizzesLeft, CompletedAlready, CoolingDown.
    """
    found = find_room(code, person_id)
    if found is None:
        raise NoOpenRoom
    room = found.room
    lock_course(person_id=person_id, course_slug=room.course_slug)
    mine = (RoomAttempt.room_id == room.id) & (RoomAttempt.person_id == person_id)
    if db.session.scalar(select(RoomAttempt.attempt_id).where(mine)):
        return
    attempt = start_named(
        person_id=person_id, course_slug=room.course_slug, quiz=room.quiz, window=window
    )
    db.session.add(
        RoomAttempt(
            room_id=room.id, person_id=person_id, attempt_id=attempt.id, joined_at=clock.now()
        )
    )
    db.session.flush()


def note_refused(
    *, room_id: UUID, person_id: UUID, refusal: Refusal, until: datetime | None = None
) -> None:
    """Let the trainer know who stands at the door; of somebody who comes again, the last time counts.

    `until`: of used-up attempts.
    """
    last = {"reason": refusal, "until": until, "refused_at": clock.now()}
    db.session.execute(
        insert_into(RoomRefusal)
        .values(room_id=room_id, person_id=person_id, **last)
        .on_conflict_do_update(index_elements=["room_id", "person_id"], set_=last)
    )


def end_room(*, trainer_id: UUID, room_id: UUID) -> None:
    """Nobody comes in any more; who is in it may finish. Ending it twice is no error. NotFound for another's."""
    room = db.session.scalars(
        select(Room).where(Room.id == room_id, Room.trainer_id == trainer_id).with_for_update()
    ).one_or_none()
    if room is None:
        raise NotFound(room=room_id)
    if room.ended_at is None:
        room.ended_at = min(clock.now(), room.ends_at)
        db.session.flush()


def _end_those_over() -> None:
    """Rooms that ended by themselves give their codes back."""
    db.session.execute(
        update(Room)
        .where(Room.ended_at.is_(None), Room.ends_at <= clock.now())
        .values(ended_at=Room.ends_at)
        .execution_options(synchronize_session=False)
    )
