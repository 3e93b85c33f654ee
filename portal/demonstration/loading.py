"""Load the demonstration: once, by a fixed seed, in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select

from portal.catalogue.queries import list_current_contents
from portal.catalogue.syncing import Outcome, sync_courses
from portal.certification.board import BASE_PERMIT
from portal.certification.ledger import read_ledger
from portal.certification.loading import sync_scheme
from portal.certification.models import Certificate
from portal.certification.scheme import CourseRequirement
from portal.demonstration.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.demonstration.errors import CoursesBroken
from portal.demonstration.learning import Ground, LearningRows, learn
from portal.demonstration.people import InventedPerson, invent_people
from portal.demonstration.structure import (
    LAST_OLD_DAY,
    TEAMS_SINCE,
    TODAYS_SINCE,
    Structure,
    read_structure,
)
from portal.kernel import clock
from portal.kernel.db import Model, db
from portal.kernel.identifiers import new_serial
from portal.kernel.text import fold, given_name, person_sort_key
from portal.learning.models import CourseCompletion, Enrolment, LessonCompletion
from portal.people.models import Person, RoleHeld
from portal.people.passwords import hash_password
from portal.quizzes.models import Attempt, Response
from portal.teams.loading import load_units
from portal.teams.models import Membership, Team
from portal.teams.units import PlacedUnit

_SEED: Final = 20230515
#: rows a statement; more would only take memory
_CHUNK: Final = 2_000

Row = dict[str, Any]


@dataclass(frozen=True)
class LoadedDemonstration:
    """How many rows a load added."""

    people: int
    teams: int
    certificates: int


def load_demonstration(*, courses: Path) -> LoadedDemonstration | None:
    """Units, rules, courses where none are there yet, and the invented people; None if they were there.

    `courses`: the folder of packages with scheme.yaml. Raises BrokenScheme, CoursesBroken.
    """
    load_units()
    sync_scheme(courses / "scheme.yaml")
    if not list_current_contents():
        _sync_courses(courses)
    if _is_loaded():
        return None
    chance = Random(_SEED)  # noqa: S311 (invented people need no secrets)
    structure, today = read_structure(), clock.today()
    people = invent_people(structure, today, chance)
    _insert(Person, _people(people))
    _insert(RoleHeld, _roles(people, structure))
    teams = _add_teams(structure, people, chance)
    learnt = _learn(people, _ground(today), chance)
    return LoadedDemonstration(len(people), teams, len(learnt.certificates))


def _is_loaded() -> bool:
    logins = [account.login for account in DEMO_ACCOUNTS]
    return db.session.scalar(select(Person.id).where(Person.email.in_(logins)).limit(1)) is not None


def _sync_courses(folder: Path) -> None:
    problems = [
        problem
        for synced in sync_courses(folder)
        if synced.outcome is Outcome.BROKEN
        for problem in synced.problems
    ]
    if problems:
        raise CoursesBroken(problems)


def _ground(today: date) -> Ground:
    """The rules of today, and those of the permit's courses that are published, in their order."""
    ledger = read_ledger([], today)
    assert ledger.scheme is not None
    assert ledger.scheme_version_id is not None
    permit = ledger.scheme.certifications_by_code[BASE_PERMIT]
    published = {content.course.slug: content for content in list_current_contents()}
    wanted = [
        requirement.course.slug
        for requirement in permit.requires
        if isinstance(requirement, CourseRequirement)
    ]
    return Ground(
        scheme=ledger.scheme,
        scheme_version_id=ledger.scheme_version_id,
        courses=tuple(published[slug] for slug in wanted if slug in published),
        today=today,
        new_serial=new_serial,
    )


def _people(people: Sequence[InventedPerson]) -> list[Row]:
    # hashed once: this password is shown on the sign-in page, so a salt of its own would protect nobody
    password_hash = hash_password(DEMO_PASSWORD)
    return [
        {
            "id": person.id,
            "member_code": person.member_code,
            "full_name": person.full_name,
            "given_name": given_name(person.full_name),
            "sort_key": person_sort_key(person.full_name),
            "search_key": fold(person.full_name),
            "email": person.account.login if person.account else None,
            "phone": person.account.phone if person.account else None,
            "password_hash": password_hash if person.account else None,
            "language": "vi",
            "is_active": True,
            "created_at": clock.start_of_day(person.joined_on),
        }
        for person in people
    ]


def _roles(people: Sequence[InventedPerson], structure: Structure) -> list[Row]:
    return [
        {
            "person_id": person.id,
            "role": person.account.role,
            "unit_id": structure.unit(person.account.role_unit).id,
            "from_on": TODAYS_SINCE,
            "to_on": None,
        }
        for person in people
        if person.account and person.account.role
    ]


def _add_teams(structure: Structure, people: Sequence[InventedPerson], chance: Random) -> int:
    """The teams of both structures, and who was and is in them."""
    former_units = [place.unit for place in (*structure.former_communes, *structure.districts)]
    former = _teams(former_units, TEAMS_SINCE, LAST_OLD_DAY, chance)
    todays = _teams(structure.communes, TODAYS_SINCE, None, chance)
    _insert(Team, [*former.values(), *todays.values()])
    memberships = [row for person in people for row in _memberships(person, former, todays)]
    _insert(Membership, memberships)
    return len(former) + len(todays)


def _teams(
    units: Sequence[PlacedUnit], from_on: date, to_on: date | None, chance: Random
) -> dict[int, Row]:
    return {
        unit.id: {
            "id": UUID(int=chance.getrandbits(128), version=4),
            "name": f"Tổ TNTN chuyển đổi số {unit.name}",
            "unit_id": unit.id,
            "from_on": from_on,
            "to_on": to_on,
        }
        for unit in units
    }


def _memberships(
    person: InventedPerson, former: Mapping[int, Row], todays: Mapping[int, Row]
) -> list[Row]:
    rows = []
    since = max(person.joined_on, TODAYS_SINCE)
    if person.seat.former_id is not None and person.was_in_former_team:
        team = former[person.seat.former_id]
        rows.append(_membership(person, team, person.joined_on, TODAYS_SINCE - timedelta(days=1)))
    return [*rows, _membership(person, todays[person.seat.commune_id], since, None)]


def _membership(person: InventedPerson, team: Row, from_on: date, to_on: date | None) -> Row:
    return {"person_id": person.id, "team_id": team["id"], "from_on": from_on, "to_on": to_on}


def _learn(people: Sequence[InventedPerson], ground: Ground, chance: Random) -> LearningRows:
    rows = LearningRows()
    for person in people:
        learn(rows, ground, person.id, person.story, chance)
    _insert(Enrolment, rows.enrolments)
    _insert(LessonCompletion, rows.lessons)
    _insert(Attempt, rows.attempts)
    _insert(Response, rows.responses)
    _insert(CourseCompletion, rows.completions)
    _insert(Certificate, rows.certificates)
    return rows


def _insert(model: type[Model], rows: Sequence[Row]) -> None:
    for start in range(0, len(rows), _CHUNK):
        db.session.execute(insert(model), rows[start : start + _CHUNK])
