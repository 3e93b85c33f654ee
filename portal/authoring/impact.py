"""Whom a new revision of a course concerns: people in it now, and holders of certificates that rest on it.

Who would have to refresh is what the simulator predicts (certification/forecasting.py). Counted by the database, unit
by unit, a page of units at a time; the people behind a number a page at a time.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, case, func, literal, select, union_all

from portal.certification.forecasting import forecast
from portal.certification.ledger import Ledger, read_ledger
from portal.certification.predicting import Effect
from portal.certification.revising import grace_days, revision_change
from portal.certification.scheme import CourseRequirement, OneOfRequirement, Requirement, Scheme
from portal.kernel import clock
from portal.kernel.db import db, is_active_on
from portal.kernel.errors import NotFound
from portal.learning.models import CourseCompletion, Enrolment
from portal.people.models import Person
from portal.quizzes.models import Attempt
from portal.teams.models import Membership, Team, Unit
from portal.teams.succession import UNIT_COLUMNS, placed_unit
from portal.teams.units import PlacedUnit

#: stands for the code of a unit: people who are in no team today
NO_UNIT: Final = "none"
UNITS_A_PAGE: Final = 20
PEOPLE_A_PAGE: Final = 50


class Concern(StrEnum):
    """Why a new revision concerns somebody. Somebody who sits the exam is also in progress."""

    IN_PROGRESS = "in-progress"  # began the course and never completed it
    SITTING = "sitting"  # has an exam open, which stays on its revision
    HOLDER = "holder"  # keeps a permit only by answering what is new


@dataclass(frozen=True, slots=True)
class Counts:
    """People by why they are concerned."""

    in_progress: int = 0
    sitting: int = 0
    holders: int = 0

    def __bool__(self) -> bool:
        return bool(self.in_progress or self.sitting or self.holders)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """`unit` is None for people who are in no team today."""

    unit: PlacedUnit | None
    counts: Counts


@dataclass(frozen=True, slots=True)
class Impact:
    """`rows`: a page of units, those with most people first. `permits`: codes of those that ask for the course.

    `refresh_by`: the last day on which holders may answer a major revision of today.
    """

    total: Counts
    permits: tuple[str, ...]
    refresh_by: date
    rows: tuple[UnitRow, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ConcernedPerson:
    id: UUID
    full_name: str
    member_code: str
    unit: PlacedUnit | None


@dataclass(frozen=True, slots=True)
class ConcernedPeople:
    rows: tuple[ConcernedPerson, ...]
    count: int
    page: int
    pages: int


def read_impact(course_slug: str, on: date, *, page: int = 1, units: int = UNITS_A_PAGE) -> Impact:
    """`units`: how many a page. Two statements, and those of the forecast.

    Raises NotFound for a page that is not there.
    """
    ledger = read_ledger([], on)
    scheme = ledger.scheme
    permits = _permits_asking_for(scheme, course_slug)
    asked = list_asked(course_slug, on, ledger)
    people = _concerned(course_slug, asked).subquery()
    counts = [
        func.count(case((people.c.concern == str(concern), 1))).label(concern.name.lower())
        for concern in Concern
    ]
    by_unit = _with_units(select(*UNIT_COLUMNS, *counts).select_from(people), people, on)
    grouped = by_unit.group_by(*UNIT_COLUMNS, Unit.sort_key)
    totals = [func.sum(count).over().label(f"all_{count.name}") for count in counts]
    rows = db.session.execute(
        grouped.add_columns(*totals, func.count().over().label("in_all"))
        .order_by(func.count().desc(), Unit.sort_key, Unit.code)
        .limit(units)
        .offset((max(page, 1) - 1) * units)
    ).all()
    pages = _pages(rows[0].in_all if rows else 0, units)
    if not 1 <= page <= pages or (page > 1 and not rows):
        raise NotFound(page=page)
    first = rows[0] if rows else None
    return Impact(
        total=Counts(int(first.all_in_progress), int(first.all_sitting), int(first.all_holder))
        if first
        else Counts(),
        permits=permits,
        refresh_by=on + timedelta(days=grace_days(scheme, course_slug)),
        rows=tuple(
            UnitRow(_unit(row), Counts(row.in_progress, row.sitting, row.holder)) for row in rows
        ),
        page=page,
        pages=pages,
    )


def list_asked(course_slug: str, on: date, ledger: Ledger) -> set[UUID]:
    """Holders whom a major revision of a day would ask to answer what is new, as the simulator predicts."""
    refresh_by = on + timedelta(days=grace_days(ledger.scheme, course_slug))
    found = forecast(revision_change(course_slug, on, refresh_by), ledger)
    return {person for person, _flip in found.flips(Effect.ASKED)}


def count_asked(course_slug: str) -> int:
    """How many these are, within the grace that the rules of today give."""
    today = clock.today()
    return len(list_asked(course_slug, today, read_ledger([], today)))


def list_concerned(
    course_slug: str, concern: Concern, on: date, *, unit: str | None = None, page: int = 1
) -> ConcernedPeople:
    """The people behind a number, by unit and then in roster order: of all units, of the one with a code, or of
    NO_UNIT. As many statements. Raises NotFound for a page that is not there."""
    asked = list_asked(course_slug, on, read_ledger([], on))
    people = _concerned(course_slug, asked).subquery()
    rows = db.session.execute(
        _with_units(
            select(
                Person.id.label("person_id"),
                Person.full_name,
                Person.member_code,
                *UNIT_COLUMNS,
                func.count().over().label("in_all"),
            )
            .select_from(people)
            .join(Person, Person.id == people.c.person_id),
            people,
            on,
        )
        .where(people.c.concern == str(concern), *_of_unit(unit))
        .order_by(Unit.sort_key, Unit.code, Person.sort_key, Person.member_code)
        .limit(PEOPLE_A_PAGE)
        .offset((max(page, 1) - 1) * PEOPLE_A_PAGE)
    ).all()
    if page < 1 or (page > 1 and not rows):
        raise NotFound(page=page)
    count = rows[0].in_all if rows else 0
    found = tuple(
        ConcernedPerson(row.person_id, row.full_name, row.member_code, _unit(row)) for row in rows
    )
    return ConcernedPeople(found, count, page, _pages(count, PEOPLE_A_PAGE))


def asks_for(requirements: Iterable[Requirement], course_slug: str) -> bool:
    """Whether any of these requirements, however deep, can be fulfilled by a course."""
    return any(
        asks_for(one.options, course_slug)
        if isinstance(one, OneOfRequirement)
        else isinstance(one, CourseRequirement) and one.course.slug == course_slug
        for one in requirements
    )


def _permits_asking_for(scheme: Scheme | None, course_slug: str) -> tuple[str, ...]:
    permits = scheme.certifications if scheme else ()
    return tuple(sorted(one.code for one in permits if asks_for(one.requires, course_slug)))


def _concerned(course_slug: str, asked: Collection[UUID]) -> CompoundSelect[Any]:
    """SQL: (person_id, concern), a row for each reason."""
    completed = select(CourseCompletion.person_id).where(
        CourseCompletion.course_slug == course_slug
    )
    begun = select(
        Enrolment.person_id.label("person_id"), literal(str(Concern.IN_PROGRESS)).label("concern")
    ).where(Enrolment.course_slug == course_slug, Enrolment.person_id.not_in(completed))
    sitting = select(Attempt.person_id, literal(str(Concern.SITTING))).where(
        Attempt.course_slug == course_slug, Attempt.handed_in_at.is_(None)
    )
    holders = select(Person.id, literal(str(Concern.HOLDER))).where(Person.id.in_(asked))
    return union_all(begun, sitting, holders)


def _with_units(
    statement: Select[*tuple[Any, ...]], people: Any, on: date
) -> Select[*tuple[Any, ...]]:
    """Each person's unit today; somebody who is in no team keeps their row."""
    return (
        statement.outerjoin(
            Membership,
            (Membership.person_id == people.c.person_id)
            & is_active_on(Membership.from_on, Membership.to_on, on),
        )
        .outerjoin(
            Team, (Team.id == Membership.team_id) & is_active_on(Team.from_on, Team.to_on, on)
        )
        .outerjoin(Unit, Unit.id == Team.unit_id)
    )


def _of_unit(code: str | None) -> list[ColumnElement[bool]]:
    if code is None:
        return []
    return [Unit.id.is_(None) if code == NO_UNIT else Unit.code == code]


def _unit(row: Any) -> PlacedUnit | None:
    return placed_unit(row) if row.id is not None else None


def _pages(count: int, size: int) -> int:
    return max(1, -(-count // size))
