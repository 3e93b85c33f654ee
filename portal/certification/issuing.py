"""Certificates for many people at once, as they were found to be due: a few statements, whoever many they are."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

import structlog
from sqlalchemy import insert, select

from portal.audit.services import record_all
from portal.certification.awarding import Due
from portal.certification.ledger import read_ledger
from portal.certification.ledger_lock import count_facts
from portal.certification.models import Certificate
from portal.certification.records import evidence_from
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.identifiers import new_serial

log = structlog.get_logger()

_AT_ONCE: Final = 500


def issue_many(due: Mapping[UUID, Sequence[Due]]) -> int:
    """Issue what is due to each of these people today, by the rules in force; how many certificates.

    For whoever holds the lock alone (`ledger_lock.py`): what is due was found under it. Spans are the caller's.
    """
    people = [person for person, found in due.items() if found]
    version, issued = read_ledger([], clock.today()).scheme_version_id, 0
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        serials = _fresh_serials(sum(len(due[person]) for person in some))
        rows = [row for person in some for row in _rows(person, due[person], version, serials)]
        db.session.execute(insert(Certificate), rows)
        count_facts(some)
        record_all("certificate.issued", map(_noted, rows))
        issued += len(rows)
    if issued:
        log.info("certificates_issued", people=len(people), certificates=issued)
    return issued


def _rows(
    person: UUID, due: Sequence[Due], version: int | None, serials: list[str]
) -> list[dict[str, Any]]:
    """One person's certificates as they are stored; serials are taken from the end."""
    named = {one.name: serials.pop() for one in due}
    return [
        {
            "serial": named[one.name],
            "person_id": person,
            "certification": one.certification.code,
            "cycle": one.cycle,
            "issued_on": one.issued_on,
            "expires_on": one.expires_on,
            "scheme_version_id": version,
            "evidence": evidence_from(one.evidence_by(named)),
            "issued_at": clock.now(),
        }
        for one in due
    ]


def _noted(row: Mapping[str, Any]) -> tuple[UUID, dict[str, object]]:
    """For the audit log: as for a certificate that is issued by itself."""
    told = {name: row[name] for name in ("serial", "certification")}
    return row["person_id"], {**told, "expires_on": row["expires_on"].isoformat()}


def _fresh_serials(count: int) -> list[str]:
    """So many that no certificate has."""
    found = set[str]()
    while len(found) < count:
        drawn = {new_serial() for _one in range(count - len(found))}
        taken = select(Certificate.serial).where(Certificate.serial.in_(drawn))
        found |= drawn - set(db.session.scalars(taken))
    return list(found)
