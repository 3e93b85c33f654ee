"""Keeping answers, as often as one likes while an attempt is open, never an older over a newer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import JSON, Integer, Select, String, bindparam, select

from portal.catalogue.content import Quiz
from portal.catalogue.queries import get_content
from portal.kernel import clock
from portal.kernel.db import UtcDateTime, db
from portal.kernel.errors import NotFound
from portal.kernel.together import write_together
from portal.quizzes.allowing import ALLOWED_SECONDS
from portal.quizzes.answers import HIGHEST_SEQUENCE, Stored, as_sent, checked_answer
from portal.quizzes.drawing import Drawn
from portal.quizzes.errors import BadAnswer, HandedInAlready, TimeIsUp
from portal.quizzes.limits import closes_at
from portal.quizzes.models import Attempt, Response
from portal.quizzes.writing import engine_at_hand, in_each_dialect


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


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What never changes about an attempt."""

    quiz: Quiz
    questions: Mapping[str, Drawn]
    #: without extra time or credit, which come later
    closes_at: datetime | None

    def checked(self, question_id: str, given: Given) -> Stored:
        """The answer as it is stored. Raises BadAnswer."""
        if not 1 <= given.sequence <= HIGHEST_SEQUENCE:
            raise BadAnswer(question=question_id)
        return checked_answer(self.quiz, self.questions.values(), question_id, given.answer)

    def as_sent(self, question_id: str, answer: Stored) -> Stored:
        question = next(one for one in self.quiz.questions if one.id == question_id)
        return as_sent(question, self.questions[question_id].choices, answer)


_OWN: Final = (Attempt.id == bindparam("attempt"), Attempt.person_id == bindparam("person"))


def _keeping(insert: Any) -> Any:
    """One statement that looks whether the attempt is open and whether a newer answer is held, and writes.

    It shares a lock on the attempt: saves do not wait for each other, but a hand-in waits for them and they for it.
    """
    is_open = (
        select(
            Attempt.id,
            bindparam("question", type_=String),
            bindparam("given", type_=JSON),
            bindparam("number", type_=Integer),
            bindparam("now", type_=UtcDateTime),
        )
        .where(*_OWN, Attempt.handed_in_at.is_(None))
        .with_for_update(read=True)
    )
    columns = ["attempt_id", "question_id", "answer", "sequence", "received_at"]
    statement = insert(Response.__table__).from_select(columns, is_open)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=columns[:2],
        set_={name: new[name] for name in columns[2:]},
        where=Response.sequence < new.sequence,
    ).returning(Response.sequence)


# built once: putting a statement together costs more than the database takes to answer it
_DRAWN: Final = select(Attempt.revision_id, Attempt.quiz, Attempt.started_at, Attempt.draw).where(
    *_OWN
)
_ALLOWED: Final = select(ALLOWED_SECONDS).where(Attempt.id == bindparam("attempt"))
_STATE: Final = select(Attempt.handed_in_at).where(*_OWN)
#: a save's lock stays shared: two saves that both wanted it alone would wait for each other for ever
_SHARED: Final = _STATE.with_for_update(read=True)
_ALONE: Final = _STATE.with_for_update()
_KEEP: Final = in_each_dialect(_keeping)
_HELD: Final = select(Response.sequence, Response.answer).where(
    Response.attempt_id == bindparam("attempt"), Response.question_id == bindparam("question")
)

#: by person and attempt, as far as this process was asked lately
_drawn: dict[tuple[UUID, UUID], _Drawn] = {}
_MOST_DRAWN: Final = 2000


def save_response(
    *, person_id: UUID, attempt_id: UUID, question_id: str, answer: object, sequence: int
) -> Saved:
    """Keep the answer to one question, unless a newer one is kept. An empty answer takes an answer back.

    Raises NotFound for another's attempt, HandedInAlready, TimeIsUp and BadAnswer. One statement, or two where this
    process has not met the attempt yet; two more where a newer answer was there. From a request that `reads_first` it
    is committed at once on SQLite, together with what others save at the moment (kernel/together.py).
    """
    drawn = _find_drawn(person_id, attempt_id)
    _check_time(attempt_id, drawn)
    stored = drawn.checked(question_id, Given(answer, sequence))
    saved = _keep(person_id, attempt_id, question_id, (stored, sequence))
    return Saved(saved.sequence, drawn.as_sent(question_id, saved.answer), saved.is_newest)


def save_responses(*, person_id: UUID, attempt_id: UUID, answers: Mapping[str, Given]) -> None:
    """Keep a whole page of answers, each as `save_response` would; none where one of them is bad.

    Locks the attempt as a hand-in does, for one may follow in the same transaction.
    """
    _check_open(_ALONE, person_id, attempt_id)
    drawn = _find_drawn(person_id, attempt_id)
    _check_time(attempt_id, drawn)
    checked = {
        question: (drawn.checked(question, given), given.sequence)
        for question, given in sorted(answers.items())
    }
    for question_id, new in checked.items():
        _keep(person_id, attempt_id, question_id, new)


def _find_drawn(person_id: UUID, attempt_id: UUID) -> _Drawn:
    known = _drawn.get((person_id, attempt_id))
    if known is not None:
        return known
    found = db.session.execute(_DRAWN, {"attempt": attempt_id, "person": person_id}).one_or_none()
    if found is None:
        raise NotFound(attempt=attempt_id)
    quiz = get_content(found.revision_id).quiz(found.quiz)
    drawn = _Drawn(
        quiz=quiz,
        questions={row["question"]: Drawn.from_json(row) for row in found.draw},
        closes_at=closes_at(found.started_at, quiz.time_limit_minutes),
    )
    if len(_drawn) >= _MOST_DRAWN:
        _drawn.clear()
    _drawn[person_id, attempt_id] = drawn
    return drawn


def _check_time(attempt_id: UUID, drawn: _Drawn) -> None:
    """Raises TimeIsUp. What was allowed besides is only looked up once the plain time is over."""
    if drawn.closes_at is None or clock.now() <= drawn.closes_at:
        return
    allowed = db.session.scalar(_ALLOWED, {"attempt": attempt_id}) or 0
    if clock.now() > drawn.closes_at + timedelta(seconds=allowed):
        raise TimeIsUp(attempt=attempt_id)


def _check_open(statement: Select[datetime | None], person_id: UUID, attempt_id: UUID) -> None:
    """Raises NotFound, HandedInAlready."""
    found = db.session.execute(
        statement, {"attempt": attempt_id, "person": person_id}
    ).one_or_none()
    if found is None:
        raise NotFound(attempt=attempt_id)
    if found.handed_in_at is not None:
        raise HandedInAlready(attempt=attempt_id)


def _keep(person_id: UUID, attempt_id: UUID, question_id: str, new: tuple[Stored, int]) -> Saved:
    """`new`: the answer as it is stored, and its sequence."""
    answer, sequence = new
    own = {"attempt": attempt_id, "person": person_id, "question": question_id}
    given = {**own, "given": answer, "number": sequence, "now": clock.now()}
    if write_together(_KEEP[engine_at_hand()], given) is not None:
        return Saved(sequence, answer, is_newest=True)
    _check_open(_SHARED, person_id, attempt_id)
    held = db.session.execute(_HELD, own).one()
    is_same = (held.sequence, held.answer) == (sequence, answer)
    return Saved(held.sequence, held.answer, is_newest=is_same)
