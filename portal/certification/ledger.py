"""The facts of certification as they lie in the database: read in one statement, whoever asks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    JSON,
    BindParameter,
    Date,
    Integer,
    Select,
    String,
    Uuid,
    bindparam,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)

from portal.catalogue.models import Revision
from portal.certification.facts import CertificateFact, CompletionFact, Fact
from portal.certification.models import Certificate, SchemeVersion
from portal.certification.records import evidence_of
from portal.certification.scheme import Scheme, scheme_from
from portal.kernel.db import db
from portal.learning.models import CourseCompletion

_COMPLETION: Final = "completion"
_CERTIFICATE: Final = "certificate"
_SCHEME: Final = "scheme"
_COURSE: Final = "course"

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

    def of(self, person_id: UUID) -> tuple[Fact, ...]:
        return self.facts.get(person_id, ())


_PEOPLE: Final[BindParameter[UUID]] = bindparam("people", type_=Uuid(), expanding=True)


def read_ledger(person_ids: Sequence[UUID], on: date) -> Ledger:
    """All facts of these people, of any day, and the rules in force on a day.

    One statement, once this process knows the rules.
    """
    values = {"people": person_ids, "on": on}
    facts: defaultdict[UUID, list[Fact]] = defaultdict(list)
    scheme, version_id, published = None, None, set[str]()
    for row in db.session.execute(_STATEMENT, values).all():
        if row.kind == _SCHEME:
            scheme, version_id = _scheme(row.text, row.number), row.number
        elif row.kind == _COURSE:
            published.add(row.text)
        else:
            facts[row.person_id].append(_fact(row))
    by_person = {person: tuple(known) for person, known in facts.items()}
    return Ledger(by_person, scheme, version_id, frozenset(published))


def remembered_scheme(digest: str, rules: Mapping[str, Any]) -> Scheme:
    """A version's rules as values, put together once in a process."""
    if digest not in _schemes:
        _schemes[digest] = scheme_from(rules)
    return _schemes[digest]


def _scheme(digest: str, version_id: int) -> Scheme:
    if digest in _schemes:
        return _schemes[digest]
    return remembered_scheme(digest, db.session.get_one(SchemeVersion, version_id).rules)


def _fact(row: Any) -> Fact:
    if row.kind == _COMPLETION:
        return CompletionFact(str(row.id), row.text, row.from_on)
    return CertificateFact(
        row.serial, row.text, row.number, row.from_on, row.to_on, evidence_of(row.details)
    )


def _completions() -> Select[Any]:
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
    ).where(CourseCompletion.person_id.in_(_PEOPLE))


def _certificates() -> Select[Any]:
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
    ).where(Certificate.person_id.in_(_PEOPLE))


def _rules() -> Select[Any]:
    """Which version is in force; its rules themselves are remembered."""
    in_force = select(func.max(SchemeVersion.applies_from)).where(
        SchemeVersion.applies_from <= bindparam("on", type_=Date)
    )
    return select(
        literal(_SCHEME),
        cast(null(), Uuid),
        cast(null(), Uuid),
        cast(null(), String),
        SchemeVersion.digest,
        SchemeVersion.id,
        SchemeVersion.applies_from,
        cast(null(), Date),
        cast(null(), JSON),
    ).where(SchemeVersion.applies_from == in_force.scalar_subquery())


def _courses() -> Select[Any]:
    """Courses of which something was published."""
    return select(
        literal(_COURSE),
        cast(null(), Uuid),
        cast(null(), Uuid),
        cast(null(), String),
        Revision.course_slug,
        cast(null(), Integer),
        cast(null(), Date),
        cast(null(), Date),
        cast(null(), JSON),
    ).where(Revision.number == 1)


# built once: every learner's page asks it
_STATEMENT: Final = union_all(_completions(), _certificates(), _rules(), _courses())
