"""Decisions about what people hold: each is a fact that is added, with who, when and why. Nothing is edited."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.audit.services import record
from portal.certification.decision_models import Ruling
from portal.certification.errors import (
    AboutOneself,
    AlreadySo,
    CourseNotPublished,
    ExtensionIntoThePast,
    NothingToDecide,
    UnknownRequirement,
)
from portal.certification.facts import HoldKind
from portal.certification.history import History
from portal.certification.ledger import read_ledger
from portal.certification.scheme import CourseRequirement, single_requirements
from portal.certification.services import award_due, lock_person
from portal.certification.written import LONGEST_NUMBER, checked_text
from portal.kernel import clock
from portal.kernel.db import db


def decide_hold(
    *,
    kind: HoldKind,
    person_id: UUID,
    certification: str,
    reason: str,
    actor_id: UUID,
    appeal_note: str = "",
) -> None:
    """Suspend, revoke or give back what somebody holds, from today.

    Raises ReasonMissing, AboutOneself, NothingToDecide where nothing was ever issued, AlreadySo, NotFound.
    """
    said = checked_text(reason, "reason")
    note = checked_text(appeal_note, "appeal_note") if appeal_note.strip() else None
    _refuse_oneself(person_id, actor_id)
    lock_person(person_id)
    today = clock.today()
    history = History(read_ledger([person_id], today).of(person_id), today)
    if history.last_certificate(certification) is None:
        raise NothingToDecide(certification=certification)
    hold = history.hold_on(certification)
    is_so = hold is None if kind is HoldKind.REINSTATED else hold is not None and hold.kind is kind
    if is_so:
        raise AlreadySo(kind=kind.value)
    _add(
        person_id,
        actor_id,
        kind.value,
        reason=said,
        certification=certification,
        appeal_note=note,
    )
    award_due(person_id=person_id, on=today)


def waive(
    *, person_id: UUID, certification: str, requirement: str, reason: str, actor_id: UUID
) -> None:
    """Let somebody do without one requirement of a permit. Again changes nothing.

    Raises ReasonMissing, AboutOneself, UnknownRequirement, CourseNotPublished, NotFound.
    """
    said = checked_text(reason, "reason")
    _refuse_oneself(person_id, actor_id)
    lock_person(person_id)
    today = clock.today()
    ledger = read_ledger([person_id], today)
    permit = ledger.scheme.certifications_by_code.get(certification) if ledger.scheme else None
    asked = {one.code: one for one in single_requirements(permit.requires)} if permit else {}
    waived = asked.get(requirement)
    if waived is None:
        raise UnknownRequirement(requirement=requirement, certification=certification)
    if isinstance(waived, CourseRequirement) and waived.course.slug not in ledger.published:
        raise CourseNotPublished(course=waived.course.slug)
    _add(
        person_id,
        actor_id,
        "waived",
        reason=said,
        certification=certification,
        requirement=requirement,
    )
    award_due(person_id=person_id, on=today)


def accept_equivalent(
    *, person_id: UUID, course_slug: str, proof: str, reason: str, actor_id: UUID
) -> None:
    """Count a course done elsewhere as completed today; the actor is the reviewer who saw the proof.

    Raises ReasonMissing, AboutOneself, CourseNotPublished, NotFound.
    """
    said, shown = checked_text(reason, "reason"), checked_text(proof, "proof")
    _refuse_oneself(person_id, actor_id)
    lock_person(person_id)
    if course_slug not in read_ledger([], clock.today()).published:
        raise CourseNotPublished(course=course_slug)
    _add(person_id, actor_id, "equivalent", reason=said, course_slug=course_slug, proof=shown)
    award_due(person_id=person_id, on=clock.today())


def extend(
    *,
    person_ids: Sequence[UUID],
    certification: str,
    until: date,
    decision_number: str,
    reason: str,
    actor_id: UUID,
) -> int:
    """Extend what many hold, by one decision; how many were. Who holds nothing, or it longer, is left as they are.

    The actor's own permit is left alone. The same decision again adds nothing.
    Raises ReasonMissing, DecisionMissing, ExtensionIntoThePast.
    """
    said = checked_text(reason, "reason")
    number = checked_text(decision_number, "decision", most=LONGEST_NUMBER)
    today = clock.today()
    if until < today:
        raise ExtensionIntoThePast(until=until)
    extended = 0
    for person_id in sorted(set(person_ids) - {actor_id}):
        lock_person(person_id)
        history = History(read_ledger([person_id], today).of(person_id), today)
        last = history.last_certificate(certification)
        if last is None or history.end_of(last) >= until:
            continue
        extended += _add(
            person_id,
            actor_id,
            "extended",
            reason=said,
            certification=certification,
            until=until,
            decision_number=number,
        )
        award_due(person_id=person_id, on=today)
    return extended


def _refuse_oneself(person_id: UUID, actor_id: UUID) -> None:
    if person_id == actor_id:
        raise AboutOneself


def _add(person_id: UUID, actor_id: UUID, kind: str, **values: Any) -> bool:
    """Whether it was added: what was decided already is not decided twice."""
    ruling = Ruling(
        person_id=person_id,
        kind=kind,
        made_on=clock.today(),
        made_by=actor_id,
        made_at=clock.now(),
        **values,
    )
    try:
        with db.session.begin_nested():
            db.session.add(ruling)
    except IntegrityError:
        return False
    record(
        actor_id=actor_id,
        action=f"permit.{kind}",
        subject=person_id,
        **{name: _plain(value) for name, value in values.items() if value is not None},
    )
    return True


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def latest_holds(person_id: UUID) -> dict[str, Ruling]:
    """By the permit's code, the decision by which it is suspended or revoked now."""
    found: dict[str, Ruling] = {}
    for ruling in reversed(list_rulings(person_id)):
        if ruling.certification and ruling.kind in set(HoldKind):
            found[ruling.certification] = ruling
    return {code: one for code, one in found.items() if one.kind != HoldKind.REINSTATED}


def list_rulings(person_id: UUID) -> list[Ruling]:
    """All decisions about somebody, latest first."""
    statement = select(Ruling).where(Ruling.person_id == person_id).order_by(Ruling.id.desc())
    return list(db.session.scalars(statement))
