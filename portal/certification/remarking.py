"""Marking a quiz's attempts again: exactly what was previewed. New dated facts only; none of these commits.

What takes long happens before anybody has to wait: `prepare` reads, `mark_again` looks whether what that rests on is
still so, and inserts (docs/decisions/0011).
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.catalogue.models import Course
from portal.certification.errors import (
    MarkedAlready,
    NothingToMark,
    PreviewChanged,
    WrongCount,
)
from portal.certification.ledger_lock import write_alone
from portal.certification.remark_keeping import (
    Part,
    attempt_rows,
    keep_parts,
    keep_remark,
    part_of,
)
from portal.certification.remark_preview import (
    Preview,
    Wanted,
    plan_of,
    preview_of,
    read_basis,
    turned_by,
)
from portal.certification.remark_settling import in_parts, known_facts, settle, sum_facts
from portal.certification.written import checked_text
from portal.kernel import clock
from portal.kernel.bulk import Bound
from portal.kernel.db import db
from portal.learning.remarks import list_completing, numbered
from portal.quizzes.remark_models import Remark


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What somebody confirmed. `form_id` makes a form sent twice do it once; `people`: the number that was typed."""

    form_id: UUID
    fingerprint: str
    reason: str
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is to be kept, and what it rests on. `facts`: how many are known about each whose exam turned."""

    wanted: Wanted
    confirmed: Confirmed
    basis: Hashable
    preview: Preview
    facts: Mapping[UUID, int]
    remark: Remark
    attempts: Bound
    parts: tuple[Part, ...]


def prepare(wanted: Wanted, confirmed: Confirmed) -> Prepared:
    """Work out all that is to be kept, as a reader: it takes longer than anybody may wait for the lock.

    Raises ReasonMissing, TextTooLong, LooksLikeIdentity, NotFound.
    """
    reason, slug = checked_text(confirmed.reason, "reason"), wanted.course_slug
    basis = read_basis(wanted)  # first: what comes while this reads is then seen as a difference
    plan = plan_of(wanted)
    turned = turned_by(plan)
    facts = known_facts({one.person_id for sat in turned for one in sat})
    completing = numbered(list_completing(slug, *turned))
    settled = [tuple(settle(slug, some)) for some in in_parts(completing)]
    found = preview_of(plan, tuple(one.foretold for some in settled for one in some))
    remark = _remark(wanted, found, confirmed.form_id, reason)
    return Prepared(
        wanted=wanted,
        confirmed=confirmed,
        basis=basis,
        preview=found,
        facts=facts,
        remark=remark,
        attempts=attempt_rows(remark, plan),
        parts=tuple(part_of(some, remark) for some in settled),
    )


def mark_again(prepared: Prepared) -> Remark:
    """Do what was prepared, where that is what was previewed: once, however often it is sent.

    Raises MarkedAlready (by another form), PreviewChanged (attempts, keys or facts came meanwhile), NothingToMark,
    WrongCount.
    """
    wanted, confirmed = prepared.wanted, prepared.confirmed
    write_alone()
    # whoever publishes this course waits here
    course = select(Course.slug).where(Course.slug == wanted.course_slug)
    db.session.scalar(course.with_for_update())
    if done := db.session.get(Remark, confirmed.form_id):
        return done
    _check(prepared)
    parts = _as_now(prepared)
    try:
        with db.session.begin_nested():
            keep_remark(prepared.remark, prepared.preview.plan, prepared.attempts)
            keep_parts(parts)
    except IntegrityError:  # the form was sent with an id that is another act's
        raise PreviewChanged(course=wanted.course_slug) from None
    return prepared.remark


def _check(prepared: Prepared) -> None:
    """Under the lock: whether this was confirmed, and what it rests on is as it was."""
    wanted, confirmed, found = prepared.wanted, prepared.confirmed, prepared.preview
    of_quiz = (Remark.course_slug == wanted.course_slug) & (Remark.quiz == wanted.quiz)
    same = select(Remark.id).where(of_quiz, Remark.fingerprint == confirmed.fingerprint)
    if db.session.scalar(same):
        raise MarkedAlready(course=wanted.course_slug)
    if found.fingerprint != confirmed.fingerprint or prepared.basis != read_basis(wanted):
        raise PreviewChanged(course=wanted.course_slug)
    if not found.plan.attempts:
        raise NothingToMark(course=wanted.course_slug)
    if wanted.takes_away and confirmed.people != found.plan.people_worse:
        raise WrongCount(count=found.plan.people_worse)


def _as_now(prepared: Prepared) -> tuple[Part, ...]:
    """Under the lock: worked out again for those about whom a fact came meanwhile. Raises PreviewChanged where
    something else would happen to them."""
    if sum_facts(prepared.facts) == sum(prepared.facts.values()):
        return prepared.parts  # they only ever count up
    known, slug = known_facts(prepared.facts), prepared.wanted.course_slug
    moved = {person for person, count in prepared.facts.items() if known[person] != count}
    turned = (
        [one for one in sat if one.person_id in moved] for sat in turned_by(prepared.preview.plan)
    )
    completing = numbered(list_completing(slug, *turned))
    again = {one.completing.person_id: one for one in settle(slug, completing)}
    told = {one.person_id: one for one in prepared.preview.foretold if one.person_id in moved}
    if told != {person: one.foretold for person, one in again.items()}:
        raise PreviewChanged(course=slug)
    return tuple(
        part_of([again.get(one.completing.person_id, one) for one in part.settled], prepared.remark)
        if moved.intersection(part.people)
        else part
        for part in prepared.parts
    )


def _remark(wanted: Wanted, found: Preview, form_id: UUID, reason: str) -> Remark:
    order = found.plan.order
    return Remark(
        id=form_id,
        course_slug=wanted.course_slug,
        quiz=wanted.quiz,
        revision_id=found.plan.content.revision_id,
        decisions={name: str(decision) for name, decision in order.decisions.items()},
        takes_away=order.takes_away,
        reason=reason,
        fingerprint=found.fingerprint,
        made_by=wanted.actor_id,
        made_on=clock.today(),
        made_at=clock.now(),
    )
