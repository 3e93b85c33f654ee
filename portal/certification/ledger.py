"""The facts of certification as they lie in the database: read in one statement, whoever asks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    JSON,
    Date,
    Integer,
    Select,
    String,
    Uuid,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from portal.certification.facts import CertificateFact, CompletionFact, Fact
from portal.certification.models import Certificate, SchemeVersion
from portal.certification.records import evidence_of
from portal.certification.scheme import Scheme, scheme_from
from portal.kernel.db import db
from portal.learning.models import CourseCompletion

_COMPLETION: Final = "completion"
_CERTIFICATE: Final = "certificate"
_SCHEME: Final = "scheme"

#: rules read before, by their digest: they never change under it, and a process meets few
_schemes: dict[str, Scheme] = {}


@dataclass(frozen=True)
class Ledger:
    """People's dated facts and the rules in force on a day; no rules before the first version."""

    facts: Mapping[UUID, tuple[Fact, ...]]
    scheme: Scheme | None
    scheme_version_id: int | None

    def of(self, person_id: UUID) -> tuple[Fact, ...]:
        return self.facts.get(person_id, ())


def read_ledger(person_ids: Sequence[UUID], on: date) -> Ledger:
    """All facts of these people, of any day, and the rules in force on a day. One statement."""
    statement = union_all(_completions(person_ids), _certificates(person_ids), _rules_on(on))
    facts: defaultdict[UUID, list[Fact]] = defaultdict(list)
    scheme, version_id = None, None
    for row in db.session.execute(statement):
        if row.kind == _SCHEME:
            scheme, version_id = remembered_scheme(row.text, row.details), row.number
        else:
            facts[row.person_id].append(_fact(row))
    return Ledger({person: tuple(known) for person, known in facts.items()}, scheme, version_id)


def remembered_scheme(digest: str, rules: Mapping[str, Any] | None) -> Scheme:
    """A version's rules as values, read once in a process; `rules` may be left out where it was."""
    if digest not in _schemes:
        _schemes[digest] = scheme_from(rules or {})
    return _schemes[digest]


def _fact(row: Any) -> Fact:
    if row.kind == _COMPLETION:
        return CompletionFact(str(row.id), row.text, row.from_on)
    return CertificateFact(
        row.serial, row.text, row.number, row.from_on, row.to_on, evidence_of(row.details)
    )


def _completions(person_ids: Sequence[UUID]) -> Select[Any]:
    return select(
        literal(_COMPLETION).label("kind"),
        CourseCompletion.person_id.label("person_id"),
        CourseCompletion.id.label("id"),
        cast(null(), String).label("serial"),
        CourseCompletion.course_slug.label("text"),
        cast(null(), Integer).label("number"),
        CourseCompletion.completed_on.label("from_on"),
        cast(null(), Date).label("to_on"),
        cast(null(), JSON).label("details"),
    ).where(CourseCompletion.person_id.in_(person_ids))


def _certificates(person_ids: Sequence[UUID]) -> Select[Any]:
    return select(
        literal(_CERTIFICATE),
        Certificate.person_id,
        cast(null(), Uuid),
        Certificate.serial,
        Certificate.certification,
        Certificate.cycle,
        Certificate.issued_on,
        Certificate.expires_on,
        Certificate.evidence,
    ).where(Certificate.person_id.in_(person_ids))


def _rules_on(on: date) -> Select[Any]:
    """The version in force; its rules only where this process has not read them before."""
    in_force = select(func.max(SchemeVersion.applies_from)).where(SchemeVersion.applies_from <= on)
    is_known = SchemeVersion.digest.in_(sorted(_schemes))
    return select(
        literal(_SCHEME),
        cast(null(), Uuid),
        cast(null(), Uuid),
        cast(null(), String),
        SchemeVersion.digest,
        SchemeVersion.id,
        SchemeVersion.applies_from,
        cast(null(), Date),
        case((is_known, cast(null(), JSON)), else_=SchemeVersion.rules),
    ).where(SchemeVersion.applies_from == in_force.scalar_subquery())
