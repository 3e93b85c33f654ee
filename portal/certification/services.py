"""Changes in certification: certificates are issued in the transaction that makes them due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from portal.audit.services import record
from portal.catalogue.queries import get_content
from portal.certification.awarding import Due, find_certificate_due
from portal.certification.facts import CertificateFact
from portal.certification.ledger import read_ledger
from portal.certification.ledger_lock import count_facts, join_writers
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
_AT_ONCE: Final = 500


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
    return _award([person_id], on)


def award_many(*, person_ids: Sequence[UUID], on: date) -> tuple[Certificate, ...]:
    """The same for many people, who are locked in the order of their ids: in a quarter of the time."""
    issued = list[Certificate]()
    for start in range(0, len(person_ids), _AT_ONCE):
        some = sorted(person_ids)[start : start + _AT_ONCE]
        db.session.execute(
            select(Person.id).where(Person.id.in_(some)).order_by(Person.id).with_for_update()
        )
        count_facts(some)
        issued += _award(some, on)
    return tuple(issued)


def _award(person_ids: Sequence[UUID], on: date) -> tuple[Certificate, ...]:
    ledger = read_ledger(person_ids, on)
    if ledger.scheme is None or ledger.scheme_version_id is None:
        return ()
    issued, holders = list[Certificate](), list[UUID]()
    for person_id in person_ids:
        facts = ledger.of(person_id)
        while due := find_certificate_due(facts, ledger.scheme, on):
            certificate = _issue(person_id, due, ledger.scheme_version_id)
            issued.append(certificate)
            facts = (*facts, due.issued_as(certificate.serial))
        if any(isinstance(fact, CertificateFact) for fact in facts):
            holders.append(person_id)
    project(holders)
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
        certificate = _certificate(person_id, due, scheme_version_id)
        try:
            with db.session.begin_nested():
                db.session.add(certificate)
        except IntegrityError:
            if other := _find_of_cycle(person_id, due):
                return other  # somebody issued it meanwhile: theirs stands
            continue
        _note(certificate)
        return certificate
    raise RuntimeError("no free serial was found: the source of random numbers is broken")


def _certificate(person_id: UUID, due: Due, scheme_version_id: int) -> Certificate:
    return Certificate(
        serial=new_serial(),
        person_id=person_id,
        certification=due.certification.code,
        cycle=due.cycle,
        issued_on=due.issued_on,
        expires_on=due.expires_on,
        scheme_version_id=scheme_version_id,
        evidence=evidence_from(due.evidence),
        issued_at=clock.now(),
    )


def _find_of_cycle(person_id: UUID, due: Due) -> Certificate | None:
    return db.session.scalars(
        select(Certificate).where(
            Certificate.person_id == person_id,
            Certificate.certification == due.certification.code,
            Certificate.cycle == due.cycle,
        )
    ).one_or_none()


def _note(certificate: Certificate) -> None:
    record(
        actor_id=None,
        action="certificate.issued",
        subject=certificate.person_id,
        serial=certificate.serial,
        certification=certificate.certification,
        expires_on=certificate.expires_on.isoformat(),
    )
    log.info("certificate_issued", serial=certificate.serial, cycle=certificate.cycle)
