"""Reads for coordinators that join across packages: people behind the numbers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from portal.certification.board import BASE_PERMIT, SOON, cleared_by, units_below
from portal.certification.models import Certificate
from portal.certification.queries import list_standings
from portal.certification.records import StandingRow
from portal.kernel.db import db, is_active_on
from portal.kernel.errors import NotFound
from portal.people.models import Person
from portal.teams.models import Membership, Team, Unit
from portal.teams.succession import UNIT_COLUMNS, placed_unit
from portal.teams.units import PlacedUnit

PAGE_SIZE: Final = 50


@dataclass(frozen=True)
class MemberRow:
    """Somebody in a team on a day."""

    id: UUID
    full_name: str
    member_code: str
    team: str
    unit: PlacedUnit
    #: in the base permit; None on a day before the first rules
    standing: StandingRow | None = None


@dataclass(frozen=True)
class PeoplePage:
    """One page of the people behind a number."""

    rows: tuple[MemberRow, ...]
    page: int
    pages: int
    count: int


@dataclass(frozen=True)
class Wanted:
    """Which people: all, or those who are ready, expiring or not_ready; `own`: of the unit's own teams."""

    show: str | None = None
    own: bool = False
    page: int = 1


def list_people(unit_ids: Sequence[int], on: date, wanted: Wanted) -> PeoplePage:
    """People of units and all below, by unit and then in roster order, with their standing.

    Two statements. Raises NotFound for a page that is not there.
    """
    rows = db.session.execute(_members(unit_ids, on, wanted)).all()
    if wanted.page < 1 or (not rows and wanted.page > 1):
        raise NotFound(page=wanted.page)
    count = rows[0].in_all if rows else 0
    members = [_member(row) for row in rows]
    standings = list_standings([member.id for member in members], on)
    with_standings = tuple(_with_standing(member, standings[member.id]) for member in members)
    return PeoplePage(with_standings, wanted.page, max(1, -(-count // PAGE_SIZE)), count)


def list_members(unit_ids: Sequence[int], on: date) -> list[MemberRow]:
    """Everybody in teams of units and below on a day, in roster order. One statement."""
    rows = db.session.execute(
        _in_team(on).where(_is_below(unit_ids, on)).order_by(Person.sort_key, Person.member_code)
    )
    return [_member(row) for row in rows]


def list_holders(
    unit_ids: Sequence[int],
    on: date,
    certification: str,
    *,
    issued_on: date | None = None,
    among: Collection[UUID] | None = None,
) -> list[MemberRow]:
    """Whoever was ever issued a permit, or was on a day, unit by unit; perhaps of some people. One statement."""
    issued = select(Certificate.person_id).where(Certificate.certification == certification)
    if issued_on:
        issued = issued.where(Certificate.issued_on == issued_on)
    some = [Person.id.in_(among)] if among is not None else []
    rows = db.session.execute(
        _in_team(on)
        .where(_is_below(unit_ids, on), Person.id.in_(issued), *some)
        .order_by(Unit.sort_key, Unit.code, Person.sort_key, Person.member_code)
    )
    return [_member(row) for row in rows]


def get_member(person_id: UUID, on: date) -> MemberRow:
    """Somebody by their team on a day. Or NotFound, also for somebody who was in none."""
    in_team = _in_team(on).where(Person.id == person_id).order_by(Membership.from_on.desc())
    row = db.session.execute(in_team.limit(1)).first()
    if row is None:
        raise NotFound(person=person_id)
    return _member(row)


def _members(unit_ids: Sequence[int], on: date, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    below = Unit.id.in_(unit_ids) if wanted.own else _is_below(unit_ids, on)
    return (
        _in_team(on)
        .add_columns(func.count().over().label("in_all"))
        .where(below, *_shown(on, wanted.show))
        .order_by(Unit.sort_key, Unit.code, Person.sort_key, Person.member_code)
        .limit(PAGE_SIZE)
        .offset((max(wanted.page, 1) - 1) * PAGE_SIZE)
    )


def _is_below(unit_ids: Sequence[int], on: date) -> ColumnElement[bool]:
    starts = select(Unit.id.label("unit_id"), Unit.id.label("group_id")).where(
        Unit.id.in_(unit_ids)
    )
    return Unit.id.in_(select(units_below(starts, on).c.unit_id))


def _shown(on: date, show: str | None) -> list[ColumnElement[bool]]:
    standing = cleared_by(BASE_PERMIT, on)
    conditions: dict[str, ColumnElement[bool]] = {
        "ready": standing.is_not(None),
        "expiring": standing.in_(SOON),
        "not_ready": standing.is_(None),
    }
    return [conditions[show]] if show else []


def _in_team(on: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Person.id.label("person_id"),
            Person.full_name,
            Person.member_code,
            Team.name.label("team"),
            *UNIT_COLUMNS,
        )
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .join(Team, Team.id == Membership.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .where(
            is_active_on(Membership.from_on, Membership.to_on, on),
            is_active_on(Team.from_on, Team.to_on, on),
        )
    )


def _member(row: Any) -> MemberRow:
    return MemberRow(row.person_id, row.full_name, row.member_code, row.team, placed_unit(row))


def _with_standing(member: MemberRow, standings: Sequence[StandingRow]) -> MemberRow:
    standing = next((row for row in standings if row.certification == BASE_PERMIT), None)
    return MemberRow(
        member.id, member.full_name, member.member_code, member.team, member.unit, standing
    )
