"""Who is ready, counted by the database: everybody below each unit, on any day, in that day's structure.

Ready means: cleared by the base permit on that day, by the spans that `projection.py` keeps. What a day shows grows
with the units shown; people are counted where they lie. `standing.py` says the same person by person, and tests and
`flask certification verify` hold the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ScalarSelect,
    Select,
    Subquery,
    case,
    func,
    literal,
    select,
    union_all,
)

from portal.certification.decision_models import StandingSpan
from portal.certification.ledger import read_ledger
from portal.certification.standing import Standing
from portal.kernel.db import db, is_active_on
from portal.teams.models import Membership, Team, Unit, UnitPlacement
from portal.teams.succession import UNIT_COLUMNS, placed_unit
from portal.teams.units import PlacedUnit

#: what everybody needs before going into the field (domain.md 4.3)
BASE_PERMIT: Final = "P0"
#: standings that clear, and in which something must be done to stay cleared
SOON: Final = (Standing.EXPIRING.value, Standing.REFRESH_DUE.value)


@dataclass(frozen=True)
class Counts:
    """People; those expiring, or with a refresh due, are among those ready."""

    total: int = 0
    ready: int = 0
    expiring: int = 0

    @property
    def not_ready(self) -> int:
        return self.total - self.ready

    @property
    def share(self) -> float:
        """Of the people, how many are ready (0–1); above 1 where there are none, who come last."""
        return self.ready / self.total if self.total else 2.0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.total + other.total, self.ready + other.ready, self.expiring + other.expiring
        )


@dataclass(frozen=True)
class BoardRow:
    """A unit with everybody in it and below it."""

    unit: PlacedUnit
    counts: Counts


@dataclass(frozen=True)
class Board:
    """One or several units on a day."""

    on: date
    #: a permit that ends within so many days counts as expiring
    window_days: int
    #: everybody in and below the units asked for
    counts: Counts
    #: those in teams of the unit itself, not of one below it
    own: Counts
    rows: tuple[BoardRow, ...]


def unit_board(unit_ids: Sequence[int], on: date, *, by_name: bool = False) -> Board:
    """A unit's board, a row for each unit below it; of several units, a row for each of them.

    Rows with the lowest share of ready people come first, units without people last. Two statements.
    """
    window_days = renewal_window(on)
    counted = _count(list(unit_ids), on)
    itself = unit_ids[0] if len(unit_ids) == 1 else None
    rows = [row for row in counted if row.unit.id != itself]
    own = sum((row.counts for row in counted if row.unit.id == itself), Counts())
    total = sum((row.counts for row in counted), Counts())
    if not by_name:
        rows.sort(key=lambda row: row.counts.share)  # stable: by name where the shares are equal
    return Board(on, window_days, total, own, tuple(rows))


def renewal_window(on: date) -> int:
    """Days before its end from which the base permit counts as expiring, by the rules of a day."""
    scheme = read_ledger([], on).scheme
    permit = scheme.certifications_by_code.get(BASE_PERMIT) if scheme else None
    return permit.renewal_window_days if permit else 0


def units_below(starts: Select[int, int], on: date) -> CTE:
    """SQL: (unit_id, group_id) of the starts and of all units below them on a day."""
    reach = starts.cte("reach", recursive=True)
    return reach.union_all(
        select(UnitPlacement.unit_id, reach.c.group_id)
        .join(reach, UnitPlacement.parent_id == reach.c.unit_id)
        .where(is_active_on(UnitPlacement.from_on, UnitPlacement.to_on, on))
    )


def cleared_by(certification: str, on: date) -> ScalarSelect[Any]:
    """SQL: the standing that clears a member on a day, or NULL; correlates to Membership."""
    return (
        select(StandingSpan.standing)
        .where(
            StandingSpan.person_id == Membership.person_id,
            StandingSpan.certification == certification,
            StandingSpan.from_on <= on,
            StandingSpan.to_on >= on,
        )
        .correlate(Membership)
        .scalar_subquery()
    )


def _count(unit_ids: list[int], on: date) -> list[BoardRow]:
    groups = _children_and_itself(unit_ids[0], on) if len(unit_ids) == 1 else _each(unit_ids, on)
    people = (
        select(
            groups.c.group_id, Membership.person_id, cleared_by(BASE_PERMIT, on).label("standing")
        )
        .select_from(groups)
        .outerjoin(
            Team,
            (Team.unit_id == groups.c.unit_id) & is_active_on(Team.from_on, Team.to_on, on),
        )
        .outerjoin(
            Membership,
            (Membership.team_id == Team.id)
            & is_active_on(Membership.from_on, Membership.to_on, on),
        )
        .subquery()
    )
    rows = db.session.execute(
        select(
            *UNIT_COLUMNS,
            func.count(people.c.person_id).label("total"),
            func.count(people.c.standing).label("ready"),
            func.count(case((people.c.standing.in_(SOON), 1))).label("expiring"),
        )
        .join(people, people.c.group_id == Unit.id)
        .group_by(*UNIT_COLUMNS, Unit.sort_key)
        .order_by(Unit.sort_key, Unit.code)
    )
    return [
        BoardRow(
            placed_unit(row),
            Counts(row.total, row.ready, row.expiring),
        )
        for row in rows
    ]


def _children_and_itself(unit_id: int, on: date) -> Subquery:
    """Each unit below stands for its child of the unit; the unit's own teams stand for the unit."""
    children = select(UnitPlacement.unit_id, UnitPlacement.unit_id.label("group_id")).where(
        UnitPlacement.parent_id == unit_id,
        is_active_on(UnitPlacement.from_on, UnitPlacement.to_on, on),
    )
    reach = units_below(children, on)
    itself = select(literal(unit_id), literal(unit_id))
    return union_all(select(reach.c.unit_id, reach.c.group_id), itself).subquery()


def _each(unit_ids: list[int], on: date) -> Subquery:
    starts = select(Unit.id.label("unit_id"), Unit.id.label("group_id")).where(
        Unit.id.in_(unit_ids)
    )
    reach = units_below(starts, on)
    return select(reach.c.unit_id, reach.c.group_id).subquery()
