"""What a unit was before, or became after, a reorganisation: units carried to another day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, Select, and_, case, literal, or_, select

from portal.kernel.db import db, is_active_on
from portal.teams.models import Unit, UnitPlacement, UnitSuccession
from portal.teams.units import PlacedUnit

UNIT_COLUMNS = (Unit.id, Unit.edition, Unit.code, Unit.name, Unit.name_en)


@dataclass(frozen=True)
class Followed:
    """A unit, and what it is on a day: itself, what it came from, or what it became."""

    unit: PlacedUnit
    stands: tuple[PlacedUnit, ...]


def follow(code: str, edition: int, on: date) -> Followed | None:
    """The unit that has a code in an edition, followed to a day; None where there is no such unit.

    A level that ended without successors is what its parts became. One statement.
    """
    is_it = and_(Unit.code == code, Unit.edition == edition)
    itself = select(Unit.id.label("unit_id"), literal(0).label("level")).where(is_it)
    parts = (
        select(UnitPlacement.unit_id, literal(1))
        .join(Unit, Unit.id == UnitPlacement.parent_id)
        .where(is_it)
    )
    starts = itself.union(parts).subquery()
    units = _carried(select(starts.c.unit_id, starts.c.level), on)
    rows = db.session.execute(
        select(*UNIT_COLUMNS, units.c.level, UnitPlacement.id.label("placement_id"))
        .join(units, units.c.unit_id == Unit.id)
        .outerjoin(
            UnitPlacement,
            (UnitPlacement.unit_id == Unit.id)
            & is_active_on(UnitPlacement.from_on, UnitPlacement.to_on, on),
        )
        .order_by(Unit.sort_key, Unit.code)
    ).all()
    asked = [row for row in rows if (row.code, row.edition) == (code, edition)]
    if not asked:
        return None
    standing = [row for row in rows if row.placement_id]
    nearest = min((row.level for row in standing), default=0)
    return Followed(
        placed_unit(asked[0]),
        tuple(placed_unit(row) for row in standing if row.level == nearest),
    )


def carried(unit_ids: Iterable[int], on: date) -> CTE:
    """SQL: the given units with all they came from (for a day before) or became (for a day after).

    The given units stay among them: joining the placements of the day keeps what stands then.
    """
    given = Unit.id.in_(list(unit_ids))
    return _carried(select(Unit.id.label("unit_id"), literal(0).label("level")).where(given), on)


def list_carried(unit_ids: Iterable[int], on: date) -> tuple[PlacedUnit, ...]:
    """What the given units are on a day, after all reorganisations; in Vietnamese order."""
    ids = list(unit_ids)
    if not ids:
        return ()
    units = carried(ids, on)
    return placed_units(
        select(*UNIT_COLUMNS)
        .join(units, units.c.unit_id == Unit.id)
        .join(UnitPlacement, UnitPlacement.unit_id == Unit.id)
        .where(is_active_on(UnitPlacement.from_on, UnitPlacement.to_on, on))
        .order_by(Unit.sort_key, Unit.code)
    )


def placed_units(statement: Select[int, int, str, str, str]) -> tuple[PlacedUnit, ...]:
    """Run a statement over UNIT_COLUMNS."""
    return tuple(placed_unit(row) for row in db.session.execute(statement))


def placed_unit(row: Any) -> PlacedUnit:
    """A row that has UNIT_COLUMNS among its columns."""
    return PlacedUnit(row.id, row.edition, row.code, row.name, row.name_en)


def _carried(starts: Select[int, int], on: date) -> CTE:
    units = starts.cte("carried", recursive=True)
    is_later = UnitSuccession.on > on
    here = units.c.unit_id
    # one recursive branch that goes both ways, for PostgreSQL takes no more than one
    moved = select(
        case((is_later, UnitSuccession.old_unit_id), else_=UnitSuccession.new_unit_id),
        units.c.level,
    ).join(
        units,
        or_(
            and_(is_later, UnitSuccession.new_unit_id == here),
            and_(~is_later, UnitSuccession.old_unit_id == here),
        ),
    )
    return units.union(moved)
