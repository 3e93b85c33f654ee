"""Where invented people belong: today's communes, and the teams of 2023 that became them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select

from portal.kernel import clock
from portal.kernel.db import db
from portal.teams.models import UnitSuccession
from portal.teams.queries import get_top_unit, list_children
from portal.teams.units import PlacedUnit

#: the day on which the first teams were set up, and the first day of today's structure
TEAMS_SINCE: Final = date(2023, 5, 15)
TODAYS_SINCE: Final = date(2025, 7, 1)
LAST_OLD_DAY: Final = date(2025, 6, 30)


@dataclass(frozen=True)
class FormerPlace:
    """A unit of 2023 that had a team, and the ids of today's communes that its people went to."""

    unit: PlacedUnit
    successors: tuple[int, ...]


@dataclass(frozen=True)
class Structure:
    """Both structures as the demonstration peoples them."""

    province: PlacedUnit
    communes: tuple[PlacedUnit, ...]
    former_communes: tuple[FormerPlace, ...]
    districts: tuple[FormerPlace, ...]

    @property
    def communes_without_past(self) -> tuple[PlacedUnit, ...]:
        with_past = {new for place in self.former_communes for new in place.successors}
        return tuple(commune for commune in self.communes if commune.id not in with_past)

    def commune(self, code: str) -> PlacedUnit:
        return next(commune for commune in self.communes if commune.code == code)

    def unit(self, code: str) -> PlacedUnit:
        return next(unit for unit in (self.province, *self.communes) if unit.code == code)

    def former_of(self, commune: PlacedUnit) -> FormerPlace | None:
        """The first of the old communes that became this one."""
        return next(
            (place for place in self.former_communes if commune.id in place.successors), None
        )


def read_structure() -> Structure:
    province = get_top_unit(clock.today())
    became = _successors()
    communes: list[FormerPlace] = []
    districts: list[FormerPlace] = []
    for district in list_children(get_top_unit(LAST_OLD_DAY).id, LAST_OLD_DAY):
        own = [
            FormerPlace(commune, became[commune.id])
            for commune in list_children(district.id, LAST_OLD_DAY)
        ]
        communes += own
        went_to = dict.fromkeys(new for place in own for new in place.successors)
        districts.append(FormerPlace(district, tuple(went_to)))
    todays = list_children(province.id, clock.today())
    return Structure(province, todays, tuple(communes), tuple(districts))


def _successors() -> dict[int, tuple[int, ...]]:
    found: dict[int, list[int]] = defaultdict(list)
    statement = select(UnitSuccession.old_unit_id, UnitSuccession.new_unit_id)
    for old, new in db.session.execute(statement.order_by(UnitSuccession.id)):
        found[old].append(new)
    return {old: tuple(news) for old, news in found.items()}
