"""The shipped structure: each edition of the unit list, and what became of what.

Adds only what is missing: a unit that is there already is left as it is.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from sqlalchemy import select

from portal.kernel.db import db
from portal.kernel.text import sort_key, tidy
from portal.teams.models import Unit, UnitPlacement, UnitSuccession

_DATA: Final = Path(__file__).parent / "data"

#: the province of the first edition has no parent
_NO_PARENT: Final = ""


@dataclass(frozen=True)
class LoadedUnits:
    """How many rows a load added; all zero when nothing was missing."""

    units: int
    successions: int


@dataclass(frozen=True)
class _Edition:
    year: int
    from_on: date
    to_on: date | None
    units: tuple[dict[str, str], ...]
    successions: tuple[dict[str, str], ...]

    @property
    def root_code(self) -> str:
        return next(row["code"] for row in self.units if row["parent_code"] == _NO_PARENT)


def load_units() -> LoadedUnits:
    """Load the editions that the package ships, and the successions between them."""
    editions = [_read_edition(row) for row in _rows("editions.csv")]
    known = {(unit.edition, unit.code): unit for unit in db.session.scalars(select(Unit))}
    added = sum(_add_edition(edition, known) for edition in editions)
    succeeded = 0
    for before, after in pairwise(editions):
        succeeded += _add_successions(before, after, known)
    db.session.flush()
    return LoadedUnits(units=added, successions=succeeded)


def _add_edition(edition: _Edition, known: dict[tuple[int, str], Unit]) -> int:
    missing = [row for row in edition.units if (edition.year, row["code"]) not in known]
    for row in missing:
        known[edition.year, row["code"]] = _unit(edition.year, row)
    db.session.add_all(known[edition.year, row["code"]] for row in missing)
    db.session.flush()  # the placements below need the ids
    db.session.add_all(_placement(edition, row, known) for row in missing)
    return len(missing)


def _add_successions(before: _Edition, after: _Edition, known: dict[tuple[int, str], Unit]) -> int:
    # the conversion table lists communes only; the province as a whole goes on as the province
    pairs = [(before.root_code, after.root_code)]
    pairs += [(row["old_code"], row["new_code"]) for row in after.successions]
    wanted = {(known[before.year, old].id, known[after.year, new].id) for old, new in pairs}
    statement = select(UnitSuccession.old_unit_id, UnitSuccession.new_unit_id)
    missing = wanted - {(old, new) for old, new in db.session.execute(statement)}
    db.session.add_all(
        UnitSuccession(old_unit_id=old, new_unit_id=new, on=after.from_on)
        for old, new in sorted(missing)
    )
    return len(missing)


def _unit(year: int, row: dict[str, str]) -> Unit:
    name = tidy(row["name"])
    return Unit(
        edition=year,
        code=row["code"],
        name=name,
        name_en=row["name_en"],
        kind=tidy(row["kind"]),
        sort_key=sort_key(name),
    )


def _placement(
    edition: _Edition, row: dict[str, str], known: dict[tuple[int, str], Unit]
) -> UnitPlacement:
    parent = row["parent_code"]
    return UnitPlacement(
        unit_id=known[edition.year, row["code"]].id,
        parent_id=None if parent == _NO_PARENT else known[edition.year, parent].id,
        from_on=edition.from_on,
        to_on=edition.to_on,
    )


def _read_edition(row: dict[str, str]) -> _Edition:
    return _Edition(
        year=int(row["edition"]),
        from_on=date.fromisoformat(row["from_on"]),
        to_on=date.fromisoformat(row["to_on"]) if row["to_on"] else None,
        units=tuple(_rows(row["units"])),
        successions=tuple(_rows(row["successions"])) if row["successions"] else (),
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)
