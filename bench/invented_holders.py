"""People with histories, put straight into a portal: facts, the certificates they bring, and their spans."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert

from portal.certification.awarding import with_awards
from portal.certification.decision_models import Ruling, SignOff
from portal.certification.facts import CertificateFact, CompletionFact, Fact, SignOffFact
from portal.certification.ledger import read_ledger
from portal.certification.models import Certificate
from portal.certification.projection import project_holders
from portal.certification.records import evidence_from
from portal.certification.scheme import Scheme
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.identifiers import new_id, new_serial
from portal.kernel.text import fold, person_sort_key
from portal.people.models import Person
from portal.teams.models import Membership

_CHUNK: Final = 2_000

Row = dict[str, Any]


def invent_holders(
    count: int, *, boss: UUID, team: UUID, unit: int, chance: Random, but: str | None = None
) -> list[UUID]:
    """So many people in a team. What they did is decided, or accepted, by `boss`; commits nothing.

    `but`: the slug of a course that none of them has done.
    """
    today = clock.today()
    ledger = read_ledger([], today)
    assert ledger.scheme is not None
    rows: dict[Any, list[Row]] = {
        kind: [] for kind in (Person, Membership, Ruling, SignOff, Certificate)
    }
    people = []
    for number in range(count):
        person = new_id()
        people.append(person)
        rows[Person].append(_person(person, number))
        rows[Membership].append({"person_id": person, "team_id": team, "from_on": date(2023, 1, 1)})
        told: dict[str, Fact] = {}
        life = _life(ledger.scheme, today, chance)
        for fact in (one for one in life if getattr(one, "course", "") != but):
            told[fact.id] = _stored(fact, person, boss, unit, rows)
        issued = with_awards(told.values(), ledger.scheme)
        rows[Certificate] += _certificates(issued, person, ledger.scheme_version_id)
    for kind, some in rows.items():
        for start in range(0, len(some), _CHUNK):
            db.session.execute(insert(kind), some[start : start + _CHUNK])
    project_holders()
    return people


def _life(scheme: Scheme, today: date, chance: Random) -> Iterator[Fact]:
    """Base courses, perhaps more; renewed or not; practice."""
    slugs = [course.slug for course in scheme.courses[: chance.choice((2, 4, 4, 4, 5, 8, 12))]]
    for year in chance.choice(((0,), (0,), (1,), (1, 0))):
        first = today - timedelta(days=chance.randint(10, 360) + 365 * year)
        for place, slug in enumerate(slugs):
            yield CompletionFact(f"{year}-{place}", slug, first + timedelta(days=place))
    for one in scheme.signoffs:
        if chance.random() < 0.6:
            yield SignOffFact(one.code, one.code, today - timedelta(days=9), chance.random() < 0.95)


def _stored(fact: Fact, person: UUID, boss: UUID, unit: int, rows: dict[Any, list[Row]]) -> Fact:
    """Adds the fact's row, and gives the fact as the ledger will read it: rows are numbered as they are added."""
    now, place = clock.now(), len(rows[Ruling]) + 1
    if isinstance(fact, SignOffFact):
        place = len(rows[SignOff]) + 1
        row = {"key": new_id(), "person_id": person, "list_code": fact.signoff}
        row |= {"watched_on": fact.on, "unit_id": unit, "assessor_id": boss, "items": []}
        rows[SignOff].append({**row, "is_passed": fact.is_passed, "note": "", "recorded_at": now})
        return SignOffFact(f"sign-off-{place:010d}", fact.signoff, fact.on, fact.is_passed)
    assert isinstance(fact, CompletionFact)
    row = {"person_id": person, "kind": "equivalent", "course_slug": fact.course}
    row |= {"made_on": fact.on, "reason": "x", "proof": "x", "made_by": boss, "made_at": now}
    rows[Ruling].append(row)
    return CompletionFact(f"ruling-{place:010d}", fact.course, fact.on, is_equivalent=True)


def _certificates(facts: tuple[Fact, ...], person: UUID, version: int | None) -> Iterator[Row]:
    by_id = {fact.id: fact for fact in facts}
    serials = {one.id: new_serial() for one in facts if isinstance(one, CertificateFact)}
    for one in facts:
        if isinstance(one, CertificateFact):
            basis = tuple(_with_serial(by_id[fact_id], serials) for fact_id in sorted(one.rests_on))
            yield {
                "serial": serials[one.id],
                "person_id": person,
                "certification": one.certification,
                "cycle": one.cycle,
                "issued_on": one.issued_on,
                "expires_on": one.expires_on,
                "scheme_version_id": version,
                "evidence": evidence_from(basis),
                "issued_at": clock.now(),
            }


def _with_serial(fact: Fact, serials: dict[str, str]) -> Fact:
    if not isinstance(fact, CertificateFact):
        return fact
    return CertificateFact(
        serials[fact.id], fact.certification, fact.cycle, fact.issued_on, fact.expires_on
    )


def _person(person: UUID, number: int) -> Row:
    name = f"Nguyễn Văn {number:05d}"
    return {
        "id": person,
        "member_code": f"B{number:06d}",
        "full_name": name,
        "given_name": f"{number:05d}",
        "sort_key": person_sort_key(name),
        "search_key": fold(name),
        "language": "vi",
        "is_active": True,
        "created_at": clock.now(),
    }
