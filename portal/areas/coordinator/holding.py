"""What the pages load on which several people's permits are suspended or revoked at once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from portal.areas.coordinator.deciding import HOLDS
from portal.areas.coordinator.holding_forms import HoldManyForm
from portal.areas.coordinator.places import Place, Reader, get_place
from portal.areas.coordinator.queries import MemberRow, list_holders
from portal.certification.forecasting import Forecast
from portal.certification.holding import (
    HoldOrder,
    Motive,
    find_holdable,
    foretell_order,
    hold_many,
)
from portal.certification.predicting import Effect
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.people.permissions import Permission
from portal.people.signed_in import SignedIn
from portal.teams.queries import get_top_unit
from portal.teams.units import PlacedUnit

#: people on one page
MOST: Final = 400
#: holders who are looked at for one page
_LOOKED_AT: Final = 2_000


@dataclass(frozen=True)
class Ground:
    """A unit in which the reader may decide this way about everybody, themselves excepted."""

    kind: str
    place: Place
    reader_id: UUID
    #: whether they may revoke too
    may_revoke: bool


@dataclass(frozen=True)
class Holder:
    """Somebody who can be chosen, and the days of their latest certificate."""

    member: MemberRow
    issued_on: date
    expires_on: date


@dataclass(frozen=True)
class Holders:
    """All who can be chosen; `are_too_many` where these are more than a page can show."""

    rows: tuple[Holder, ...]
    are_too_many: bool = False


@dataclass(frozen=True)
class UnitRow:
    """Of a unit: how many people are concerned, and how many of their permits stop counting."""

    unit: PlacedUnit
    people: int
    permits: int


@dataclass(frozen=True)
class Consequences:
    """Each person concerned with the permits that stop counting today; none for one that does not count now."""

    order: HoldOrder
    found: Forecast
    rows: tuple[tuple[MemberRow, tuple[str, ...]], ...]

    @property
    def by_permit(self) -> list[tuple[str, int]]:
        return sorted(Counter(code for _member, codes in self.rows for code in codes).items())

    @property
    def by_unit(self) -> list[UnitRow]:
        people = Counter(member.unit for member, _codes in self.rows)
        permits: Counter[PlacedUnit] = Counter()
        for member, codes in self.rows:
            permits[member.unit] += len(codes)
        return [UnitRow(unit, count, permits[unit]) for unit, count in people.items()]


def get_ground(reader: SignedIn, unit: str, kind: str) -> Ground:
    """Raises NotFound for a unit out of reach, and for revoking by others than the province (domain.md 4.1)."""
    if kind not in ("suspend", "revoke"):
        raise NotFound(kind=kind)
    today = clock.today()
    place = get_place(Reader(reader, Permission.PERMIT_DECIDE), unit, today, None)
    may_revoke = place.line[-1].id == get_top_unit(today).id
    if kind == "revoke" and not may_revoke:
        raise NotFound(kind=kind)
    return Ground(kind, place, reader.id, may_revoke)


def list_choosable(ground: Ground, certification: str, issued_on: date | None) -> Holders:
    """Who holds a permit that can be held back, unit by unit and in roster order; perhaps issued on one day."""
    members = _but_reader(
        ground,
        list_holders(ground.place.unit_ids, ground.place.on, certification, issued_on=issued_on),
    )
    if len(members) > _LOOKED_AT:
        return Holders((), are_too_many=True)
    held = find_holdable([one.id for one in members], HOLDS[ground.kind], certification)
    rows = [
        Holder(one, held[one.id].issued_on, held[one.id].expires_on)
        for one in members
        if one.id in held and issued_on in (None, held[one.id].issued_on)
    ]
    return Holders((), are_too_many=True) if len(rows) > MOST else Holders(tuple(rows))


def foretell(
    ground: Ground, certification: str, chosen: Sequence[str], *, are_free: bool = False
) -> Consequences:
    """What stops counting for those chosen; with `are_free` only of those whom it was not decided about already.

    Raises NotFound where one of them is not the reader's to decide about.
    """
    wanted = {UUID(one) for one in chosen}
    place = ground.place
    found = list_holders(place.unit_ids, place.on, certification, among=wanted)
    members = _but_reader(ground, found)
    if len(members) < len(wanted):
        raise NotFound(people=len(wanted) - len(members))
    if are_free:
        free = find_holdable([one.id for one in members], HOLDS[ground.kind], certification)
        members = [one for one in members if one.id in free]
    order = HoldOrder(HOLDS[ground.kind], certification, tuple(one.id for one in members))
    told, falling = foretell_order(order), dict[UUID, tuple[str, ...]]()
    for person, flip in told.flips(Effect.LOSES):
        falling[person] = (*falling.get(person, ()), flip.certification)
    rows = tuple((one, falling.get(one.id, ())) for one in members)
    return Consequences(order, told, rows)


def keep(told: Consequences, form: HoldManyForm, actor_id: UUID) -> None:
    """Raises what the service refuses with."""
    motive = Motive(
        form.reason.data or "", form.decision_number.data or "", form.appeal_note.data or ""
    )
    hold_many(order=told.order, motive=motive, fingerprint=form.seen.data or "", actor_id=actor_id)


def _but_reader(ground: Ground, found: Sequence[MemberRow]) -> list[MemberRow]:
    return [one for one in found if one.id != ground.reader_id]
