"""An attempt that is marked again: by the corrected key, or without a question that should not have been asked. Pure.

Only the questions decided about are marked anew; the others keep the marks they have. What comes of it replaces the
result where it is better; a worse one only where that was chosen (docs/decisions/0011).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from portal.catalogue.content import Quiz
from portal.quizzes.answers import Stored
from portal.quizzes.correcting import Change, Correction
from portal.quizzes.marking import Mark, add_up, mark_question

#: marks are stored as floats; the share that was meant has a denominator far below this
_FINEST: Final = 10_000


class Decision(StrEnum):
    """What becomes of a question's marks."""

    NEW_KEY = "new_key"
    GIVEN = "given"  # it counts as right for everybody
    LEFT_OUT = "left_out"  # it does not count
    KEPT = "kept"  # as it was marked


class Effect(StrEnum):
    """What marking again does to an attempt's result."""

    PASSES = "passes"
    FAILS = "fails"
    HIGHER = "higher"
    LOWER = "lower"
    SAME = "same"

    @property
    def is_worse(self) -> bool:
        return self in (Effect.FAILS, Effect.LOWER)


@dataclass(frozen=True, slots=True)
class Held:
    """An attempt's result. `marks` by question id: {"score": 0–1, "is_right"} and, where it was marked again,
    {"by": a Decision, "revision": the id of the one whose key was looked at}."""

    score: float
    is_passed: bool
    marks: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """How a quiz is to be marked again. `revision_id`: whose keys; `takes_away`: whether worse results stand too."""

    revision_id: int
    decisions: Mapping[str, Decision]
    takes_away: bool = False


@dataclass(frozen=True, slots=True)
class MarkedAgain:
    """`marked`: what the marks come to, and with which `effect`; `after`: what stands, as before where a worse result
    is not taken."""

    before: Held
    marked: Held
    after: Held
    effect: Effect

    @property
    def is_spared(self) -> bool:
        """Whether a worse result was not taken."""
        return self.after is not self.marked


def mark_again(
    held: Held,
    quiz: Quiz,
    corrections: Mapping[str, Correction],
    answers: Mapping[str, Stored],
    order: Order,
) -> MarkedAgain:
    """`quiz` and `corrections`: of the revision that the attempt was taken on. An attempt of which nothing would be
    left keeps its result."""
    decided = {
        name: decision
        for name, correction in corrections.items()
        if name in held.marks and (decision := _possible(order.decisions.get(name), correction))
    }
    marks = dict(held.marks) | {
        name: _marked(name, decision, held, corrections[name], answers, order.revision_id)
        for name, decision in decided.items()
    }
    found = _added_up(quiz, marks) or held
    effect = _effect(held, found)
    if not effect.is_worse or order.takes_away:
        return MarkedAgain(held, found, found, effect)
    spared = {name: _kept(held.marks[name], order.revision_id) for name in decided}
    kept = Held(held.score, held.is_passed, dict(held.marks) | spared)
    return MarkedAgain(held, found, kept, effect)


def _possible(decision: Decision | None, correction: Correction) -> Decision | None:
    """Whether it has a new key or not, a question that did not change is none to decide about."""
    needs_key = decision in (Decision.NEW_KEY, Decision.KEPT)
    changes = (Change.KEY,) if needs_key else tuple(set(Change) - {Change.NONE})
    return decision if correction.change in changes else None


def _marked(
    name: str,
    decision: Decision,
    held: Held,
    correction: Correction,
    answers: Mapping[str, Stored],
    revision_id: int,
) -> dict[str, Any]:
    if decision is Decision.KEPT:
        return _kept(held.marks[name], revision_id)
    if decision is Decision.NEW_KEY:
        mark = mark_question(correction.question, correction.answer(answers.get(name, [])))
        scored = {"score": float(mark.share), "is_right": mark.is_right}
    elif decision is Decision.GIVEN:
        scored = {"score": 1.0, "is_right": True}
    else:
        scored = {key: held.marks[name][key] for key in ("score", "is_right")}
    return {**scored, "by": str(decision), "revision": revision_id}


def _kept(mark: Mapping[str, Any], revision_id: int) -> dict[str, Any]:
    """A question that was left out, or counted as right, stays so."""
    by = mark.get("by") if mark.get("by") in (Decision.GIVEN, Decision.LEFT_OUT) else None
    return {**mark, "by": by or str(Decision.KEPT), "revision": revision_id}


def _added_up(quiz: Quiz, marks: Mapping[str, Any]) -> Held | None:
    """None where no question counts."""
    counted = [
        Mark(name, Fraction(mark["score"]).limit_denominator(_FINEST))
        for name, mark in marks.items()
        if mark.get("by") != Decision.LEFT_OUT
    ]
    if not counted:
        return None
    result = add_up(quiz, counted)
    return Held(float(result.score), result.is_passed, marks)


def _effect(before: Held, after: Held) -> Effect:
    if before.is_passed != after.is_passed:
        return Effect.PASSES if after.is_passed else Effect.FAILS
    if after.score == before.score:
        return Effect.SAME
    return Effect.HIGHER if after.score > before.score else Effect.LOWER
