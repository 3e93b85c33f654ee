"""Load the demonstration: once, by a fixed seed, in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Final

from sqlalchemy import insert, select

from portal.catalogue.queries import list_current_contents
from portal.catalogue.syncing import Outcome, sync_courses
from portal.certification.board import BASE_PERMIT
from portal.certification.ledger import read_ledger
from portal.certification.loading import sync_scheme
from portal.certification.models import Certificate
from portal.certification.projection import project_holders
from portal.certification.scheme import CourseRequirement
from portal.demonstration.accounts import DEMO_ACCOUNTS
from portal.demonstration.errors import CoursesBroken
from portal.demonstration.learning import Ground, LearningRows, learn
from portal.demonstration.people import InventedPerson, invent_people
from portal.demonstration.rows import (
    former_teams,
    membership_rows,
    people_rows,
    role_rows,
    todays_teams,
)
from portal.demonstration.structure import Structure, read_structure
from portal.demonstration.writing import write_as_trainer
from portal.kernel import clock
from portal.kernel.db import Model, db
from portal.kernel.identifiers import new_serial
from portal.learning.models import CourseCompletion, Enrolment, LessonCompletion
from portal.people.models import Person, RoleHeld
from portal.quizzes.models import Attempt, Response
from portal.teams.loading import load_units
from portal.teams.models import Membership, Team

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
    _insert(Person, people_rows(people))
    _insert(RoleHeld, role_rows(people, structure))
    teams = _add_teams(structure, people, chance)
    learnt = _learn(people, _ground(today), chance)
    project_holders()
    write_as_trainer(courses)
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
    wanted = {
        requirement.course.slug: requirement.course.valid_months
        for requirement in permit.requires
        if isinstance(requirement, CourseRequirement)
    }
    return Ground(
        scheme=ledger.scheme,
        scheme_version_id=ledger.scheme_version_id,
        courses=tuple(published[slug] for slug in wanted if slug in published),
        months={slug: months for slug, months in wanted.items() if slug in published},
        today=today,
        new_serial=new_serial,
    )


def _add_teams(structure: Structure, people: Sequence[InventedPerson], chance: Random) -> int:
    """The teams of both structures, and who was and is in them."""
    former = former_teams(structure, chance)
    todays = todays_teams(structure, chance)
    _insert(Team, [*former.values(), *todays.values()])
    _insert(
        Membership, [row for person in people for row in membership_rows(person, former, todays)]
    )
    return len(former) + len(todays)


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
