"""Practice: what assessors watched, and what the people watched say against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from portal.audit.services import record
from portal.certification.decision_models import SignOff, SignOffObjection
from portal.certification.errors import (
    AboutOneself,
    KeyTaken,
    ListChanged,
    NotThatDay,
    ObjectedAlready,
    UnknownList,
)
from portal.certification.ledger import read_ledger
from portal.certification.scheme import SignOffList
from portal.certification.services import award_due, lock_person
from portal.certification.written import checked_note, checked_text
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.people.models import Person

#: what was watched may reach the portal so many days later, from a phone that had no signal
LATEST_DAYS: Final = 60


@dataclass(frozen=True)
class Watched:
    """One person's marks in the order of the list's items; `key` is the same when it is sent again."""

    key: UUID
    person_id: UUID
    marks: tuple[bool, ...]
    note: str = ""
    #: by the clock of the phone, where it was given on one
    given_at: datetime | None = None


@dataclass(frozen=True)
class SignOffRow:
    """A sign-off as its reader sees it."""

    id: int
    #: names it in addresses
    key: UUID
    list_code: str
    watched_on: date
    assessor: str
    items: tuple[Mapping[str, object], ...]
    is_passed: bool
    note: str
    #: whether a later one of the same list stands in its place
    is_superseded: bool
    recorded_at: datetime
    given_at: datetime | None
    objection: str | None
    objected_at: datetime | None


def find_list(code: str, on: date) -> SignOffList | None:
    """A list for practice by the rules of a day."""
    scheme = read_ledger([], on).scheme
    return scheme.signoffs_by_code.get(code) if scheme else None


def list_lists(on: date) -> tuple[SignOffList, ...]:
    """All lists for practice by the rules of a day."""
    scheme = read_ledger([], on).scheme
    return scheme.signoffs if scheme else ()


def sign_off(
    *,
    list_code: str,
    watched_on: date,
    unit_id: int,
    watched: Sequence[Watched],
    assessor_id: UUID,
    wording: str | None = None,
) -> int:
    """Keep what an assessor watched on one day, for one or several people; how many were new.

    `wording`: of the list as it was marked, where that may be long ago. Sent again, each is kept once.
    Raises UnknownList, ListChanged, NotThatDay, AboutOneself, KeyTaken, LooksLikeIdentity, NotFound.
    """
    today = clock.today()
    if not today - timedelta(days=LATEST_DAYS) <= watched_on <= today:
        raise NotThatDay(on=watched_on)
    wanted = find_list(list_code, watched_on)
    if wanted is not None and wording not in (None, wanted.wording):
        raise ListChanged(list=list_code)
    if wanted is None or any(len(one.marks) != len(wanted.items) for one in watched):
        raise UnknownList(list=list_code)
    if any(one.person_id == assessor_id for one in watched):
        raise AboutOneself
    added = 0
    for one in sorted(watched, key=lambda one: one.person_id):
        lock_person(one.person_id)
        added += _keep(one, wanted, watched_on, unit_id, assessor_id)
        award_due(person_id=one.person_id, on=today)
    return added


def object_to(*, sign_off_id: int, person_id: UUID, note: str) -> None:
    """Keep what the person who was watched says against a sign-off, once. It stands all the same.

    Raises NotFound for another's, ReasonMissing, ObjectedAlready.
    """
    said = checked_text(note, "objection")
    found = db.session.scalar(
        select(SignOff.id).where(SignOff.id == sign_off_id, SignOff.person_id == person_id)
    )
    if found is None:
        raise NotFound(sign_off=sign_off_id)
    try:
        with db.session.begin_nested():
            db.session.add(
                SignOffObjection(sign_off_id=sign_off_id, note=said, made_at=clock.now())
            )
    except IntegrityError:
        raise ObjectedAlready from None
    record(actor_id=person_id, action="practice.objected", subject=sign_off_id)


def list_sign_offs(person_id: UUID) -> tuple[SignOffRow, ...]:
    """What was watched of somebody, latest first. One statement."""
    assessor = aliased(Person)
    rows = db.session.execute(
        select(SignOff, assessor.full_name, SignOffObjection)
        .join(assessor, assessor.id == SignOff.assessor_id)
        .outerjoin(SignOffObjection, SignOffObjection.sign_off_id == SignOff.id)
        .where(SignOff.person_id == person_id)
        .order_by(SignOff.watched_on.desc(), SignOff.id.desc())
    ).all()
    seen, found = set[str](), list[SignOffRow]()
    for kept, name, objection in rows:
        found.append(_row(kept, name, objection, is_superseded=kept.list_code in seen))
        seen.add(kept.list_code)
    return tuple(found)


def get_sign_off(person_id: UUID, key: UUID) -> SignOffRow:
    """One of somebody's own. Raises NotFound for another's."""
    for row in list_sign_offs(person_id):
        if row.key == key:
            return row
    raise NotFound(sign_off=key)


def _row(
    kept: SignOff, assessor: str, objection: SignOffObjection | None, *, is_superseded: bool
) -> SignOffRow:
    return SignOffRow(
        id=kept.id,
        key=kept.key,
        list_code=kept.list_code,
        watched_on=kept.watched_on,
        assessor=assessor,
        items=tuple(kept.items),
        is_passed=kept.is_passed,
        note=kept.note,
        recorded_at=kept.recorded_at,
        given_at=kept.given_at,
        is_superseded=is_superseded,
        objection=objection.note if objection else None,
        objected_at=objection.made_at if objection else None,
    )


def _keep(
    one: Watched, wanted: SignOffList, watched_on: date, unit_id: int, assessor_id: UUID
) -> bool:
    items = [
        {**item, "is_passed": mark} for item, mark in zip(wanted.items, one.marks, strict=True)
    ]
    kept = SignOff(
        key=one.key,
        person_id=one.person_id,
        list_code=wanted.code,
        watched_on=watched_on,
        unit_id=unit_id,
        assessor_id=assessor_id,
        items=items,
        is_passed=all(one.marks),
        note=checked_note(one.note),
        recorded_at=clock.now(),
        given_at=one.given_at,
    )
    try:
        with db.session.begin_nested():
            db.session.add(kept)
    except IntegrityError:
        _check_same(kept)
        return False  # it was received before
    record(
        actor_id=assessor_id,
        action="practice.signed_off" if kept.is_passed else "practice.not_passed",
        subject=one.person_id,
        list=wanted.code,
        watched_on=watched_on.isoformat(),
    )
    return True


def _check_same(sent: SignOff) -> None:
    """What was kept under the key is this assessor's, of this person and list. Raises KeyTaken."""
    key, *same = sent.key, sent.person_id, sent.assessor_id, sent.list_code
    held = db.session.execute(
        select(SignOff.person_id, SignOff.assessor_id, SignOff.list_code).where(SignOff.key == key)
    ).one_or_none()
    if held is None or list(held) != same:
        raise KeyTaken(key=key)
