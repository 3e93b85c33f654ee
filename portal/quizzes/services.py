"""Attempts: started once, answered as often as one likes (saving.py), handed in once. None of these commits."""

import secrets
from collections import Counter
from collections.abc import Collection, Sequence
from random import Random, SystemRandom
from typing import Final
from uuid import UUID

from sqlalchemy import select

from portal.catalogue.content import EXAM, RevisionContent
from portal.catalogue.queries import get_content
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.quizzes.drawing import draw, only
from portal.quizzes.errors import CoolingDown
from portal.quizzes.limits import next_chance
from portal.quizzes.marking import mark_quiz
from portal.quizzes.models import Attempt, Response
from portal.quizzes.queries import find_open, list_attempts
from portal.quizzes.records import AttemptRecord, handed_in

# no vowels and no look-alikes: a receipt is read aloud and spells nothing
_RECEIPT_LETTERS: Final = "23456789CDFGHJKMNPQRTVWX"


def start_attempt(
    *,
    person_id: UUID,
    content: RevisionContent,
    name: str = EXAM,
    among: Collection[str] | None = None,
    chance: Random | None = None,
) -> Attempt:
    """A new attempt at a quiz of the course, or the open one. The caller holds the lock on the person's enrolment.

    `among`: the ids of the questions to draw from, unless from all.

    Raises CoolingDown where the round's attempts are used up.
    """
    course, quiz = content.course.slug, content.quiz(name)
    earlier = list_attempts(person_id, course, name)
    if left_open := find_open(earlier):
        return db.session.get_one(Attempt, left_open.id)
    left = next_chance(
        handed_in(earlier),
        attempts=quiz.attempts,
        cooldown_hours=quiz.cooldown_hours,
        now=clock.now(),
    )
    if left.wait_until is not None:
        raise CoolingDown(left.wait_until)
    pool = quiz if among is None else only(quiz, among)
    drawn = draw(pool, _times_seen(earlier), chance or SystemRandom())
    attempt = Attempt(
        person_id=person_id,
        course_slug=course,
        revision_id=content.revision_id,
        quiz=name,
        number=len(earlier) + 1,
        started_at=clock.now(),
        draw=[one.as_json() for one in drawn],
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt


def hand_in(*, person_id: UUID, attempt_id: UUID) -> Attempt:
    """Mark the attempt once; a second call returns it as it was marked. Raises NotFound for another's."""
    attempt = db.session.scalars(
        select(Attempt)
        .where(Attempt.id == attempt_id, Attempt.person_id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if attempt is None:
        raise NotFound(attempt=attempt_id)
    if attempt.handed_in_at is not None:
        return attempt
    rows = db.session.execute(
        select(Response.question_id, Response.answer).where(Response.attempt_id == attempt_id)
    )
    answers = {row.question_id: row.answer for row in rows}
    quiz = get_content(attempt.revision_id).quiz(attempt.quiz)
    result = mark_quiz(quiz, [row["question"] for row in attempt.draw], answers)
    attempt.marks = {
        mark.question: {"score": float(mark.share), "is_right": mark.is_right}
        for mark in result.marks
    }
    attempt.score = float(result.score)
    attempt.is_passed = result.is_passed
    attempt.receipt = _new_receipt()
    attempt.handed_in_at = clock.now()
    db.session.flush()
    return attempt


def _times_seen(earlier: Sequence[AttemptRecord]) -> dict[str, int]:
    return Counter(drawn.question for attempt in earlier for drawn in attempt.draw)


def _new_receipt() -> str:
    letters = "".join(secrets.choice(_RECEIPT_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
