"""The people behind a forecast's numbers: by day, by unit of today, and by name, a page at a time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from portal.certification.forecasting import Forecast
from portal.certification.predicting import Effect, Flip
from portal.kernel.db import db, is_active_on
from portal.kernel.errors import NotFound
from portal.kernel.text import fold
from portal.people.models import Person
from portal.teams.models import Membership, Team, Unit
from portal.teams.succession import UNIT_COLUMNS, placed_unit
from portal.teams.units import PlacedUnit

#: stands for the code of a unit: people who are in no team today
NO_UNIT: Final = "none"
UNITS_A_PAGE: Final = 10
PEOPLE_A_PAGE: Final = 50
_AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class DayRow:
    """So many people for whom a permit flips on one day."""

    on: date
    certification: str
    effect: Effect
    count: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """People of a unit, however many of their permits flip; `unit` is None for those in no team today."""

    unit: PlacedUnit | None
    loses: int
    asked: int
    gains: int


@dataclass(frozen=True, slots=True)
class UnitRows:
    rows: tuple[UnitRow, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class FlippedPerson:
    id: UUID
    full_name: str
    member_code: str
    unit: PlacedUnit | None
    #: of the effect that was asked for
    flips: tuple[Flip, ...]


@dataclass(frozen=True, slots=True)
class FlippedPeople:
    rows: tuple[FlippedPerson, ...]
    count: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to list: by effect, perhaps only of a unit (a code, or NO_UNIT) and whose name has these words."""

    effect: Effect
    unit: str | None = None
    words: str = ""
    page: int = 1


def flips_by_day(found: Forecast) -> tuple[DayRow, ...]:
    """When which permits flip, the first day first."""
    counted = Counter(
        (flip.on, flip.certification, flip.effect)
        for predicted in found.people.values()
        for flip in predicted.flips
    )
    return tuple(DayRow(*key, count) for key, count in sorted(counted.items()))


def flips_by_unit(found: Forecast, on: date, *, page: int = 1) -> UnitRows:
    """Units of a day with the numbers of their people, those that lose most first. Raises NotFound for no page."""
    counted: dict[str, Counter[Effect]] = {}
    units: dict[str, Any] = {}
    for row in _people(list(found.people), on):
        code = row.code if row.id is not None else NO_UNIT
        units[code] = row
        effects = {flip.effect for flip in found.people[row.person_id].flips}
        counted.setdefault(code, Counter()).update(effects)
    rows = [
        UnitRow(_unit(units[code]), of[Effect.LOSES], of[Effect.ASKED], of[Effect.GAINS])
        for code, of in counted.items()
        if of.total()
    ]
    rows.sort(key=lambda row: (-row.loses, -row.asked, row.unit.name if row.unit else ""))
    shown, pages = _page(rows, page, UNITS_A_PAGE)
    return UnitRows(tuple(shown), page, pages)


def list_flipped(found: Forecast, on: date, wanted: Wanted) -> FlippedPeople:
    """By unit of a day, then in roster order. Raises NotFound for a page that is not there."""
    flips: dict[UUID, list[Flip]] = {}
    for person, flip in found.flips(wanted.effect):
        flips.setdefault(person, []).append(flip)
    words = fold(wanted.words).split()
    rows = [
        row
        for row in _people(list(flips), on)
        if (wanted.unit is None or wanted.unit == (row.code if row.id is not None else NO_UNIT))
        and all(word in row.search_key for word in words)
    ]
    rows.sort(key=lambda row: (row.unit_key or "~", row.code or "", row.sort_key, row.member_code))
    shown, pages = _page(rows, wanted.page, PEOPLE_A_PAGE)
    people = tuple(
        FlippedPerson(
            row.person_id, row.full_name, row.member_code, _unit(row), tuple(flips[row.person_id])
        )
        for row in shown
    )
    return FlippedPeople(people, len(rows), wanted.page, pages)


def _people(ids: Sequence[UUID], on: date) -> list[Any]:
    """Each with their unit of a day; somebody who is in no team keeps their row."""
    is_theirs = (Membership.person_id == Person.id) & is_active_on(
        Membership.from_on, Membership.to_on, on
    )
    statement = (
        select(
            Person.id.label("person_id"),
            Person.full_name,
            Person.member_code,
            Person.search_key,
            Person.sort_key,
            Unit.sort_key.label("unit_key"),
            *UNIT_COLUMNS,
        )
        .outerjoin(Membership, is_theirs)
        .outerjoin(
            Team, (Team.id == Membership.team_id) & is_active_on(Team.from_on, Team.to_on, on)
        )
        .outerjoin(Unit, Unit.id == Team.unit_id)
    )
    rows = list[Any]()
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        rows += db.session.execute(statement.where(Person.id.in_(some))).all()
    return rows


def _page(rows: list[Any], page: int, size: int) -> tuple[list[Any], int]:
    pages = max(1, -(-len(rows) // size))
    if not 1 <= page <= pages:
        raise NotFound(page=page)
    return rows[(page - 1) * size : page * size], pages


def _unit(row: Any) -> PlacedUnit | None:
    return placed_unit(row) if row.id is not None else None
