"""Reads about units and teams.

A code is always read in the structure of a day, for codes were reused in 2025.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import CTE, ColumnElement, func, literal, select
from sqlalchemy.orm import aliased

from portal.kernel import clock
from portal.kernel.db import db, is_active_on
from portal.teams.errors import UnitNotThatDay
from portal.teams.models import Team, Unit, UnitPlacement
from portal.teams.succession import UNIT_COLUMNS, placed_unit, placed_units
from portal.teams.units import PlacedTeam, PlacedUnit


@dataclass(frozen=True)
class FormerUnit:
    """A unit that does not stand on the day asked for, and the days on which it stood."""

    unit: PlacedUnit
    from_on: date
    to_on: date | None


def get_line(code: str, on: date) -> tuple[PlacedUnit, ...]:
    """The unit with this code on a day, then what it stands below, up to the top. Or NotFound."""
    return _line(Unit.code == code, on) or _raise_not_found(code, on)


def get_line_of(unit_id: int, on: date) -> tuple[PlacedUnit, ...]:
    """The same for a unit by its id. Or NotFound."""
    return _line(Unit.id == unit_id, on) or _raise_not_found(str(unit_id), on)


def get_unit(code: str, on: date) -> PlacedUnit:
    """The unit that has this code on that day. Or NotFound: an old code is none on a new day."""
    return get_line(code, on)[0]


def list_ancestors(unit_id: int, on: date) -> tuple[PlacedUnit, ...]:
    """What a unit stands below on a day, the nearest first."""
    return _line(Unit.id == unit_id, on)[1:]


def list_children(unit_id: int, on: date) -> tuple[PlacedUnit, ...]:
    """What stands directly below a unit on a day, in Vietnamese order."""
    return placed_units(
        select(*UNIT_COLUMNS)
        .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
        .where(
            UnitPlacement.parent_id == unit_id,
            is_active_on(UnitPlacement.from_on, UnitPlacement.to_on, on),
        )
        .order_by(Unit.sort_key, Unit.code)
    )


def list_teams(unit_id: int, on: date) -> tuple[PlacedTeam, ...]:
    """The teams of a unit itself on a day."""
    rows = db.session.execute(
        select(Team.id, Team.name, Team.unit_id)
        .where(Team.unit_id == unit_id, is_active_on(Team.from_on, Team.to_on, on))
        .order_by(Team.name, Team.id)
    )
    return tuple(PlacedTeam(row.id, row.name, row.unit_id) for row in rows)


def find_former_unit(code: str, on: date, edition: int | None = None) -> FormerUnit | None:
    """A unit with this code (in an edition) on other days: the last that began before, else the first."""
    rows = db.session.execute(
        select(
            *UNIT_COLUMNS,
            func.min(UnitPlacement.from_on).label("first_on"),
            func.max(UnitPlacement.to_on).label("last_on"),
        )
        .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
        .where(Unit.code == code, *([] if edition is None else [Unit.edition == edition]))
        .group_by(*UNIT_COLUMNS)
        .order_by(Unit.edition)
    ).all()
    former = [FormerUnit(placed_unit(row), row.first_on, row.last_on) for row in rows]
    before = [known for known in former if known.from_on <= on]
    return before[-1] if before else next(iter(former), None)


def get_top_unit(on: date | None = None) -> PlacedUnit:
    """The unit at the top of a day's structure (today's unless said). Or NotFound: none is loaded."""
    day = on or clock.today()
    units = placed_units(
        select(*UNIT_COLUMNS)
        .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
        .where(
            UnitPlacement.parent_id.is_(None),
            is_active_on(UnitPlacement.from_on, UnitPlacement.to_on, day),
        )
        .order_by(Unit.code)
        .limit(1)
    )
    return (units or _raise_not_found("", day))[0]


def line_above(wanted: ColumnElement[bool], on: date) -> CTE:
    """SQL: a unit (steps 0) and what it stands below on a day, step by step."""
    start = (
        select(Unit.id.label("unit_id"), UnitPlacement.parent_id, literal(0).label("steps"))
        .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
        .where(wanted, is_active_on(UnitPlacement.from_on, UnitPlacement.to_on, on))
        .cte("line", recursive=True)
    )
    above = aliased(UnitPlacement)
    return start.union_all(
        select(above.unit_id, above.parent_id, start.c.steps + 1)
        .join(start, above.unit_id == start.c.parent_id)
        .where(is_active_on(above.from_on, above.to_on, on))
    )


def _line(wanted: ColumnElement[bool], on: date) -> tuple[PlacedUnit, ...]:
    line = line_above(wanted, on)
    return placed_units(
        select(*UNIT_COLUMNS).join(line, line.c.unit_id == Unit.id).order_by(line.c.steps)
    )


def _raise_not_found(code: str, on: date) -> tuple[PlacedUnit, ...]:
    raise UnitNotThatDay(unit=code, on=on)
