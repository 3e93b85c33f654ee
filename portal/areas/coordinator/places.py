"""Which unit an address means on a day, for this reader; and what became of one that is not there then."""

from dataclasses import dataclass
from datetime import date

from portal.kernel.errors import NotFound
from portal.people.permissions import Permission
from portal.people.signed_in import SignedIn
from portal.teams.errors import UnitNotThatDay
from portal.teams.queries import FormerUnit, find_former_unit
from portal.teams.scope import get_visible_line, visible_units
from portal.teams.succession import Followed, follow
from portal.teams.units import PlacedUnit


@dataclass(frozen=True)
class Place:
    """What a page is about on a day: a unit, or the several that stood or stand for it then."""

    #: as the reader asked for it
    unit: PlacedUnit
    #: what it is on that day
    units: tuple[PlacedUnit, ...]
    #: the unit, and what it stands below, up to the reader's own top unit; empty for several units
    line: tuple[PlacedUnit, ...]
    on: date

    @property
    def unit_ids(self) -> tuple[int, ...]:
        return tuple(unit.id for unit in self.units)

    @property
    def moved_to(self) -> PlacedUnit | None:
        """The one unit that answers for it on that day, with an address of its own."""
        return self.units[0] if not self.line and len(self.units) == 1 else None


@dataclass(frozen=True)
class Fate:
    """A unit that does not stand on a day, and what of it the reader may see then."""

    former: FormerUnit
    units: tuple[PlacedUnit, ...]
    on: date

    @property
    def has_ended(self) -> bool:
        return self.former.to_on is not None and self.former.to_on < self.on


@dataclass(frozen=True)
class Reader:
    """Somebody with the permission that a page asks for."""

    person: SignedIn
    permission: Permission

    def sees(self, on: date) -> frozenset[int]:
        return visible_units(self.person, self.permission, on)


def get_place(reader: Reader, code: str, on: date, edition: int | None) -> Place:
    """The place that a code means on a day. With an edition the code is read in that unit list, and the
    unit is followed to the day through reorganisations.

    Raises UnitNotThatDay where nothing of it stands then, NotFound where it is not the reader's to see.
    """
    if edition is None:
        line = get_visible_line(reader.person, reader.permission, code, on)
        return Place(line[0], line[:1], line, on)
    followed = follow(code, edition, on)
    if followed is None:
        raise NotFound(unit=code, edition=edition)
    units = _seen(reader, followed, on)
    if not units:
        raise UnitNotThatDay(unit=code, on=on)
    return Place(followed.unit, units, (), on)


def get_fate(reader: Reader, code: str, on: date, edition: int | None) -> Fate:
    """What became of a unit that does not stand on a day (`get_place` said so with the same words).

    Raises NotFound where the reader sees nothing of it, on that day or on its own.
    """
    former = find_former_unit(code, on, edition)
    if former is None:
        raise NotFound(unit=code, on=on)
    # with an edition, get_place followed it already and found nothing
    followed = follow(code, former.unit.edition, on) if edition is None else None
    units = _seen(reader, followed, on) if followed else ()
    if not units and former.unit.id not in reader.sees(former.from_on):
        raise NotFound(unit=code, on=on)
    return Fate(former, units, on)


def _seen(reader: Reader, followed: Followed, on: date) -> tuple[PlacedUnit, ...]:
    sees = reader.sees(on) if followed.stands else frozenset()
    return tuple(unit for unit in followed.stands if unit.id in sees)
