"""Certificates as their holders carry them: with the whole name, for the holder and those who may see them."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, func, select

from portal.certification.board import units_below
from portal.certification.decision_models import StandingSpan
from portal.certification.errors import NotInForce
from portal.certification.ledger import read_ledger, remembered_rules
from portal.certification.models import Certificate, SchemeVersion
from portal.certification.passes.records import Held, Printable
from portal.certification.queries import find_certificate, list_standings
from portal.certification.scheme import Certification
from portal.certification.standing import Standing
from portal.kernel.db import db, is_active_on
from portal.kernel.errors import NotFound
from portal.people.models import Person
from portal.teams.models import Membership, Team, Unit

_WITHDRAWN: Final = frozenset({Standing.REVOKED, Standing.SUSPENDED})
#: people whose standings are read at once
_AT_ONCE: Final = 500


def get_held(person_id: UUID, serial: str) -> Held:
    """Somebody's certificate. Raises NotFound also for another's, NotInForce for a withdrawn one."""
    found = db.session.execute(
        select(Person.full_name, SchemeVersion.id, SchemeVersion.digest, SchemeVersion.applies_from)
        .select_from(Certificate)
        .join(Person, Person.id == Certificate.person_id)
        .join(SchemeVersion, SchemeVersion.id == Certificate.scheme_version_id)
        .where(Certificate.serial == serial, Certificate.person_id == person_id)
    ).one_or_none()
    checked = find_certificate(serial) if found else None
    if found is None or checked is None:
        raise NotFound(serial=serial)
    if checked.standing in _WITHDRAWN:
        raise NotInForce(serial=serial)
    scheme = remembered_rules((found.id, found.digest, found.applies_from)).scheme
    return Held(
        serial,
        found.full_name,
        checked.certification,
        checked.title,
        scheme.certifications_by_code[checked.certification].activity,
        checked.issued_on,
        checked.expires_on,
        checked.standing,
        checked.why,
    )


def list_permits(on: date) -> tuple[Certification, ...]:
    """The permits of a day's rules; none before the first rules."""
    scheme = read_ledger([], on).scheme
    return scheme.certifications if scheme else ()


def get_permit(code: str, on: date) -> Certification:
    """A permit of a day's rules. Raises NotFound."""
    for permit in list_permits(on):
        if permit.code == code:
            return permit
    raise NotFound(certification=code)


def list_printable(unit_ids: Sequence[int], on: date) -> tuple[Printable, ...]:
    """For each permit that somebody in or below units is cleared by on a day: how many. Two statements."""
    people = _members(unit_ids, on).with_only_columns(Person.id).subquery()
    rows = db.session.execute(
        select(
            StandingSpan.certification, func.count(StandingSpan.person_id.distinct()).label("of")
        )
        .join(people, people.c.id == StandingSpan.person_id)
        .where(StandingSpan.from_on <= on, StandingSpan.to_on >= on)
        .group_by(StandingSpan.certification)
    )
    counts = {row.certification: row.of for row in rows}
    return tuple(
        Printable(permit.code, permit.title, counts[permit.code])
        for permit in list_permits(on)
        if permit.code in counts
    )


def list_held(
    unit_ids: Sequence[int],
    certification: str,
    on: date,
    *,
    start: int = 0,
    count: int | None = None,
) -> list[Held]:
    """The certificates in force on a day of people in and below units, by unit and in roster order.

    `start` and `count` choose among the people whom `list_printable` counts.
    """
    rows = db.session.execute(
        _holders(unit_ids, certification, on).offset(start).limit(count)
    ).all()
    held: list[Held] = []
    for first in range(0, len(rows), _AT_ONCE):
        held += _in_force(rows[first : first + _AT_ONCE], certification, on)
    return held


def _in_force(rows: Sequence[Any], certification: str, on: date) -> list[Held]:
    standings = list_standings([row.id for row in rows], on)
    found = [
        (row.full_name, one)
        for row in rows
        for one in standings[row.id]
        if one.certification == certification and one.standing.is_cleared
    ]
    return [
        Held(
            one.serial or "",
            full_name,
            certification,
            one.title,
            one.activity,
            one.issued_on or on,
            one.expires_on or on,
            one.standing,
            one.why,
        )
        for full_name, one in found
    ]


def _holders(unit_ids: Sequence[int], certification: str, on: date) -> Select[*tuple[Any, ...]]:
    covered = (
        select(StandingSpan.standing)
        .where(
            StandingSpan.person_id == Person.id,
            StandingSpan.certification == certification,
            StandingSpan.from_on <= on,
            StandingSpan.to_on >= on,
        )
        .exists()
    )
    in_order = (Unit.sort_key, Unit.code, Person.sort_key, Person.member_code)
    return _members(unit_ids, on).where(covered).order_by(*in_order)


def _members(unit_ids: Sequence[int], on: date) -> Select[*tuple[Any, ...]]:
    starts = select(Unit.id.label("unit_id"), Unit.id.label("group_id")).where(
        Unit.id.in_(unit_ids)
    )
    reach = units_below(starts, on)
    return (
        select(Person.id, Person.full_name)
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .join(Team, Team.id == Membership.team_id)
        .join(Unit, Unit.id == Team.unit_id)
        .where(
            is_active_on(Membership.from_on, Membership.to_on, on),
            is_active_on(Team.from_on, Team.to_on, on),
            Unit.id.in_(select(reach.c.unit_id)),
        )
    )
