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
    WithdrawalFact,
)
from portal.certification.ledger_statement import FACTS, Kind
from portal.certification.models import SchemeVersion
from portal.certification.records import evidence_of
from portal.certification.rule_versions import RulesFrom, chained, rules_on
from portal.certification.scheme import Scheme, scheme_from
from portal.kernel.db import db, read_rows

#: names a version of the rules: its number, digest and first day
_Version = tuple[int, str, date]
#: rules read before, of each database: a version and those before it never change, and a process meets few
_known: WeakKeyDictionary[Engine, dict[_Version, RulesFrom]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Ledger:
    """People's dated facts, every version of the rules, and the one in force on a day; none before the first."""

    facts: Mapping[UUID, tuple[Fact, ...]]
    rules: tuple[RulesFrom, ...]
    scheme: Scheme | None
    scheme_version_id: int | None
    #: slugs of the courses that can be learnt
    published: frozenset[str] = frozenset()
    #: facts about courses, which concern everybody
    revisions: tuple[RevisionFact, ...] = ()
    #: what the rules are told apart by: equal where every version is
    versions: tuple[_Version, ...] = ()

    def of(self, person_id: UUID) -> tuple[Fact, ...]:
        return (*self.facts.get(person_id, ()), *self.revisions)


def read_ledger(person_ids: Sequence[UUID], on: date) -> Ledger:
    """All facts of these people, of any day, and the rules in force on a day.

    One statement, once this process knows the rules.
    """
    facts: defaultdict[UUID, list[Fact]] = defaultdict(list)
    versions, published, revisions = list[_Version](), set[str](), list[RevisionFact]()
    for row in read_rows(FACTS, {"people": person_ids}):
        match row.kind:
            case Kind.RULES:
                versions.append((row.number, row.text, row.from_on))
            case Kind.COURSE:
                published.add(row.text)
            case Kind.REVISED:
                key = f"revised-{row.number:010d}"
                revisions.append(RevisionFact(key, row.text, row.from_on, row.to_on))
            case _:
                facts[row.person_id].append(_fact(row))
    versions.sort(key=lambda version: version[2])
    in_force = [number for number, _digest, first in versions if first <= on]
    rules = tuple(map(remembered_rules, versions))
    return Ledger(
        facts={person: tuple(known) for person, known in facts.items()},
        rules=rules,
        scheme=rules_on(rules, on),
        scheme_version_id=in_force[-1] if in_force else None,
        published=frozenset(published),
        revisions=tuple(revisions),
        versions=tuple(versions),
    )


def remembered_rules(version: _Version) -> RulesFrom:
    """A version's rules as values, with what they ask that those before did not; put together once in a process."""
    known = _known.setdefault(db.engine, {})
    if version not in known:
        known |= _read_rules()
    return known[version]


def _read_rules() -> dict[_Version, RulesFrom]:
    rows = db.session.scalars(select(SchemeVersion).order_by(SchemeVersion.applies_from)).all()
    told = chained(RulesFrom(row.applies_from, scheme_from(row.rules)) for row in rows)
    names = ((row.id, row.digest, row.applies_from) for row in rows)
    return dict(zip(names, told, strict=True))


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
