"""Everything that is computed and kept is computed anew from the facts, and compared. Nothing is changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from portal.certification.awarding import find_certificate_due
from portal.certification.board import BASE_PERMIT, unit_board
from portal.certification.decision_models import StandingSpan
from portal.certification.facts import CertificateFact, Fact
from portal.certification.ledger import read_ledger, remembered_rules
from portal.certification.models import Certificate, SchemeVersion
from portal.certification.owed import what_is_owed
from portal.certification.projection import computed_spans
from portal.certification.queries import list_standings
from portal.certification.scheme import Scheme
from portal.certification.standing import Standing
from portal.kernel import clock
from portal.kernel.db import db, is_active_on
from portal.kernel.errors import NotFound
from portal.people.models import Person
from portal.teams.models import Membership
from portal.teams.queries import get_top_unit

_AT_ONCE: Final = 500
#: days from today for which the boards are counted person by person
BOARD_DAYS: Final = (-365, 0, 30, 90)


@dataclass(frozen=True)
class Difference:
    """Something kept that is not what the facts say."""

    #: certificate, span, owed or board
    what: str
    #: serial, member or unit and day
    where: str
    kept: str
    computed: str

    def __str__(self) -> str:
        return f"{self.what} {self.where}: kept {self.kept}, computed {self.computed}"


@dataclass(frozen=True)
class Verified:
    """What was compared, and what differed."""

    people: int
    certificates: int
    differences: tuple[Difference, ...]


def verify() -> Verified:
    """Certificates against the rule that issued them, spans and boards against the facts."""
    people = list(db.session.scalars(select(Certificate.person_id).distinct()))
    differences: list[Difference] = []
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        differences += _certificates(some)
        differences += _spans(some)
    kept = select(StandingSpan.person_id).where(
        StandingSpan.person_id.not_in(select(Certificate.person_id))
    )
    differences += [Difference("span", str(one), "one", "none") for one in db.session.scalars(kept)]
    differences += _owed()
    differences += _boards()
    count = db.session.scalar(select(func.count()).select_from(Certificate)) or 0
    return Verified(len(people), count, tuple(differences))


def _certificates(person_ids: Sequence[UUID]) -> Iterator[Difference]:
    """Each as the rules it was issued under issue it, by the facts before it."""
    versions = {
        row.serial: remembered_rules((row.id, row.digest, row.applies_from)).scheme
        for row in db.session.execute(
            select(
                Certificate.serial,
                SchemeVersion.id,
                SchemeVersion.digest,
                SchemeVersion.applies_from,
            )
            .join(SchemeVersion, SchemeVersion.id == Certificate.scheme_version_id)
            .where(Certificate.person_id.in_(person_ids))
        )
    }
    ledger = read_ledger(person_ids, clock.today())
    for person_id in person_ids:
        facts = ledger.of(person_id)
        issued = [fact for fact in facts if isinstance(fact, CertificateFact)]
        for one in issued:
            yield from _certificate(one, facts, versions[one.serial])


def _certificate(
    one: CertificateFact, facts: tuple[Fact, ...], scheme: Scheme
) -> Iterator[Difference]:
    """By what it rests on and those issued before it alone, it must fall due on its day, with its dates."""
    basis = tuple(fact for fact in facts if fact.id in one.rests_on or _came_before(fact, one))
    permits = tuple(permit for permit in scheme.certifications if permit.code == one.certification)
    due = find_certificate_due(basis, replace(scheme, certifications=permits), one.issued_on)
    kept = f"cycle {one.cycle}, {one.issued_on} to {one.expires_on}"
    computed = f"cycle {due.cycle}, {due.issued_on} to {due.expires_on}" if due else "none"
    if kept != computed:
        yield Difference("certificate", one.serial, kept, computed)


def _came_before(fact: Fact, one: CertificateFact) -> bool:
    return (
        isinstance(fact, CertificateFact)
        and fact.certification == one.certification
        and fact.cycle < one.cycle
    )


def _spans(person_ids: Sequence[UUID]) -> Iterator[Difference]:
    kept = {
        (row.person_id, row.certification, row.from_on, row.to_on, row.standing)
        for row in db.session.scalars(
            select(StandingSpan).where(StandingSpan.person_id.in_(person_ids))
        )
    }
    computed = {
        (person, span.certification, span.from_on, span.to_on, span.standing.value)
        for person, span in computed_spans(person_ids)
    }
    for person, code, first, last, standing in sorted(kept ^ computed, key=str):
        said = f"{code} {standing} {first} to {last}"
        is_kept = (person, code, first, last, standing) in kept
        yield Difference("span", str(person), *((said, "none") if is_kept else ("none", said)))


def _owed() -> Iterator[Difference]:
    """Certificates that are due and not issued: `flask certification issue` was not run."""
    due = {person: found.awards for person, found in what_is_owed().people.items()}
    codes = select(Person.id, Person.member_code).where(Person.id.in_(due))
    for person, member in db.session.execute(codes.order_by(Person.member_code)):
        for one in due[person]:
            yield Difference(
                "owed",
                f"{one.certification.code} to {member}",
                "none",
                f"cycle {one.cycle}, {one.issued_on} to {one.expires_on}",
            )


def _boards() -> Iterator[Difference]:
    """The whole board of some days, against everybody's standing by the rule."""
    for days in BOARD_DAYS:
        on = clock.today() + timedelta(days=days)
        try:
            top = get_top_unit(on)
        except NotFound:
            continue
        counts = unit_board([top.id], on).counts
        computed = _judged(on)
        if (counts.total, counts.ready, counts.expiring) != computed:
            yield Difference(
                "board",
                f"{top.name} on {on}",
                _said(counts.total, counts.ready, counts.expiring),
                _said(*computed),
            )


def _judged(on: date) -> tuple[int, int, int]:
    """Members, those ready and those expiring, person by person."""
    active = is_active_on(Membership.from_on, Membership.to_on, on)
    members = list(db.session.scalars(select(Membership.person_id).where(active)))
    standings: list[Standing] = []
    for start in range(0, len(members), _AT_ONCE):
        some = members[start : start + _AT_ONCE]
        found = list_standings(some, on)
        standings += [
            row.standing
            for person in some
            for row in found[person]
            if row.certification == BASE_PERMIT
        ]
    soon = {Standing.EXPIRING, Standing.REFRESH_DUE}
    ready = sum(standing.is_cleared for standing in standings)
    return len(members), ready, sum(standing in soon for standing in standings)


def _said(total: int, ready: int, expiring: int) -> str:
    return f"{ready} of {total} ready, {expiring} expiring"
