"""What a person may see: the units held and all below them, in the structure of a day. One place.

For a day before a reorganisation the held units are carried back: the coordinator of today's
province sees the province of 2024 with its districts; a commune's coordinator sees the old communes
that became it.
"""

from datetime import date

from sqlalchemy import select

from portal.kernel.db import db, is_active_on
from portal.people.permissions import Permission
from portal.people.signed_in import SignedIn
from portal.teams.models import UnitPlacement
from portal.teams.succession import carried, list_carried
from portal.teams.units import PlacedUnit


def list_top_units(person: SignedIn, permission: Permission, on: date) -> tuple[PlacedUnit, ...]:
    """The units a permission is held for, as they stand on a day; in Vietnamese order."""
    return list_carried(person.units_for(permission), on)


def visible_units(person: SignedIn, permission: Permission, on: date) -> frozenset[int]:
    """The ids of all units that a permission reaches on a day, in one statement."""
    held = person.units_for(permission)
    if not held:
        return frozenset()
    tops = carried(held, on)
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
    return frozenset(db.session.scalars(select(reach.c.unit_id)))


def in_reach(
    line: tuple[PlacedUnit, ...], tops: tuple[PlacedUnit, ...]
) -> tuple[PlacedUnit, ...] | None:
    """A unit's line up to the reader's own top unit; None where it is not theirs to see."""
    own = {unit.id for unit in tops}
    reached = [place for place, unit in enumerate(line) if unit.id in own]
    return line[: reached[-1] + 1] if reached else None
