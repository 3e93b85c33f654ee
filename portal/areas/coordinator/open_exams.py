"""Timed exams that people of one's unit are in right now."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from portal.kernel import clock
from portal.kernel.db import db, is_active_on
from portal.kernel.errors import NotFound
from portal.people.models import Person
from portal.people.permissions import Permission
from portal.people.signed_in import SignedIn
from portal.quizzes.allowing import TimedAttempt, list_timed_attempts
from portal.teams.models import Membership, Team
from portal.teams.scope import visible_units

#: an attempt that closed longer ago is nobody's concern any more
_SHOWN_FOR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenExam:
    attempt: TimedAttempt
    full_name: str
    team: str
    is_time_up: bool


def list_open_exams(reader: SignedIn) -> list[OpenExam]:
    """The first to close first. Three statements."""
    now, today = clock.now(), clock.today()
    attempts = {one.id: one for one in list_timed_attempts() if one.closes_at > now - _SHOWN_FOR}
    units = visible_units(reader, Permission.ATTEMPT_EXTEND, today)
    rows = db.session.execute(
        select(Person.id, Person.full_name, Team.name)
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .where(
            Person.id.in_({one.person_id for one in attempts.values()}),
            Team.unit_id.in_(units),
            is_active_on(Membership.from_on, Membership.to_on, today),
        )
    )
    people = {row.id: row for row in rows}
    return [
        OpenExam(
            one, people[one.person_id].full_name, people[one.person_id].name, one.closes_at < now
        )
        for one in attempts.values()
        if one.person_id in people
    ]


def get_open_exam(reader: SignedIn, attempt_id: UUID) -> OpenExam:
    """One of these; NotFound for any other."""
    for exam in list_open_exams(reader):
        if exam.attempt.id == attempt_id:
            return exam
    raise NotFound(attempt=attempt_id)
