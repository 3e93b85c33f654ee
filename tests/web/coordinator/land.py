"""The land that the coordinators' tests walk through."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from portal.catalogue.revisions import publish_folder
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from portal.teams.models import Team, Unit
from tests.support.making import PACKAGES

OLD, CHANGE = date(2023, 5, 15), date(2025, 7, 1)


@dataclass(frozen=True)
class Land:
    ana: Person
    ben: Person
    chi: Person
    sa_dec: Unit
    cao_lanh: Unit
    team: Team


def publish_copies(folder: Path, *slugs: str) -> None:
    """The small test package under the names that the rules of the tests ask for."""
    begin_writing()
    for slug in slugs:
        shutil.copytree(PACKAGES / "mini", folder / slug)
        publish_folder(folder / slug)
    db.session.commit()


def unit(code: str, edition: int) -> Unit:
    return db.session.scalars(select(Unit).where(Unit.code == code, Unit.edition == edition)).one()
