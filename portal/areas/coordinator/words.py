"""What the coordinator's templates need to say things with."""

from datetime import date
from typing import Any

from flask import url_for

from portal.areas.coordinator.places import Place
from portal.certification.records import StandingRow
from portal.kernel import clock
from portal.teams.units import PlacedUnit
from portal.web.languages import current_language
from portal.web.sentences import why_sentence


def unit_title(unit: PlacedUnit) -> str:
    return unit.title(current_language())


def unit_address(unit: PlacedUnit, on: date, **more: Any) -> str:
    """A unit's board on a day; today's needs no day in its address."""
    return url_for("coordinator.unit", unit=unit.code, on=_if_not_today(on), **more)


def people_address(place: Place, **more: Any) -> str:
    """The people behind a number of a place."""
    edition = None if place.line else place.unit.edition
    return people_of_unit(place.unit, place.on, edition=edition, **more)


def people_of_unit(unit: PlacedUnit, on: date, **more: Any) -> str:
    return url_for("coordinator.people", unit=unit.code, on=_if_not_today(on), **more)


def person_address(person_id: Any, on: date) -> str:
    return url_for("coordinator.person", person=person_id, on=_if_not_today(on))


def certificates_address(place: Place) -> str:
    """Certificates to print of a place and all below it."""
    return _of_place("coordinator.certificates", place)


def print_address(place: Place, certification: str, start: int) -> str:
    """One file of them."""
    wanted = {"certification": certification, "start": start}
    return _of_place("coordinator.certificates_pdf", place, **wanted)


def trail(line: tuple[PlacedUnit, ...], on: date) -> list[tuple[str, str]]:
    """The way down to a unit, from the reader's own top unit; every step can be opened."""
    return [(unit_title(unit), unit_address(unit, on)) for unit in reversed(line)]


def courses_done(row: StandingRow) -> tuple[int, int]:
    """Of what a permit asks for: how much counts, and how much that is in all."""
    asked = {reason.values["code"] for reason in row.why if reason.code in {"completed", "ended"}}
    asked |= {reason.values["code"] for reason in row.why if reason.code == "missing"}
    left = (
        0 if row.standing.is_cleared else len(row.missing)
    )  # what to renew before the end still counts
    return len(asked) - left, len(asked)


def for_templates() -> dict[str, Any]:
    addresses = (unit_address, people_address, people_of_unit, person_address)
    papers = (certificates_address, print_address)
    names = (*addresses, *papers, unit_title, courses_done, why_sentence)
    return {name.__name__: name for name in names} | {"today": clock.today()}


def _of_place(endpoint: str, place: Place, **more: Any) -> str:
    edition = None if place.line else place.unit.edition
    on = _if_not_today(place.on)
    return url_for(endpoint, unit=place.unit.code, on=on, edition=edition, **more)


def _if_not_today(on: date) -> str | None:
    return None if on == clock.today() else on.isoformat()
