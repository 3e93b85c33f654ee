"""The facts of certification as they lie in the database: read in one statement, whoever asks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from portal.certification.facts import (
    CertificateFact,
    CompletionFact,
    ExtensionFact,
    Fact,
    HoldFact,
    HoldKind,
    RefreshFact,
    RevisionFact,
    SignOffFact,
    WaiverFact,
    WithdrawalFact,
)
from portal.certification.ledger_statement import FACTS, Kind
from portal.certification.models import SchemeVersion
from portal.certification.records import evidence_of
from portal.certification.scheme import Scheme, scheme_from
from portal.kernel.db import db, read_rows

#: rules read before, by their digest: they never change under it, and a process meets few
_schemes: dict[str, Scheme] = {}


@dataclass(frozen=True)
class Ledger:
    """People's dated facts and the rules in force on a day; no rules before the first version."""

    facts: Mapping[UUID, tuple[Fact, ...]]
    scheme: Scheme | None
    scheme_version_id: int | None
    #: slugs of the courses that can be learnt
    published: frozenset[str] = frozenset()
    #: facts about courses, which concern everybody
    revisions: tuple[RevisionFact, ...] = ()

    def of(self, person_id: UUID) -> tuple[Fact, ...]:
        return (*self.facts.get(person_id, ()), *self.revisions)


def read_ledger(person_ids: Sequence[UUID], on: date) -> Ledger:
    """All facts of these people, of any day, and the rules in force on a day.

    One statement, once this process knows the rules.
    """
    facts: defaultdict[UUID, list[Fact]] = defaultdict(list)
    scheme, version_id, published, revisions = None, None, set[str](), list[RevisionFact]()
    for row in read_rows(FACTS, {"people": person_ids, "on": on}):
        match row.kind:
            case Kind.RULES:
                scheme, version_id = remembered_scheme(row.text, row.number), row.number
            case Kind.COURSE:
                published.add(row.text)
            case Kind.REVISED:
                key = f"revised-{row.number:010d}"
                revisions.append(RevisionFact(key, row.text, row.from_on, row.to_on))
            case _:
                facts[row.person_id].append(_fact(row))
    by_person = {person: tuple(known) for person, known in facts.items()}
    return Ledger(by_person, scheme, version_id, frozenset(published), tuple(revisions))


def remembered_scheme(digest: str, version_id: int) -> Scheme:
    """A version's rules as values, read and put together once in a process."""
    if digest not in _schemes:
        _schemes[digest] = scheme_from(db.session.get_one(SchemeVersion, version_id).rules)
    return _schemes[digest]


def _fact(row: Any) -> Fact:
    if row.kind == Kind.COMPLETION:
        return CompletionFact(str(row.id), row.text, row.from_on, learnt_on=row.to_on)
    if row.kind == Kind.WITHDRAWN:
        return WithdrawalFact(f"withdrawn-{row.id}", row.text, row.from_on, str(row.id))
    if row.kind == Kind.CERTIFICATE:
        evidence = evidence_of(row.details)
        return CertificateFact(row.word, row.text, row.number, row.from_on, row.to_on, evidence)
    if row.kind == Kind.SIGN_OFF:
        return SignOffFact(
            f"sign-off-{row.number:010d}", row.text, row.from_on, row.word == "passed"
        )
    if row.kind == Kind.REFRESHED:
        return RefreshFact(f"refreshed-{row.number:010d}", row.text, row.from_on)
    return _ruling(f"ruling-{row.number:010d}", row)


def _ruling(key: str, row: Any) -> Fact:
    if row.word == "equivalent":
        return CompletionFact(key, row.text, row.from_on, is_equivalent=True)
    if row.word == "extended":
        return ExtensionFact(key, row.text, row.from_on, row.to_on, row.note)
    if row.word == "waived":
        return WaiverFact(key, row.text, row.note, row.from_on)
    return HoldFact(key, row.text, row.from_on, HoldKind(row.word), row.note)
