"""The invented people: their names, stories, and the teams they were and are in. Pure, by a fixed seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from portal.demonstration.accounts import DEMO_ACCOUNTS, DemoAccount
from portal.demonstration.names import invented_names
from portal.demonstration.stories import SHARES
from portal.demonstration.structure import LAST_OLD_DAY, TEAMS_SINCE, TODAYS_SINCE, Structure

#: all of them, those with an account included
PEOPLE: Final = 948

_PER_FORMER_COMMUNE: Final = 3
_PER_DISTRICT: Final = 6
_PER_NEW_COMMUNE: Final = 6


@dataclass(frozen=True)
class Seat:
    """A place in a team of today's commune, and in the team of 2023 that it came from, if any."""

    commune_id: int
    former_id: int | None
    #: the first in a team is there from its first day, so that no team of the past is empty
    is_first: bool = False


@dataclass(frozen=True)
class InventedPerson:
    id: UUID
    member_code: str
    full_name: str
    seat: Seat
    joined_on: date
    story: str
    account: DemoAccount | None = None

    @property
    def was_in_former_team(self) -> bool:
        return self.seat.former_id is not None and self.joined_on <= LAST_OLD_DAY


def invent_people(structure: Structure, today: date, chance: Random) -> list[InventedPerson]:
    """Everybody: those with an account first, then the others in the order of their teams."""
    codes = _member_codes(chance)
    people = [_with_account(account, structure, today, codes, chance) for account in DEMO_ACCOUNTS]
    seats = _seats(structure, PEOPLE - len(people), chance)
    names = invented_names(chance)
    stories = _stories(len(seats), chance)
    for seat, story in zip(seats, stories, strict=True):
        people.append(
            InventedPerson(
                id=_uuid(chance),
                member_code=next(codes),
                full_name=next(names),
                seat=seat,
                joined_on=_joined_on(seat, today, chance),
                story=story,
            )
        )
    return people


def _with_account(
    account: DemoAccount, structure: Structure, today: date, codes: Iterator[str], chance: Random
) -> InventedPerson:
    commune = structure.commune(account.commune)
    former = structure.former_of(commune)
    is_new = account.story == "nothing"
    seat = Seat(commune.id, None if is_new or former is None else former.unit.id)
    joined_on = TEAMS_SINCE if seat.former_id else TODAYS_SINCE
    return InventedPerson(
        id=_uuid(chance),
        member_code=next(codes),
        full_name=account.full_name,
        seat=seat,
        joined_on=max(TODAYS_SINCE, today - timedelta(days=14)) if is_new else joined_on,
        story=account.story,
        account=account,
    )


def _seats(structure: Structure, count: int, chance: Random) -> list[Seat]:
    """So many seats: every team of both structures has its people, the rest fall where they may."""
    places = [
        *((place, _PER_FORMER_COMMUNE) for place in structure.former_communes),
        *((place, _PER_DISTRICT) for place in structure.districts),
    ]
    seats = [
        Seat(place.successors[number % len(place.successors)], place.unit.id, number == 0)
        for place, people in places
        for number in range(people)
    ]
    seats += [
        Seat(commune.id, None)
        for commune in structure.communes_without_past
        for _ in range(_PER_NEW_COMMUNE)
    ]
    more = [Seat(seat.commune_id, seat.former_id) for seat in chance.choices(seats, k=count)]
    return sorted([*seats, *more][:count], key=lambda seat: (seat.commune_id, seat.former_id or 0))


def _stories(count: int, chance: Random) -> list[str]:
    """As many of each story as its share says, mixed."""
    stories = [story for story, share in SHARES.items() for _ in range(round(count * share / 100))]
    stories = (stories + ["nothing"] * count)[:count]
    chance.shuffle(stories)
    return stories


def _joined_on(seat: Seat, today: date, chance: Random) -> date:
    if seat.former_id is None:
        days = (today - TODAYS_SINCE).days
        return TODAYS_SINCE + timedelta(days=chance.choice((0, 0, 0, chance.randint(0, days))))
    if seat.is_first or chance.random() < 0.6:
        return TEAMS_SINCE
    latest = (today - TEAMS_SINCE).days - 30
    return TEAMS_SINCE + timedelta(days=chance.randint(0, latest))


def _member_codes(chance: Random) -> Iterator[str]:
    """Codes of the form that people get, all different."""
    given: set[str] = set()
    while True:
        code = f"DT-{chance.randrange(10_000, 100_000)}-{chance.randrange(100, 1_000)}"
        if code not in given:
            given.add(code)
            yield code


def _uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
