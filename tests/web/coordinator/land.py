"""The land that the coordinators' tests walk through."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from portal.kernel.db import db
from portal.people.models import Person
from portal.teams.models import Team, Unit

OLD, CHANGE = date(2023, 5, 15), date(2025, 7, 1)


@dataclass(frozen=True)
class Land:
    ana: Person
    ben: Person
    chi: Person
    sa_dec: Unit
    cao_lanh: Unit
    team: Team


def unit(code: str, edition: int) -> Unit:
    return db.session.scalars(select(Unit).where(Unit.code == code, Unit.edition == edition)).one()
