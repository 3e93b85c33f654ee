"""A quiz's attempts as they would be marked again, before anything is kept. Reads only."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Integer, String, bindparam, func, select

from portal.catalogue.content import REFRESH, Question, RevisionContent
from portal.catalogue.queries import get_content
from portal.kernel.db import db
from portal.quizzes.answers import Stored
from portal.quizzes.correcting import Change, Correction
from portal.quizzes.corrections import OF_QUIZ, Past, asked_for, read_past
from portal.quizzes.models import Attempt, Response
from portal.quizzes.remarking import Decision, Effect, Held, MarkedAgain, Order, mark_again
from portal.quizzes.results import IS_PASSED, MARKS, SCORE, TIMES, with_results

_ATTEMPTS: Final = with_results(
    select(
        Attempt.id,
        Attempt.person_id,
        Attempt.quiz,
        Attempt.revision_id,
        Attempt.handed_in_at,
        Attempt.number,
        SCORE,
        IS_PASSED,
        MARKS,
        TIMES,
    )
    .where(OF_QUIZ, Attempt.revision_id.in_(bindparam("revisions", expanding=True)))
    .order_by(Attempt.handed_in_at, Attempt.id)
)
_ANSWERS: Final = (
    select(Response.attempt_id, Response.question_id, Response.answer)
    .join(Attempt, Attempt.id == Response.attempt_id)
    .where(
        OF_QUIZ,
        Attempt.revision_id.in_(bindparam("revisions", expanding=True)),
        Response.question_id.in_(bindparam("questions", type_=String(), expanding=True)),
    )
)


#: without those of the revision whose keys count
_HANDED_IN: Final = (
    select(func.count())
    .select_from(Attempt)
    .where(OF_QUIZ, Attempt.revision_id != bindparam("revision", type_=Integer()))
)


@dataclass(frozen=True, slots=True)
class _Taken:
    """An attempt as it stands, in the order of `_ATTEMPTS`."""

    id: UUID
    person_id: UUID
    quiz: str
    revision_id: int
    handed_in_at: datetime
    number: int
    score: float
    is_passed: bool
    marks: Mapping[str, Any]
    times_remarked: int


@dataclass(frozen=True, slots=True)
class ChangedQuestion:
    """A question that was asked otherwise than now. `asked`: as it was asked last before; `now` is None where it is
    gone; `attempts` had it, and of those `waiting` were not yet looked at under today's key."""

    asked: Question
    now: Question | None
    change: Change
    attempts: int
    waiting: int

    @property
    def id(self) -> str:
        return self.asked.id

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What may be decided about it, the usual one first."""
        if self.change is Change.KEY:
            return tuple(Decision)
        return (Decision.KEPT, Decision.GIVEN, Decision.LEFT_OUT)


@dataclass(frozen=True, slots=True)
class PlannedAttempt:
    """One attempt that is looked at; `quiz`: the exam's may be answers to what changed; `times`: how often it was
    marked again before; `effect`: what happens to it, or would, if worse results were taken."""

    id: UUID
    person_id: UUID
    quiz: str
    revision_id: int
    handed_in_at: datetime
    number: int
    times: int
    result: MarkedAgain
    effect: Effect

    @property
    def stands_with(self) -> Effect:
        """What happens to it: nothing where a worse result is not taken."""
        return Effect.SAME if self.result.is_spared else self.result.effect


@dataclass(frozen=True, slots=True)
class Plan:
    """`questions` in the quiz's order, those that are gone last; `attempts`: all that would get a new marking."""

    content: RevisionContent
    quiz: str
    order: Order
    questions: tuple[ChangedQuestion, ...]
    attempts: tuple[PlannedAttempt, ...]
    own: int

    def of(self, *effects: Effect) -> tuple[PlannedAttempt, ...]:
        return tuple(one for one in self.attempts if one.effect in effects)

    @property
    def turned(self) -> tuple[PlannedAttempt, ...]:
        """Those passed now and not before, or the other way round."""
        sides = (Effect.PASSES, Effect.FAILS)
        return tuple(one for one in self.attempts if one.stands_with in sides)

    @property
    def people_worse(self) -> int:
        """People who would get a worse result, if it were taken."""
        return len({one.person_id for one in self.attempts if one.effect.is_worse})

    @property
    def refreshes(self) -> int:
        """Attempts that are answers to what changed in the course."""
        return sum(one.quiz == REFRESH for one in self.attempts)


def read_plan(
    content: RevisionContent,
    name: str,
    *,
    actor_id: UUID,
    decisions: Mapping[str, Decision] | None = None,
    takes_away: bool = False,
) -> Plan:
    """What marking a quiz again by the keys of `content` would do. Three statements, and each revision's own once.

    Without `decisions`: the usual one for each question. The actor's own attempts are left to somebody else; `own` of
    them would be looked at.
    """
    asked = asked_for(content, name)
    past = read_past(content, name)
    corrections = past.corrections
    rows = _read_taken({**asked, "revisions": list(corrections)})
    questions = _questions(content, name, past, rows)
    order = Order(content.revision_id, _decided(questions, decisions or {}), takes_away)
    answers = _answers(asked, corrections, order.decisions)
    found = [
        (row, _planned(row, corrections[row.revision_id], answers[row.id], order)) for row in rows
    ]
    due = [one for row, one in found if _is_due(one.result, past, row.revision_id)]
    others = tuple(one for one in due if one.person_id != actor_id)
    return Plan(content, name, order, questions, others, len(due) - len(others))


def count_handed_in(content: RevisionContent, name: str) -> int:
    """Attempts that a plan may be about: they are only ever added to."""
    asked = {**asked_for(content, name), "revision": content.revision_id}
    return db.session.scalar(_HANDED_IN, asked) or 0


def _read_taken(asked: Mapping[str, Any]) -> list[_Taken]:
    """Equal marks are one object, and names too: there are few, but a quarter million in twenty thousand attempts."""
    marks, names, found = dict[Any, Any](), dict[str, str](), []
    for row in db.session.execute(_ATTEMPTS, asked, execution_options={"yield_per": 500}):
        values: list[Any] = list(row)
        values[8] = {
            names.setdefault(name, name): marks.setdefault(tuple(mark.items()), mark)
            for name, mark in row.marks.items()
        }
        found.append(_Taken(*values))
    return found


def _decided(
    questions: Sequence[ChangedQuestion], decisions: Mapping[str, Decision]
) -> dict[str, Decision]:
    """Of what may be decided about each, what was, or the usual."""
    chosen = {one.id: decisions.get(one.id, one.decisions[0]) for one in questions}
    return {one.id: chosen[one.id] for one in questions if chosen[one.id] in one.decisions}


def _questions(
    content: RevisionContent, name: str, past: Past, rows: Sequence[_Taken]
) -> tuple[ChangedQuestion, ...]:
    attempts: defaultdict[str, int] = defaultdict(int)
    waiting: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for identity in past.corrections[row.revision_id].keys() & row.marks.keys():
            attempts[identity] += 1
            mark = row.marks[identity]
            waiting[identity] += not past.has_todays_key(mark, identity, row.revision_id)
    quiz = content.find_quiz(name)
    newer = {question.id: question for question in quiz.questions} if quiz else {}
    places = {identity: place for place, identity in enumerate(newer)}
    latest = sorted(_latest(name, past).items(), key=lambda item: places.get(item[0], len(places)))
    return tuple(
        ChangedQuestion(asked, newer.get(one), change, attempts[one], waiting[one])
        for one, (asked, change) in latest
        if attempts[one]
    )


def _latest(name: str, past: Past) -> dict[str, tuple[Question, Change]]:
    """Each changed question as it was asked last; where it could be marked again, that one leads."""
    found: dict[str, tuple[Question, Change]] = {}
    for revision_id, changed in past.corrections.items():
        before = {one.id: one for one in get_content(revision_id).quiz(name).questions}
        for identity, correction in changed.items():
            has_key = identity in found and found[identity][1] is Change.KEY
            if not has_key or correction.change is Change.KEY:
                found[identity] = before[identity], correction.change
    return found


def _answers(
    asked: Mapping[str, Any],
    corrections: Mapping[int, Mapping[str, Correction]],
    decisions: Mapping[str, Decision],
) -> defaultdict[UUID, dict[str, Stored]]:
    """The answers that are marked again, by attempt."""
    names = [name for name, decision in decisions.items() if decision is Decision.NEW_KEY]
    wanted = {**asked, "revisions": list(corrections), "questions": names}
    found: defaultdict[UUID, dict[str, Stored]] = defaultdict(dict)
    for row in db.session.execute(_ANSWERS, wanted):
        found[row.attempt_id][row.question_id] = row.answer
    return found


def _planned(
    row: _Taken,
    corrections: Mapping[str, Correction],
    answers: Mapping[str, Stored],
    order: Order,
) -> PlannedAttempt:
    """Answers to what changed in a course only ever gain (docs/decisions/0011)."""
    held = Held(row.score, row.is_passed, row.marks)
    quiz = get_content(row.revision_id).quiz(row.quiz)
    own = replace(order, takes_away=order.takes_away and row.quiz != REFRESH)
    result = mark_again(held, quiz, corrections, answers, own)
    is_never = order.takes_away and result.is_spared
    return PlannedAttempt(
        id=row.id,
        person_id=row.person_id,
        quiz=row.quiz,
        revision_id=row.revision_id,
        handed_in_at=row.handed_in_at,
        number=row.number,
        times=row.times_remarked,
        result=result,
        effect=Effect.SAME if is_never else result.effect,
    )


def _is_due(result: MarkedAgain, past: Past, revision_id: int) -> bool:
    """Whether something comes of it: another result, or a question looked at for the first time under this key."""
    before, after = result.before, result.after
    if (before.score, before.is_passed) != (after.score, after.is_passed):
        return True
    decided = [name for name, mark in after.marks.items() if mark != before.marks[name]]
    return any(not past.has_todays_key(before.marks[name], name, revision_id) for name in decided)
