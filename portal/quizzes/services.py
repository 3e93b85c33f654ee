"""Attempts: started once, answered as often as one likes, handed in once. None of these commits."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random, SystemRandom
from typing import Final
from uuid import UUID

from sqlalchemy import select

from portal.catalogue.content import Question, RevisionContent
from portal.catalogue.queries import get_content
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.quizzes.answers import HIGHEST_SEQUENCE, Stored, as_sent, checked_answer
from portal.quizzes.drawing import Drawn, draw
from portal.quizzes.errors import BadAnswer, CoolingDown, HandedInAlready, TimeIsUp
from portal.quizzes.limits import HandedInAttempt, closes_at, next_chance
from portal.quizzes.marking import mark_quiz
from portal.quizzes.models import Attempt, Response
from portal.quizzes.writing import insert_into

EXAM: Final = "exam"
# no vowels and no look-alikes: a receipt is read aloud and spells nothing
_RECEIPT_LETTERS: Final = "23456789CDFGHJKMNPQRTVWX"


@dataclass(frozen=True, slots=True)
class Given:
    """What a device sends for one question (answers.py, sent); `sequence` grows with each change made there."""

    answer: object
    sequence: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What the portal holds after a save, as the page sends it; `is_newest` unless it is another than was sent."""

    sequence: int
    answer: Stored
    is_newest: bool


def start_attempt(
    *, person_id: UUID, content: RevisionContent, chance: Random | None = None
) -> Attempt:
    """A new attempt at the exam, or the open one. The caller holds the lock on the person's enrolment.

    Raises CoolingDown where the round's attempts are used up.
    """
    course, quiz = content.course.slug, content.exam
    earlier = db.session.scalars(
        select(Attempt)
        .where(Attempt.person_id == person_id, Attempt.course_slug == course, Attempt.quiz == EXAM)
        .order_by(Attempt.number)
    ).all()
    if earlier and earlier[-1].handed_in_at is None:
        return earlier[-1]
    handed_in = [
        HandedInAttempt(a.handed_in_at, bool(a.is_passed)) for a in earlier if a.handed_in_at
    ]
    left = next_chance(
        handed_in, attempts=quiz.attempts, cooldown_hours=quiz.cooldown_hours, now=clock.now()
    )
    if left.wait_until is not None:
        raise CoolingDown(left.wait_until)
    drawn = draw(quiz, _times_seen(earlier), chance or SystemRandom())
    attempt = Attempt(
        person_id=person_id,
        course_slug=course,
        revision_id=content.revision_id,
        quiz=EXAM,
        number=len(earlier) + 1,
        started_at=clock.now(),
        draw=[one.as_json() for one in drawn],
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt


def save_response(
    *, person_id: UUID, attempt_id: UUID, question_id: str, answer: object, sequence: int
) -> Saved:
    """Keep the answer to one question, unless a newer one is kept. An empty answer takes an answer back.

    Raises NotFound for another's attempt, HandedInAlready, TimeIsUp and BadAnswer. Two statements, or three
    where a newer answer was there.
    """
    # shared, so that saves do not wait for each other, but a hand-in waits for them and they for it
    attempt = _lock_attempt(person_id, attempt_id, shared=True)
    _check_open(attempt)
    stored = _checked(attempt, question_id, Given(answer, sequence))
    saved = _keep(attempt, question_id, stored, sequence)
    question, order = _asked(attempt, question_id)
    return Saved(saved.sequence, as_sent(question, order, saved.answer), saved.is_newest)


def save_responses(*, person_id: UUID, attempt_id: UUID, answers: Mapping[str, Given]) -> None:
    """Keep a whole page of answers, each as `save_response` would; none where one of them is bad.

    Locks the attempt as a hand-in does, for one may follow in the same transaction.
    """
    attempt = _lock_attempt(person_id, attempt_id)
    _check_open(attempt)
    checked = {
        question: _checked(attempt, question, answers[question]) for question in sorted(answers)
    }
    for question_id, answer in checked.items():
        _keep(attempt, question_id, answer, answers[question_id].sequence)


def hand_in(*, person_id: UUID, attempt_id: UUID) -> Attempt:
    """Mark the attempt once; a second call returns it as it was marked. Raises NotFound for another's."""
    attempt = _lock_attempt(person_id, attempt_id)
    if attempt.handed_in_at is not None:
        return attempt
    rows = db.session.execute(
        select(Response.question_id, Response.answer).where(Response.attempt_id == attempt_id)
    )
    answers = {row.question_id: row.answer for row in rows}
    quiz = get_content(attempt.revision_id).exam
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


def _lock_attempt(person_id: UUID, attempt_id: UUID, *, shared: bool = False) -> Attempt:
    attempt = db.session.scalars(
        select(Attempt)
        .where(Attempt.id == attempt_id, Attempt.person_id == person_id)
        .with_for_update(read=shared)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if attempt is None:
        raise NotFound(attempt=attempt_id)
    return attempt


def _check_open(attempt: Attempt) -> None:
    if attempt.handed_in_at is not None:
        raise HandedInAlready(attempt=attempt.id)
    quiz = get_content(attempt.revision_id).exam
    closes = closes_at(attempt.started_at, quiz.time_limit_minutes)
    if closes is not None and clock.now() > closes:
        raise TimeIsUp(attempt=attempt.id)


def _checked(attempt: Attempt, question_id: str, given: Given) -> Stored:
    if not 1 <= given.sequence <= HIGHEST_SEQUENCE:
        raise BadAnswer(question=question_id)
    drawn = [Drawn.from_json(row) for row in attempt.draw]
    quiz = get_content(attempt.revision_id).exam
    return checked_answer(quiz, drawn, question_id, given.answer)


def _asked(attempt: Attempt, question_id: str) -> tuple[Question, Sequence[int]]:
    """A question of the attempt with the order its choices are shown in."""
    quiz = get_content(attempt.revision_id).exam
    question = next(one for one in quiz.questions if one.id == question_id)
    order = next(row["choices"] for row in attempt.draw if row["question"] == question_id)
    return question, order


def _keep(attempt: Attempt, question_id: str, answer: Stored, sequence: int) -> Saved:
    insert = insert_into(Response).values(
        attempt_id=attempt.id,
        question_id=question_id,
        answer=answer,
        sequence=sequence,
        received_at=clock.now(),
    )
    new = insert.excluded
    kept = db.session.scalar(
        insert.on_conflict_do_update(
            index_elements=[Response.attempt_id, Response.question_id],
            set_={"answer": new.answer, "sequence": new.sequence, "received_at": new.received_at},
            where=Response.sequence < new.sequence,
        ).returning(Response.sequence)
    )
    if kept is not None:
        return Saved(kept, answer, is_newest=True)
    held = db.session.execute(
        select(Response.sequence, Response.answer).where(
            Response.attempt_id == attempt.id, Response.question_id == question_id
        )
    ).one()
    is_same = (held.sequence, held.answer) == (sequence, answer)
    return Saved(held.sequence, held.answer, is_newest=is_same)


def _times_seen(earlier: Sequence[Attempt]) -> dict[str, int]:
    seen: dict[str, int] = {}
    for attempt in earlier:
        for row in attempt.draw:
            seen[row["question"]] = seen.get(row["question"], 0) + 1
    return seen


def _new_receipt() -> str:
    letters = "".join(secrets.choice(_RECEIPT_LETTERS) for _ in range(8))
    return f"{letters[:4]}-{letters[4:]}"
