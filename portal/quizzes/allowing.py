"""More time in a timed attempt: what somebody was given, and what the portal's own outages are credited with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from portal.audit.services import record
from portal.catalogue.content import RevisionContent
from portal.catalogue.queries import get_content
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.people.signed_in import SignedIn
from portal.quizzes.errors import HandedInAlready
from portal.quizzes.limits import closes_at, seconds_to_add
from portal.quizzes.models import Attempt, ExtraTime, Outage
from portal.quizzes.writing import insert_into

_EXTRA: Final = (
    select(func.coalesce(func.sum(ExtraTime.seconds), 0))
    .where(ExtraTime.attempt_id == Attempt.id)
    .correlate(Attempt)
    .scalar_subquery()
)
_CREDIT: Final = (
    select(func.coalesce(func.sum(Outage.credited_seconds), 0))
    .where(Outage.to_at > Attempt.started_at)
    .correlate(Attempt)
    .scalar_subquery()
)
#: SQL, of the attempt in the statement around it
ALLOWED_SECONDS: Final = (_EXTRA + _CREDIT).label("allowed_seconds")


@dataclass(frozen=True, slots=True)
class TimedAttempt:
    """An open attempt that ends by the clock."""

    id: UUID
    person_id: UUID
    content: RevisionContent
    started_at: datetime
    closes_at: datetime


def list_timed_attempts() -> list[TimedAttempt]:
    """All open attempts that end by the clock, the first to close first. One statement."""
    rows = db.session.execute(
        select(
            Attempt.id,
            Attempt.person_id,
            Attempt.revision_id,
            Attempt.quiz,
            Attempt.started_at,
            ALLOWED_SECONDS,
        ).where(Attempt.handed_in_at.is_(None))
    )
    found = []
    for row in rows:
        content = get_content(row.revision_id)
        minutes = content.quiz(row.quiz).time_limit_minutes
        closes = closes_at(row.started_at, minutes, row.allowed_seconds)
        if closes is not None:
            found.append(TimedAttempt(row.id, row.person_id, content, row.started_at, closes))
    return sorted(found, key=lambda one: one.closes_at)


def get_timed_attempt(attempt_id: UUID) -> TimedAttempt:
    for one in list_timed_attempts():
        if one.id == attempt_id:
            return one
    raise NotFound(attempt=attempt_id)


def give_extra_time(
    *, actor: SignedIn, attempt_id: UUID, minutes: int, reason: str, form_id: UUID
) -> datetime:
    """Add time to an open, timed attempt; when it closes then. The same form gives once, however often it is sent.

    Raises NotFound, HandedInAlready. Whether the actor may is asked before.
    """
    handed_in_at = db.session.scalars(
        select(Attempt.handed_in_at).where(Attempt.id == attempt_id).with_for_update()
    ).one_or_none()
    if handed_in_at is not None:
        raise HandedInAlready(attempt=attempt_id)
    attempt = get_timed_attempt(attempt_id)
    now = clock.now()
    seconds = seconds_to_add(attempt.closes_at, now, minutes)
    given = db.session.scalar(
        insert_into(ExtraTime)
        .values(
            id=form_id,
            attempt_id=attempt_id,
            seconds=seconds,
            reason=reason,
            given_by_id=actor.id,
            given_at=now,
        )
        .on_conflict_do_nothing()
        .returning(ExtraTime.id)
    )
    if given is not None:
        record(
            actor_id=actor.id,
            action="attempt.extra_time",
            subject=attempt_id,
            seconds=seconds,
            reason=reason,
        )
    return get_timed_attempt(attempt_id).closes_at
