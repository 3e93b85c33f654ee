"""What a person may see: the units held and all below them, in the structure of a day. One place.

For a day before a reorganisation the held units are carried back: the coordinator of today's
province sees the province of 2024 with its districts; a commune's coordinator sees the old communes
that became it.
"""

from datetime import date

from sqlalchemy import ColumnElement, Select, select

from portal.kernel.db import db, is_active_on
from portal.kernel.errors import NotFound
from portal.people.permissions import Permission
from portal.people.signed_in import SignedIn
from portal.teams.errors import UnitNotThatDay
from portal.teams.models import Unit, UnitPlacement
from portal.teams.queries import line_above
from portal.teams.succession import UNIT_COLUMNS, carried, list_carried, placed_unit
from portal.teams.units import PlacedUnit


def list_top_units(person: SignedIn, permission: Permission, on: date) -> tuple[PlacedUnit, ...]:
    """The units a permission is held for, as they stand on a day; in Vietnamese order."""
    return list_carried(person.units_for(permission), on)


def visible_units(person: SignedIn, permission: Permission, on: date) -> frozenset[int]:
    """The ids of all units that a permission reaches on a day, in one statement."""
    if not person.units_for(permission):
        return frozenset()
    return frozenset(db.session.scalars(units_in_reach(person, permission, on)))


def units_in_reach(person: SignedIn, permission: Permission, on: date) -> Select[tuple[int]]:
    """The same as a part of another statement."""
    tops = carried(person.units_for(permission), on)
    stands = is_active_on(UnitPlacement.from_on, UnitPlacement.to_on, on)
    start = (
        select(UnitPlacement.unit_id)
        .join(tops, tops.c.unit_id == UnitPlacement.unit_id)
        .where(stands)
        .cte("reach", recursive=True)
    )
    reach = start.union(
        select(UnitPlacement.unit_id)
        .join(start, UnitPlacement.parent_id == start.c.unit_id)
        .where(stands)
    )
    return select(reach.c.unit_id)


def get_visible_line(
    person: SignedIn, permission: Permission, code: str, on: date
) -> tuple[PlacedUnit, ...]:
    """The unit with this code on a day, then what it stands below, up to the person's own top unit.

    Raises UnitNotThatDay where no unit has this code then, NotFound where it is out of reach. One
    statement.
    """
    return _visible_line(person, permission, Unit.code == code, on)


def get_visible_line_of(
    person: SignedIn, permission: Permission, unit_id: int, on: date
) -> tuple[PlacedUnit, ...]:
    """The same for a unit by its id."""
    return _visible_line(person, permission, Unit.id == unit_id, on)


def _visible_line(
    person: SignedIn, permission: Permission, wanted: ColumnElement[bool], on: date
) -> tuple[PlacedUnit, ...]:
    line, tops = line_above(wanted, on), carried(person.units_for(permission), on)
    rows = db.session.execute(
        select(*UNIT_COLUMNS, tops.c.unit_id.label("top_id"))
        .join(line, line.c.unit_id == Unit.id)
        .outerjoin(tops, tops.c.unit_id == Unit.id)
        .order_by(line.c.steps)
    ).all()
    if not rows:
        raise UnitNotThatDay(on=on)
    reached = [place for place, row in enumerate(rows) if row.top_id]
    if not reached:
        raise NotFound(unit=rows[0].id, on=on)
    return tuple(placed_unit(row) for row in rows[: reached[-1] + 1])
