"""Reads of attempts; each function is one statement."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, select

from portal.kernel.db import read_rows
from portal.kernel.errors import NotFound
from portal.quizzes.allowing import ALLOWED_SECONDS
from portal.quizzes.drawing import Drawn
from portal.quizzes.models import Attempt, Response
from portal.quizzes.records import AttemptRecord, StoredResponse
from portal.quizzes.results import IS_PASSED, MARKS, SCORE, TIMES, with_results

# Built once: putting a statement together costs more than the database takes to answer it.
_ATTEMPTS: Final = with_results(
    select(
        Attempt.id,
        Attempt.course_slug,
        Attempt.revision_id,
        Attempt.number,
        Attempt.started_at,
        Attempt.draw,
        Attempt.handed_in_at,
        SCORE,
        IS_PASSED,
        MARKS,
        TIMES,
        Attempt.receipt,
        ALLOWED_SECONDS,
    )
    .where(
        Attempt.person_id == bindparam("person"),
        Attempt.course_slug == bindparam("course"),
        Attempt.quiz == bindparam("quiz"),
    )
    .order_by(Attempt.number)
)
_RESPONSES: Final = select(Response.question_id, Response.answer, Response.sequence).where(
    Response.attempt_id == bindparam("attempt")
)


def list_attempts(person_id: UUID, course_slug: str, quiz: str) -> tuple[AttemptRecord, ...]:
    """A person's attempts at a quiz of a course, the first one first; at most the last one is open."""
    asked = {"person": person_id, "course": course_slug, "quiz": quiz}
    rows = read_rows(_ATTEMPTS, asked)
    return tuple(
        AttemptRecord(
            id=row.id,
            course_slug=row.course_slug,
            revision_id=row.revision_id,
            number=row.number,
            started_at=row.started_at,
            draw=tuple(Drawn.from_json(one) for one in row.draw),
            handed_in_at=row.handed_in_at,
            score=row.score,
            is_passed=row.is_passed,
            marks=row.marks,
            receipt=row.receipt,
            allowed_seconds=row.allowed_seconds,
            times_remarked=row.times_remarked,
        )
        for row in rows
    )


def find_open(attempts: Sequence[AttemptRecord]) -> AttemptRecord | None:
    return attempts[-1] if attempts and attempts[-1].is_open else None


def get_handed_in(attempts: Sequence[AttemptRecord], attempt_id: UUID) -> AttemptRecord:
    """The attempt of this person by its id; NotFound where it is another's or still open."""
    for attempt in attempts:
        if attempt.id == attempt_id and not attempt.is_open:
            return attempt
    raise NotFound(attempt=attempt_id)


def list_responses(attempt_id: UUID) -> dict[str, StoredResponse]:
    """The answers held for an attempt, by question. Whose attempt it is was asked before."""
    rows = read_rows(_RESPONSES, {"attempt": attempt_id})
    return {row.question_id: StoredResponse(row.answer, row.sequence) for row in rows}
