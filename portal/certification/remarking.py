"""Marking a quiz's attempts again: what it would do, then exactly that. New dated facts only; none of these commits."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from portal.audit.services import record
from portal.catalogue.content import EXAM
from portal.catalogue.models import Course
from portal.catalogue.queries import get_current_content
from portal.certification.errors import NothingToMark, PreviewChanged, WrongCount
from portal.certification.ledger import read_ledger
from portal.certification.ledger_lock import join_writers
from portal.certification.remark_forecast import Foretold, foretell
from portal.certification.services import award_many
from portal.certification.written import checked_text
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.learning.completing import Completing, Sat
from portal.learning.remarks import complete_again, list_completing, withdraw
from portal.quizzes.remark_models import AttemptRemark, Remark
from portal.quizzes.remark_plan import Plan, PlannedAttempt, read_plan
from portal.quizzes.remarking import Decision, Effect

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Preview:
    """What marking again would do to attempts, courses and certificates; `fingerprint` is of all of it."""

    plan: Plan
    completing: tuple[Completing, ...]
    foretold: tuple[Foretold, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What somebody confirmed. `form_id` makes a form sent twice do it once; `people`: the number that was typed."""

    form_id: UUID
    fingerprint: str
    reason: str
    people: int | None = None


def preview(
    *,
    actor_id: UUID,
    course_slug: str,
    quiz: str,
    decisions: Mapping[str, Decision] | None = None,
    takes_away: bool = False,
) -> Preview:
    """By the keys that the course has now. Raises NotFound where it has no such quiz."""
    content = get_current_content(course_slug)
    if content.find_quiz(quiz) is None:
        raise NotFound(quiz=quiz)
    plan = read_plan(content, quiz, actor_id=actor_id, decisions=decisions, takes_away=takes_away)
    turned = [_sat(one) for one in plan.turned] if quiz == EXAM else []
    completing = list_completing(course_slug, turned)
    foretold = tuple(_foretold(course_slug, completing))
    return Preview(plan, completing, foretold, _fingerprint(plan, foretold))


def _foretold(course_slug: str, completing: Sequence[Completing]) -> Iterator[Foretold]:
    """A statement for each 500 people."""
    today = clock.today()
    for start in range(0, len(completing), _AT_ONCE):
        some = completing[start : start + _AT_ONCE]
        ledger = read_ledger([one.person_id for one in some], today)
        for one in some:
            yield foretell(course_slug, one, ledger.of(one.person_id), ledger.scheme, today)


def mark_again(
    *,
    actor_id: UUID,
    course_slug: str,
    quiz: str,
    decisions: Mapping[str, Decision],
    takes_away: bool,
    confirmed: Confirmed,
) -> Remark:
    """Do what was previewed, once, however often it is sent.

    Raises ReasonMissing, PreviewChanged (attempts or keys came meanwhile), NothingToMark, WrongCount, NotFound.
    """
    reason = checked_text(confirmed.reason, "reason")
    join_writers()
    # whoever marks again or publishes this course waits here
    db.session.scalar(select(Course.slug).where(Course.slug == course_slug).with_for_update())
    if done := db.session.get(Remark, confirmed.form_id):
        return done
    found = preview(
        actor_id=actor_id,
        course_slug=course_slug,
        quiz=quiz,
        decisions=decisions,
        takes_away=takes_away,
    )
    if found.fingerprint != confirmed.fingerprint:
        raise PreviewChanged(course=course_slug)
    if not found.plan.attempts:
        raise NothingToMark(course=course_slug)
    if takes_away and confirmed.people != found.plan.people_worse:
        raise WrongCount(count=found.plan.people_worse)
    remark = _keep(actor_id, found, confirmed, reason)
    _complete(found.completing, remark)
    return remark


def _keep(actor_id: UUID, found: Preview, confirmed: Confirmed, reason: str) -> Remark:
    plan = found.plan
    remark = Remark(
        id=confirmed.form_id,
        course_slug=plan.content.course.slug,
        quiz=plan.quiz,
        revision_id=plan.content.revision_id,
        decisions={name: str(decision) for name, decision in plan.order.decisions.items()},
        takes_away=plan.order.takes_away,
        reason=reason,
        fingerprint=found.fingerprint,
        made_by=actor_id,
        made_on=clock.today(),
        made_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(remark)
            db.session.flush()
            db.session.execute(insert(AttemptRemark), _rows(remark.id, plan.attempts))
    except IntegrityError:  # the form was sent with an id that is another act's
        raise PreviewChanged(course=plan.content.course.slug) from None
    record(
        actor_id=actor_id,
        action="quiz.marked_again",
        subject=remark.id,
        course=remark.course_slug,
        quiz=remark.quiz,
        revision=plan.content.number,
        decisions=remark.decisions,
        takes_away=remark.takes_away,
        reason=reason,
        attempts=len(plan.attempts),
        passes=len(plan.of(Effect.PASSES)),
        fails=sum(one.stands_with is Effect.FAILS for one in plan.attempts),
    )
    return remark


def _rows(remark_id: UUID, attempts: Sequence[PlannedAttempt]) -> list[dict[str, Any]]:
    return [
        {
            "attempt_id": one.id,
            "number": one.times + 1,
            "remark_id": remark_id,
            "score_before": one.result.before.score,
            "is_passed_before": one.result.before.is_passed,
            "score": one.result.after.score,
            "is_passed": one.result.after.is_passed,
            "marks": dict(one.result.after.marks),
            "is_spared": one.result.is_spared,
        }
        for one in attempts
    ]


def _complete(completing: Sequence[Completing], remark: Remark) -> None:
    """What was foretold, person by person; then whatever falls due."""
    for one in completing:
        for completion_id in one.withdrawn:
            withdraw(completion_id=completion_id, remark_id=remark.id, actor_id=remark.made_by)
            record(
                actor_id=remark.made_by,
                action="completion.withdrawn",
                subject=one.person_id,
                course=remark.course_slug,
                remark=str(remark.id),
            )
        if one.attempt:
            complete_again(course_slug=remark.course_slug, attempt=one.attempt)
    award_many(person_ids=[one.person_id for one in completing], on=clock.today())


def _sat(one: PlannedAttempt) -> Sat:
    on = clock.day_of(one.handed_in_at)
    return Sat(one.id, one.person_id, one.revision_id, on, one.result.after.is_passed)


def _fingerprint(plan: Plan, foretold: Sequence[Foretold]) -> str:
    told = {
        "revision": plan.content.revision_id,
        "decisions": plan.order.decisions,
        "takes_away": plan.order.takes_away,
        "day": clock.today(),
        "attempts": [
            (one.id, one.times, one.result.before.score, one.result.after.score, one.stands_with)
            for one in plan.attempts
        ],
        "people": [asdict(one) for one in foretold],
    }
    written = json.dumps(told, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()
