"""Reads of certification. Standings cost one statement, for one person or for many."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from portal.certification.facts import CertificateFact, Fact, certificates_in, known_on
from portal.certification.ledger import read_ledger, remembered_scheme
from portal.certification.models import Certificate, SchemeVersion
from portal.certification.records import (
    CheckedCertificate,
    StandingRow,
    evidence_of,
    initials,
)
from portal.certification.scheme import Certification, Scheme, is_coming
from portal.certification.standing import (
    Reason,
    Standing,
    reason_for_certificate,
    reasons_for_evidence,
    standing_of_certificate,
    standing_on,
)
from portal.kernel import clock
from portal.kernel.db import db
from portal.people.models import Person


def get_standings(person_id: UUID, on: date) -> tuple[StandingRow, ...]:
    """Somebody's standing in every certification of the rules of a day; none before the first rules."""
    return list_standings([person_id], on)[person_id]


def list_standings(person_ids: Sequence[UUID], on: date) -> dict[UUID, tuple[StandingRow, ...]]:
    """The same for many people; everybody asked for is in the answer."""
    ledger = read_ledger(person_ids, on)
    if ledger.scheme is None:
        return dict.fromkeys(person_ids, ())
    scheme = ledger.scheme
    coming = {
        certification.code
        for certification in scheme.certifications
        if is_coming(certification, scheme, ledger.published)
    }
    return {person: _rows(ledger.of(person), scheme, coming, on) for person in person_ids}


def find_certificate(serial: str) -> CheckedCertificate | None:
    """What a serial (in its normal form) proves today, or None where there is no such certificate."""
    found = db.session.execute(
        select(Certificate, Person.full_name, SchemeVersion.digest, SchemeVersion.rules)
        .join(Person, Person.id == Certificate.person_id)
        .join(SchemeVersion, SchemeVersion.id == Certificate.scheme_version_id)
        .where(Certificate.serial == serial)
    ).one_or_none()
    if found is None:
        return None
    # the rules it was issued under: a permit that the scheme no longer has still verifies
    scheme = remembered_scheme(found.digest, found.rules)
    certificate: Certificate = found.Certificate
    facts = read_ledger([certificate.person_id], clock.today()).of(certificate.person_id)
    return _checked(_as_fact(certificate), initials(found.full_name), facts, scheme)


def _rows(
    facts: tuple[Fact, ...], scheme: Scheme, coming: Collection[str], on: date
) -> tuple[StandingRow, ...]:
    in_order = sorted(scheme.certifications, key=lambda certification: certification.code)
    return tuple(
        _row(facts, certification, scheme, certification.code in coming, on)
        for certification in in_order
    )


def _row(
    facts: tuple[Fact, ...], certification: Certification, scheme: Scheme, coming: bool, on: date
) -> StandingRow:
    result = standing_on(facts, certification, scheme, on)
    issued = certificates_in(known_on(facts, on), certification.code)
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
        earlier=issued[-2::-1],
    )


def _checked(
    certificate: CertificateFact, holder: str, facts: tuple[Fact, ...], scheme: Scheme
) -> CheckedCertificate:
    today = clock.today()
    certification = scheme.certifications_by_code[certificate.certification]
    standing = standing_of_certificate(certificate, certification, today)
    last = certificates_in(facts, certification.code)[-1]
    is_renewed = last.serial != certificate.serial
    if is_renewed and standing is Standing.EXPIRING:
        standing = Standing.VALID  # its holder has renewed: nothing is about to run out
    why = (
        reason_for_certificate(standing, certificate, today),
        *([Reason("renewed", cites=(last.id,))] if is_renewed else []),
        *reasons_for_evidence(certificate, facts, scheme),
    )
    return CheckedCertificate(
        serial=certificate.serial,
        initials=holder,
        certification=certification.code,
        title=certification.title,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
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
