"""Reads of certification. Standings cost one statement, for one person or for many."""

from collections.abc import Collection, Hashable, Sequence, Set
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from portal.certification.assessing import is_assessor
from portal.certification.evidence import reasons_for_evidence
from portal.certification.facts import CertificateFact, Fact
from portal.certification.history import History
from portal.certification.ledger import read_ledger, remembered_rules
from portal.certification.models import Certificate, SchemeVersion
from portal.certification.reasons import Reason
from portal.certification.records import (
    CheckedCertificate,
    StandingRow,
    Standings,
    evidence_of,
    initials,
)
from portal.certification.scheme import Certification, Scheme, is_coming
from portal.certification.standing import (
    reasons_for_certificate,
    standing_in,
    standing_of_earlier,
)
from portal.kernel import clock
from portal.kernel.db import db
from portal.learning.completion import RENEWAL_WINDOW
from portal.people.models import Person

_MOST_JUDGED: Final = 500
#: what was judged before, by all that it rests on
_judged: dict[Hashable, Standings] = {}


def get_standings(person_id: UUID, on: date) -> tuple[StandingRow, ...]:
    """Somebody's standing in every certification of the rules of a day; none before the first rules."""
    return look_at_standings(person_id, on).rows


def look_at_standings(person_id: UUID, on: date) -> Standings:
    """The same, with what it rests on; judged once in a process for as long as nothing new is known."""
    ledger = read_ledger([person_id], on)
    if ledger.scheme is None:
        return Standings((), None)
    facts = ledger.of(person_id)
    look = (facts, ledger.versions, ledger.published, on)
    known = _judged.get(look)
    if known is None:
        if len(_judged) >= _MOST_JUDGED:
            _judged.clear()
        coming = _coming(ledger.scheme, ledger.published)
        rows = _rows(facts, ledger.scheme, coming, on)
        known = _judged[look] = Standings(
            rows, look, ledger.scheme.course_window, ledger.scheme.assessors
        )
    return known


def list_standings(person_ids: Sequence[UUID], on: date) -> dict[UUID, tuple[StandingRow, ...]]:
    """The same for many people; everybody asked for is in the answer."""
    ledger = read_ledger(person_ids, on)
    if ledger.scheme is None:
        return dict.fromkeys(person_ids, ())
    scheme, coming = ledger.scheme, _coming(ledger.scheme, ledger.published)
    return {person: _rows(ledger.of(person), scheme, coming, on) for person in person_ids}


def course_window(on: date) -> timedelta:
    """How long before its end a completed course may be renewed, by the rules of a day."""
    scheme = read_ledger([], on).scheme
    return scheme.course_window if scheme else RENEWAL_WINDOW


def is_assessor_by_permit(person_id: UUID, on: date) -> bool:
    """Whether a permit that somebody holds lets them sign off practice. One statement."""
    ledger = read_ledger([person_id], on)
    if ledger.scheme is None:
        return False
    return is_assessor(ledger.of(person_id), ledger.scheme, on)


def list_permits(on: date) -> tuple[Certification, ...]:
    """Every certification of the rules of a day, by code."""
    scheme = read_ledger([], on).scheme
    return tuple(sorted(scheme.certifications, key=lambda one: one.code)) if scheme else ()


def find_certificate(serial: str) -> CheckedCertificate | None:
    """What a serial (in its normal form) proves today, or None where there is no such certificate."""
    found = db.session.execute(
        select(
            Certificate,
            Person.full_name,
            SchemeVersion.id,
            SchemeVersion.digest,
            SchemeVersion.applies_from,
        )
        .join(Person, Person.id == Certificate.person_id)
        .join(SchemeVersion, SchemeVersion.id == Certificate.scheme_version_id)
        .where(Certificate.serial == serial)
    ).one_or_none()
    if found is None:
        return None
    certificate: Certificate = found.Certificate
    today = clock.today()
    ledger = read_ledger([certificate.person_id], today)
    history = History(ledger.of(certificate.person_id), today)
    scheme = ledger.scheme
    if scheme is None or certificate.certification not in scheme.certifications_by_code:
        # a permit that the rules no longer have still verifies, by those it was issued under
        scheme = remembered_rules((found.id, found.digest, found.applies_from)).scheme
    return _checked(_as_fact(certificate), initials(found.full_name), history, scheme)


def _coming(scheme: Scheme, published: Set[str]) -> frozenset[str]:
    """The codes of what nobody can earn yet."""
    return frozenset(one.code for one in scheme.certifications if is_coming(one, scheme, published))


def _rows(
    facts: tuple[Fact, ...], scheme: Scheme, coming: Collection[str], on: date
) -> tuple[StandingRow, ...]:
    history = History(facts, on)
    in_order = sorted(scheme.certifications, key=lambda certification: certification.code)
    return tuple(_row(history, one, scheme, one.code in coming) for one in in_order)


def _row(
    history: History, certification: Certification, scheme: Scheme, coming: bool
) -> StandingRow:
    result = standing_in(history, certification, scheme)
    issued = history.certificates.get(certification.code, [])
    return StandingRow(
        certification=certification.code,
        title=certification.title,
        activity=certification.activity,
        standing=result.standing,
        issued_on=result.issued_on,
        expires_on=result.expires_on,
        serial=result.serial,
        why=result.why,
        missing=result.missing,
        is_coming=coming and result.serial is None,
        earlier=tuple(issued[-2::-1]),
    )


def _checked(
    certificate: CertificateFact, holder: str, history: History, scheme: Scheme
) -> CheckedCertificate:
    """The last certificate stands as its holder does; one before it by its own dates and the same decisions."""
    certification = scheme.certifications_by_code[certificate.certification]
    result = standing_in(history, certification, scheme)
    standing, why, expires_on = result.standing, result.why, result.expires_on
    if result.serial != certificate.serial:
        standing = standing_of_earlier(certificate, certification, history)
        expires_on = history.end_of(certificate)
        why = (
            *reasons_for_certificate(certificate, certification, history),
            Reason("renewed", cites=(result.serial or "",)),
            *reasons_for_evidence(certificate, history, scheme),
        )
    return CheckedCertificate(
        serial=certificate.serial,
        initials=holder,
        certification=certification.code,
        title=certification.title,
        issued_on=certificate.issued_on,
        expires_on=expires_on or certificate.expires_on,
        standing=standing,
        why=why,
    )


def _as_fact(certificate: Certificate) -> CertificateFact:
    return CertificateFact(
        certificate.serial,
        certificate.certification,
        certificate.cycle,
        certificate.issued_on,
        certificate.expires_on,
        evidence_of(certificate.evidence),
    )
