"""What a unit was before, or became after, a reorganisation: held units carried to another day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import CTE, Select, and_, case, or_, select

from portal.kernel.db import db, is_active_on
from portal.teams.models import Unit, UnitPlacement, UnitSuccession
from portal.teams.units import PlacedUnit

UNIT_COLUMNS = (Unit.id, Unit.edition, Unit.code, Unit.name, Unit.name_en)


def carried(unit_ids: Iterable[int], on: date) -> CTE:
    """SQL: the given units with all they came from (for a day before) or became (for a day after).

    The given units stay among them: joining the placements of the day keeps what stands then.
    """
    units = select(Unit.id.label("unit_id")).where(Unit.id.in_(list(unit_ids)))
    carried_units = units.cte("carried", recursive=True)
    is_later = UnitSuccession.on > on
    here = carried_units.c.unit_id
    # one recursive branch that goes both ways, for PostgreSQL takes no more than one
    moved = select(
        case((is_later, UnitSuccession.old_unit_id), else_=UnitSuccession.new_unit_id)
    ).join(
        carried_units,
        or_(
            and_(is_later, UnitSuccession.new_unit_id == here),
            and_(~is_later, UnitSuccession.old_unit_id == here),
        ),
    )
    return carried_units.union(moved)


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
    return tuple(
        PlacedUnit(row.id, row.edition, row.code, row.name, row.name_en)
        for row in db.session.execute(statement)
    )
