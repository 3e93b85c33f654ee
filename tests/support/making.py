"""Factories: the least that a test needs, by the portal's own services, with fixed values."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from portal.catalogue.revisions import publish_folder
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from portal.people.passwords import hash_password
from portal.people.permissions import Role
from portal.people.services import add_person, give_role
from portal.teams.models import Membership, Team, Unit, UnitPlacement

PASSWORD = "mot hai ba bon"
_PASSWORD_HASH = hash_password(PASSWORD)
PACKAGES = Path(__file__).parent.parent / "packages"
LONG_AGO = date(2023, 1, 1)


class Maker:
    """Use inside an application context; every method commits."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def person(
        self,
        name: str = "Nguyễn Thị Ana",
        *,
        roles: list[tuple[Role, Unit]] | None = None,
        team: Team | None = None,
        since: date = LONG_AGO,
        **more: Any,
    ) -> Person:
        begin_writing()
        more.setdefault("email", f"person{next(self._numbers)}@example.org")
        person = add_person(full_name=name, **more)
        person.password_hash = _PASSWORD_HASH
        for role, unit in roles or []:
            give_role(person=person, role=role, unit_id=unit.id, from_on=since)
        if team:
            db.session.add(Membership(person_id=person.id, team_id=team.id, from_on=since))
        db.session.commit()
        return person

    def unit(self, code: str, name: str, *, parent: Unit | None = None, kind: str = "xã") -> Unit:
        begin_writing()
        unit = Unit(edition=2025, code=code, name=name, name_en=name, kind=kind, sort_key=name)
        db.session.add(unit)
        db.session.flush()
        db.session.add(
            UnitPlacement(
                unit_id=unit.id, parent_id=parent.id if parent else None, from_on=LONG_AGO
            )
        )
        db.session.commit()
        return unit

    def team(self, unit: Unit, name: str | None = None, since: date = LONG_AGO) -> Team:
        begin_writing()
        team = Team(name=name or f"Tổ {unit.name}", unit_id=unit.id, from_on=since)
        db.session.add(team)
        db.session.commit()
        return team

    def course(self, package: str = "mini") -> str:
        """Publish a package of tests/packages; returns its slug."""
        begin_writing()
        revision = publish_folder(PACKAGES / package)
        db.session.commit()
        return str(revision.course_slug)
