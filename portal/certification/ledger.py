"""The facts of certification as they lie in the database: read in one statement, whoever asks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

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
)
from portal.certification.ledger_statement import FACTS, Kind
from portal.certification.models import SchemeVersion
from portal.certification.records import evidence_of
from portal.certification.rule_versions import RulesFrom, chained
from portal.certification.scheme import Scheme, scheme_from
from portal.kernel.db import db

#: names a version of the rules: its number, digest and first day
_Version = tuple[int, str, date]
#: rules read before, of each database: a version and those before it never change, and a process meets few
_known: WeakKeyDictionary[Engine, dict[_Version, RulesFrom]] = WeakKeyDictionary()


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
    for row in db.session.execute(FACTS, {"people": person_ids, "on": on}).all():
        match row.kind:
            case Kind.RULES:
                version_id = row.number
                scheme = remembered_rules((row.number, row.text, row.from_on)).scheme
            case Kind.COURSE:
                published.add(row.text)
            case Kind.REVISED:
                key = f"revised-{row.number:010d}"
                revisions.append(RevisionFact(key, row.text, row.from_on, row.to_on))
            case _:
                facts[row.person_id].append(_fact(row))
    by_person = {person: tuple(known) for person, known in facts.items()}
    return Ledger(by_person, scheme, version_id, frozenset(published), tuple(revisions))


def remembered_rules(version: _Version) -> RulesFrom:
    """A version's rules as values, with what they ask that those before did not; put together once in a process."""
    known = _known.setdefault(db.engine, {})
    if version not in known:
        known |= _read_rules()
    return known[version]


def all_rules() -> tuple[RulesFrom, ...]:
    """Every version of the rules, the first one first."""
    versions = db.session.execute(
        select(SchemeVersion.id, SchemeVersion.digest, SchemeVersion.applies_from).order_by(
            SchemeVersion.applies_from
        )
    ).all()
    return tuple(remembered_rules((one.id, one.digest, one.applies_from)) for one in versions)


def find_newest_rules() -> RulesFrom | None:
    """The last version, which may apply only from a day to come; None before the first."""
    rules = all_rules()
    return rules[-1] if rules else None


def _read_rules() -> dict[_Version, RulesFrom]:
    rows = db.session.scalars(select(SchemeVersion).order_by(SchemeVersion.applies_from)).all()
    told = chained(RulesFrom(row.applies_from, scheme_from(row.rules)) for row in rows)
    names = ((row.id, row.digest, row.applies_from) for row in rows)
    return dict(zip(names, told, strict=True))


def _fact(row: Any) -> Fact:
    if row.kind == Kind.COMPLETION:
        return CompletionFact(str(row.id), row.text, row.from_on)
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
