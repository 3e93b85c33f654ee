"""The states of all certificates, read from the register for the status list."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select

from portal.audit.models import AuditEntry
from portal.certification.decision_models import StandingSpan
from portal.certification.models import Certificate
from portal.certification.passes.status_list import ListedState, ListedStatus, pack
from portal.certification.queries import list_standings
from portal.certification.standing import Standing
from portal.kernel.db import db

#: a person, and the code of a permit
_Permit = tuple[UUID, str]

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
    """Serial → state on a day, of every certificate issued by then.

    By the spans that `projection.py` keeps; only of people who are not cleared, though their days are not over, the
    facts are asked why. One withdrawn and also over may be called either: it clears nobody.
    """
    of_each = defaultdict[_Permit, list[Any]](list)
    for row in db.session.execute(_issued(on)):
        of_each[row.person_id, row.certification].append(row)
    cleared = _cleared_until(on)
    odd = {key for key, rows in of_each.items() if key not in cleared and rows[-1].expires_on >= on}
    why = _withdrawn(sorted({person for person, _permit in odd}), on)
    found: dict[str, ListedStatus] = {}
    for key, (*earlier, last) in of_each.items():
        until = cleared.get(key, last.expires_on)
        state = why.get(key, ListedState.LAPSED) if key in odd else ListedState.IN_FORCE
        found[last.serial] = ListedStatus(state, until)
        before = state if state in _WITHDRAWN.values() else ListedState.REPLACED
        found |= {one.serial: ListedStatus(before, one.expires_on) for one in earlier}
    return found


def _issued(on: date) -> Select[*tuple[Any, ...]]:
    """Certificates, of each person's permit the latest last."""
    return (
        select(
            Certificate.serial,
            Certificate.person_id,
            Certificate.certification,
            Certificate.expires_on,
        )
        .where(Certificate.issued_on <= on)
        .order_by(Certificate.cycle)
    )


def _cleared_until(on: date) -> dict[_Permit, date]:
    """Who is cleared on a day by which permit, and the last day to which that goes on without a gap."""
    rows = db.session.execute(
        select(
            StandingSpan.person_id,
            StandingSpan.certification,
            StandingSpan.from_on,
            StandingSpan.to_on,
        )
        .where(StandingSpan.to_on >= on)
        .order_by(StandingSpan.from_on)
    )
    found: dict[_Permit, date] = {}
    for row in rows:
        key = (row.person_id, row.certification)
        goes_on = key in found and row.from_on <= found[key] + timedelta(days=1)
        if row.from_on <= on or goes_on:
            found[key] = row.to_on
    return found


def _withdrawn(people: Sequence[UUID], on: date) -> dict[_Permit, ListedState]:
    found: dict[_Permit, ListedState] = {}
    for first in range(0, len(people), _AT_ONCE):
        for person, rows in list_standings(people[first : first + _AT_ONCE], on).items():
            found |= {
                (person, row.certification): _WITHDRAWN[row.standing]
                for row in rows
                if row.standing in _WITHDRAWN
            }
    return found
