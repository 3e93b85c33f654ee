"""The states of all certificates, read from the register for the status list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select

from portal.audit.models import AuditEntry
from portal.certification.models import Certificate
from portal.certification.passes.status_list import ListedState, ListedStatus, pack
from portal.certification.queries import list_standings
from portal.certification.records import StandingRow
from portal.certification.standing import Standing
from portal.kernel.db import db

_WITHDRAWN: Final = {
    Standing.REVOKED: ListedState.REVOKED,
    Standing.SUSPENDED: ListedState.SUSPENDED,
}
#: people whose standings are read at once
_AT_ONCE: Final = 500


@dataclass(frozen=True)
class KnownStatuses:
    """Every certificate's state on a day, by serial, and the same as the list holds it."""

    states: Mapping[str, ListedStatus]
    packed: bytes


#: the last that this process read, by all that it depends on
_known: dict[tuple[str, int, date], KnownStatuses] = {}


def known_statuses(on: date) -> KnownStatuses:
    """The states on a day; read anew only after something was done in the portal.

    Every change of certification is noted in the audit log, so its last entry names the state of the register.
    """
    last = db.session.scalar(select(func.max(AuditEntry.id))) or 0
    key = (str(db.engine.url), last, on)
    if key not in _known:
        states = list_statuses(on)
        known = KnownStatuses(states, pack(states.items()))
        _known.clear()
        _known[key] = known
        return known
    return _known[key]


def list_statuses(on: date) -> dict[str, ListedStatus]:
    """Serial → state on a day, of every certificate issued by then."""
    rows = db.session.execute(
        select(Certificate.serial, Certificate.person_id, Certificate.expires_on).where(
            Certificate.issued_on <= on
        )
    ).all()
    # one of a permit that today's rules no longer have ends by its date alone
    found = {row.serial: ListedStatus(ListedState.IN_FORCE, row.expires_on) for row in rows}
    people = sorted({row.person_id for row in rows})
    for first in range(0, len(people), _AT_ONCE):
        standings = list_standings(people[first : first + _AT_ONCE], on)
        for standing in (one for those in standings.values() for one in those):
            found.update(_states(standing, on))
    return found


def _states(row: StandingRow, on: date) -> Iterator[tuple[str, ListedStatus]]:
    """Of one permit's certificates: the last has the standing, those before it are replaced or withdrawn with it."""
    if row.serial is None or row.expires_on is None:
        return
    state = _WITHDRAWN.get(row.standing, ListedState.IN_FORCE)
    if state is ListedState.IN_FORCE and not row.standing.is_cleared and row.expires_on >= on:
        state = ListedState.LAPSED
    yield row.serial, ListedStatus(state, row.expires_on)
    before = _WITHDRAWN.get(row.standing, ListedState.REPLACED)
    for earlier in row.earlier:
        yield earlier.serial, ListedStatus(before, earlier.expires_on)
