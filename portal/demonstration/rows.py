"""Invented people, their roles, teams and memberships, as rows to be inserted. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

from portal.demonstration.accounts import DEMO_PASSWORD
from portal.demonstration.people import InventedPerson
from portal.demonstration.structure import LAST_OLD_DAY, TEAMS_SINCE, TODAYS_SINCE, Structure
from portal.kernel import clock
from portal.kernel.text import fold, given_name, person_sort_key
from portal.people.passwords import hash_password
from portal.teams.units import PlacedUnit

Row = dict[str, Any]


def people_rows(people: Sequence[InventedPerson]) -> list[Row]:
    # hashed once: this password is shown on the sign-in page, so a salt of its own would protect nobody
    password_hash = hash_password(DEMO_PASSWORD)
    return [
        {
            "id": person.id,
            "member_code": person.member_code,
            "full_name": person.full_name,
            "given_name": given_name(person.full_name),
            "sort_key": person_sort_key(person.full_name),
            "search_key": fold(person.full_name),
            "email": person.account.login if person.account else None,
            "phone": person.account.phone if person.account else None,
            "password_hash": password_hash if person.account else None,
            "language": "vi",
            "is_active": True,
            "created_at": clock.start_of_day(person.joined_on),
        }
        for person in people
    ]


def role_rows(people: Sequence[InventedPerson], structure: Structure) -> list[Row]:
    return [
        {
            "person_id": person.id,
            "role": person.account.role,
            "unit_id": structure.unit(person.account.role_unit).id,
            "from_on": TODAYS_SINCE,
            "to_on": None,
        }
        for person in people
        if person.account and person.account.role
    ]


def former_teams(structure: Structure, chance: Random) -> dict[int, Row]:
    """One in each commune and district of 2023, by the unit's id."""
    places = (*structure.former_communes, *structure.districts)
    return _teams([place.unit for place in places], TEAMS_SINCE, LAST_OLD_DAY, chance)


def todays_teams(structure: Structure, chance: Random) -> dict[int, Row]:
    """One in each of today's communes, by the unit's id."""
    return _teams(structure.communes, TODAYS_SINCE, None, chance)


def membership_rows(
    person: InventedPerson, former: Mapping[int, Row], todays: Mapping[int, Row]
) -> list[Row]:
    rows = []
    since = max(person.joined_on, TODAYS_SINCE)
    if person.seat.former_id is not None and person.was_in_former_team:
        team = former[person.seat.former_id]
        rows.append(_membership(person, team, person.joined_on, LAST_OLD_DAY))
    return [*rows, _membership(person, todays[person.seat.commune_id], since, None)]


def _teams(
    units: Sequence[PlacedUnit], from_on: date, to_on: date | None, chance: Random
) -> dict[int, Row]:
    return {
        unit.id: {
            "id": UUID(int=chance.getrandbits(128), version=4),
            "name": f"Tổ TNTN chuyển đổi số {unit.name}",
            "unit_id": unit.id,
            "from_on": from_on,
            "to_on": to_on,
        }
        for unit in units
    }


def _membership(person: InventedPerson, team: Row, from_on: date, to_on: date | None) -> Row:
    return {"person_id": person.id, "team_id": team["id"], "from_on": from_on, "to_on": to_on}
