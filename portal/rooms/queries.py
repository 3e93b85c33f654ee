"""Reads of rooms. Another trainer's room is not found."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from portal.kernel import clock
from portal.kernel.db import db, is_active_on
from portal.kernel.errors import NotFound
from portal.kernel.text import person_sort_key
from portal.people.models import Person
from portal.people.permissions import Permission
from portal.people.signed_in import SignedIn
from portal.quizzes.answers import Stored
from portal.quizzes.models import Attempt, Response
from portal.quizzes.results import IS_PASSED, MARKS, SCORE, with_results
from portal.rooms.models import Room, RoomAttempt, RoomRefusal
from portal.rooms.records import Participant, Refused, RoomRecord
from portal.rooms.refusing import Refusal
from portal.teams.models import Membership, Team
from portal.teams.scope import units_in_reach

#: rooms on one page of a trainer's list
MOST_LISTED = 60


@dataclass(frozen=True, slots=True)
class FoundRoom:
    """`attempt_id`: the person's own in it, None before they came in."""

    room: RoomRecord
    attempt_id: UUID | None
    is_handed_in: bool


@dataclass(frozen=True, slots=True)
class ListedRoom:
    room: RoomRecord
    joined: int
    handed_in: int


def find_room(code: str, person_id: UUID) -> FoundRoom | None:
    """The room that is open under a code; one that has ended only for somebody who was in it."""
    is_open = Room.ended_at.is_(None) & (Room.ends_at > clock.now())
    mine = (RoomAttempt.room_id == Room.id) & (RoomAttempt.person_id == person_id)
    statement = (
        _rooms()
        .add_columns(RoomAttempt.attempt_id, Attempt.handed_in_at)
        .outerjoin(RoomAttempt, mine)
        .outerjoin(Attempt, Attempt.id == RoomAttempt.attempt_id)
        .where(Room.code == code, is_open | RoomAttempt.attempt_id.is_not(None))
        .order_by(Room.opened_at.desc())
    )
    rows = db.session.execute(statement).all()
    found = [FoundRoom(_record(row), row.attempt_id, row.handed_in_at is not None) for row in rows]
    return next((one for one in found if one.room.is_open), found[0] if found else None)


def get_room_of(trainer_id: UUID, room_id: UUID) -> RoomRecord:
    """NotFound where there is none, or it is another's."""
    mine = (Room.id == room_id, Room.trainer_id == trainer_id)
    row = db.session.execute(_rooms().where(*mine)).one_or_none()
    if row is None:
        raise NotFound(room=room_id)
    return _record(row)


def list_rooms(trainer_id: UUID) -> tuple[ListedRoom, ...]:
    """A trainer's own, the newest first."""
    counted = (
        _rooms()
        .add_columns(
            func.count(RoomAttempt.person_id).label("joined"),
            func.count(Attempt.handed_in_at).label("handed_in"),
        )
        .outerjoin(RoomAttempt, RoomAttempt.room_id == Room.id)
        .outerjoin(Attempt, Attempt.id == RoomAttempt.attempt_id)
        .where(Room.trainer_id == trainer_id)
        .group_by(Room.id, Person.full_name)
        .order_by(Room.opened_at.desc(), Room.id)
        .limit(MOST_LISTED)
    )
    rows = db.session.execute(counted)
    return tuple(ListedRoom(_record(row), row.joined, row.handed_in) for row in rows)


def list_participants(room_id: UUID) -> tuple[Participant, ...]:
    """Who came in, sorted as rosters are. Two statements. Whose room it is was asked before."""
    columns = (Attempt.id, Attempt.person_id, Attempt.revision_id, Attempt.draw, Person.full_name)
    present = (
        select(*columns, SCORE, IS_PASSED, MARKS)
        .join(RoomAttempt, RoomAttempt.attempt_id == Attempt.id)
        .join(Person, Person.id == Attempt.person_id)
        .where(RoomAttempt.room_id == room_id)
    )
    rows = db.session.execute(with_results(present)).all()
    answers = _answers(room_id)
    people = [
        Participant(
            person_id=row.person_id,
            full_name=row.full_name,
            revision_id=row.revision_id,
            drawn=len(row.draw),
            answers=answers[row.id],
            score=row.score,
            is_passed=row.is_passed,
            marks=row.marks,
        )
        for row in rows
    ]
    return tuple(sorted(people, key=lambda one: (person_sort_key(one.full_name), one.person_id)))


def list_refused(room_id: UUID, trainer: SignedIn) -> tuple[Refused, ...]:
    """Who could not come in and has not come in since, sorted as rosters are. One statement.

    Whose room it is was asked before.
    """
    today = clock.today()
    known = Team.unit_id.in_(units_in_reach(trainer, Permission.ROOM_LEAD, today))
    in_it = (RoomAttempt.room_id == room_id) & (RoomAttempt.person_id == RoomRefusal.person_id)
    active = is_active_on(Membership.from_on, Membership.to_on, today)
    rows = db.session.execute(
        select(RoomRefusal, Person.full_name, known.label("is_known"))
        .join(Person, Person.id == RoomRefusal.person_id)
        .outerjoin(RoomAttempt, in_it)
        .outerjoin(Membership, (Membership.person_id == RoomRefusal.person_id) & active)
        .outerjoin(Team, Team.id == Membership.team_id)
        .where(RoomRefusal.room_id == room_id, RoomAttempt.person_id.is_(None))
    ).all()
    known_ids = {row.RoomRefusal.person_id for row in rows if row.is_known}
    people = {
        row.RoomRefusal.person_id: Refused(
            name=row.full_name if row.RoomRefusal.person_id in known_ids else None,
            refusal=Refusal(row.RoomRefusal.reason),
            until=row.RoomRefusal.until,
        )
        for row in rows
    }
    return tuple(sorted(people.values(), key=lambda one: person_sort_key(one.name or "")))


def _answers(room_id: UUID) -> defaultdict[UUID, dict[str, Stored]]:
    """By attempt and question."""
    rows = db.session.execute(
        select(Response.attempt_id, Response.question_id, Response.answer)
        .join(RoomAttempt, RoomAttempt.attempt_id == Response.attempt_id)
        .where(RoomAttempt.room_id == room_id)
        .order_by(Response.attempt_id, Response.question_id)
    )
    answers: defaultdict[UUID, dict[str, Stored]] = defaultdict(dict)
    for row in rows:
        answers[row.attempt_id][row.question_id] = row.answer
    return answers


def _rooms() -> Select[*tuple[Any, ...]]:
    return select(Room, Person.full_name).join(Person, Person.id == Room.trainer_id)


def _record(row: Any) -> RoomRecord:
    room: Room = row.Room
    return RoomRecord(
        id=room.id,
        code=room.code,
        trainer_id=room.trainer_id,
        trainer_name=row.full_name,
        course_slug=room.course_slug,
        quiz=room.quiz,
        is_practice=room.is_practice,
        opened_at=room.opened_at,
        ends_at=room.ends_at,
        ended_at=room.ended_at,
    )
