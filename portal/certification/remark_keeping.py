"""Keeping what marking again comes to. Rows are made ready as a reader; under the lock they are sent, and nothing else.

A part is 500 people: where a fact about one of them came meanwhile, only their part is made ready again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from portal.audit.models import AuditEntry
from portal.audit.services import entry_row, record
from portal.certification.decision_models import StandingSpan
from portal.certification.ledger_lock import count_facts
from portal.certification.models import Certificate
from portal.certification.projection import span_row
from portal.certification.remark_settling import Settled
from portal.certification.services import issued_row
from portal.kernel.bulk import Bound, bound, send
from portal.kernel.db import Model, db
from portal.learning.models import CompletionWithdrawn, CourseCompletion, CourseRefreshed
from portal.learning.remarks import completion_row, refreshed_row, withdrawal_row
from portal.quizzes.remark_models import AttemptRemark, Remark
from portal.quizzes.remark_plan import Plan
from portal.quizzes.remarking import Effect


@dataclass(frozen=True, slots=True)
class Part:
    """Some people's outcomes, and the rows for them."""

    settled: tuple[Settled, ...]
    rows: tuple[Bound, ...]

    @property
    def people(self) -> list[UUID]:
        return [one.completing.person_id for one in self.settled]


def part_of(settled: Sequence[Settled], remark: Remark) -> Part:
    """Courses completed, refreshed, or not any more; certificates, what boards read, and what the audit log says."""
    completions = [
        completion_row(remark.course_slug, one.completing, one.completing.attempt)
        for one in settled
        if one.completing.attempt
    ]
    withdrawn = [(one, name) for one in settled for name in one.completing.withdrawn]
    certificates = [row for one in settled for row in one.certificates]
    refreshes = [
        (one, refreshed_row(remark.course_slug, one.completing, one.completing.refresh))
        for one in settled
        if one.completing.refresh
    ]
    entries = [_entry("completion.withdrawn", one, remark) for one, _name in withdrawn]
    entries += [_entry("course.refreshed", one, remark) for one, _row in refreshes]
    spans = [(one, span) for one in settled for span in one.spans or ()]
    rows: dict[type[Model], list[dict[str, Any]]] = {
        CourseCompletion: completions,
        CompletionWithdrawn: [
            withdrawal_row(name, remark_id=remark.id, actor_id=remark.made_by)
            for _one, name in withdrawn
        ],
        CourseRefreshed: [row for _one, row in refreshes],
        Certificate: certificates,
        AuditEntry: [*entries, *(issued_row(**row) for row in certificates)],
        StandingSpan: [span_row(one.completing.person_id, span) for one, span in spans],
    }
    return Part(tuple(settled), tuple(bound(model, made) for model, made in rows.items()))


def attempt_rows(remark: Remark, plan: Plan) -> Bound:
    """Every attempt's new result."""
    return bound(AttemptRemark, list(_attempt_rows(remark, plan)))


def keep_remark(remark: Remark, plan: Plan, attempts: Bound) -> None:
    """The act, and every attempt's new result."""
    db.session.add(remark)
    record(
        actor_id=remark.made_by,
        action="quiz.marked_again",
        subject=remark.id,
        course=remark.course_slug,
        quiz=remark.quiz,
        revision=plan.content.number,
        decisions=remark.decisions,
        takes_away=remark.takes_away,
        reason=remark.reason,
        attempts=len(plan.attempts),
        passes=len(plan.of(Effect.PASSES)),
        fails=sum(one.stands_with is Effect.FAILS for one in plan.attempts),
    )
    send([attempts])


def keep_parts(parts: Iterable[Part]) -> None:
    """Each person's facts are counted up: who computed ahead sees it."""
    for part in parts:
        changed = [one.completing.person_id for one in part.settled if one.spans is not None]
        db.session.execute(
            delete(StandingSpan).where(StandingSpan.person_id.in_(changed)),
            execution_options={"synchronize_session": False},
        )
        send(part.rows)
        count_facts(part.people)


def _entry(action: str, one: Settled, remark: Remark) -> dict[str, Any]:
    return entry_row(
        actor_id=remark.made_by,
        action=action,
        subject=one.completing.person_id,
        details={"course": remark.course_slug, "remark": str(remark.id)},
    )


def _attempt_rows(remark: Remark, plan: Plan) -> Iterator[dict[str, Any]]:
    for one in plan.attempts:
        before, after = one.result.before, one.result.after
        yield {
            "attempt_id": one.id,
            "number": one.times + 1,
            "remark_id": remark.id,
            "score_before": before.score,
            "is_passed_before": before.is_passed,
            "score": after.score,
            "is_passed": after.is_passed,
            "marks": after.marks,
            "is_spared": one.result.is_spared,
        }
