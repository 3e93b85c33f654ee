"""Changes in certification: certificates are issued in the transaction that makes them due."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.audit.models import AuditEntry
from portal.audit.services import entry_row
from portal.catalogue.queries import get_content
from portal.certification.awarding import Due, find_certificate_due
from portal.certification.facts import CertificateFact
from portal.certification.ledger import read_ledger
from portal.certification.ledger_lock import join_writers
from portal.certification.models import Certificate
from portal.certification.projection import project
from portal.certification.records import evidence_from
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.kernel.identifiers import new_serial
from portal.learning.models import CourseCompletion
from portal.learning.services import complete_course
from portal.people.models import Person
from portal.quizzes.models import Attempt
from portal.quizzes.services import hand_in

log = structlog.get_logger()

#: 45 random bits: the first try collides once in a lifetime, all of them never
_SERIAL_TRIES: Final = 5


@dataclass(frozen=True)
class HandedIn:
    """What handing in an exam brought about."""

    attempt: Attempt
    #: None where the exam was not passed
    completion: CourseCompletion | None
    #: issued by this hand-in; empty when it is repeated
    certificates: tuple[Certificate, ...]


def hand_in_exam(*, person_id: UUID, attempt_id: UUID) -> HandedIn:
    """Mark an exam, complete its course and award what falls due. Once: a second call changes nothing.

    Raises NotFound for an attempt that is not the person's.
    """
    join_writers()
    attempt = hand_in(person_id=person_id, attempt_id=attempt_id)
    completion = complete_course(attempt=attempt, content=get_content(attempt.revision_id))
    if completion is None:
        return HandedIn(attempt, None, ())
    return HandedIn(attempt, completion, award_due(person_id=person_id, on=completion.completed_on))


def award_due(*, person_id: UUID, on: date) -> tuple[Certificate, ...]:
    """Issue every certificate that is due to somebody on a day; whatever adds a fact about them ends here.

    Also keeps what boards read of them (`projection.py`). Raises NotFound.
    """
    lock_person(person_id)
    ledger = read_ledger([person_id], on)
    if ledger.scheme is None or ledger.scheme_version_id is None:
        return ()
    issued, facts = list[Certificate](), ledger.of(person_id)
    while due := find_certificate_due(facts, ledger.scheme, on):
        certificate = _issue(person_id, due, ledger.scheme_version_id)
        issued.append(certificate)
        facts = (*facts, due.issued_as(certificate.serial))
    if any(isinstance(fact, CertificateFact) for fact in facts):
        project([person_id])
    return tuple(issued)


def lock_person(person_id: UUID) -> None:
    """Two facts about one person meet here: the second waits, then sees what came of the first.

    Whatever was computed ahead for this person is computed anew (`forecasting.py`).
    """
    join_writers()
    found = db.session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(facts_added=Person.facts_added + 1)
        .returning(Person.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if found is None:
        raise NotFound(person=person_id)


def _issue(person_id: UUID, due: Due, scheme_version_id: int) -> Certificate:
    for _try in range(_SERIAL_TRIES):
        row = certificate_row(new_serial(), person_id, due, scheme_version_id)
        certificate = Certificate(**row)
        try:
            with db.session.begin_nested():
                db.session.add(certificate)
        except IntegrityError:
            if other := _find_of_cycle(person_id, due):
                return other  # somebody issued it meanwhile: theirs stands
            continue
        db.session.add(AuditEntry(**issued_row(**row)))
        log.info("certificate_issued", serial=certificate.serial, cycle=certificate.cycle)
        return certificate
    raise RuntimeError("no free serial was found: the source of random numbers is broken")


def certificate_row(
    serial: str, person_id: UUID, due: Due, scheme_version_id: int | None
) -> dict[str, Any]:
    """A certificate as it is stored."""
    return {
        "serial": serial,
        "person_id": person_id,
        "certification": due.certification.code,
        "cycle": due.cycle,
        "issued_on": due.issued_on,
        "expires_on": due.expires_on,
        "scheme_version_id": scheme_version_id,
        "evidence": evidence_from(due.evidence),
        "issued_at": clock.now(),
    }


def _find_of_cycle(person_id: UUID, due: Due) -> Certificate | None:
    return db.session.scalars(
        select(Certificate).where(
            Certificate.person_id == person_id,
            Certificate.certification == due.certification.code,
            Certificate.cycle == due.cycle,
        )
    ).one_or_none()


def issued_row(
    *, person_id: UUID, serial: str, certification: str, expires_on: date, **_others: object
) -> dict[str, Any]:
    """What the audit log says of a certificate, by its row."""
    details = {"serial": serial, "certification": certification}
    details["expires_on"] = expires_on.isoformat()
    return entry_row(actor_id=None, action="certificate.issued", subject=person_id, details=details)
