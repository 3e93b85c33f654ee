"""An attempt marked again: only what was decided changes, and nobody loses unless that was chosen."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.content import Quiz
from portal.quizzes.correcting import Correction, correct
from portal.quizzes.marking import mark_quiz
from portal.quizzes.remarking import Decision, Effect, Held, MarkedAgain, Order, mark_again
from tests.unit.quizzes.samples import question, quiz

NAMES = "abcde"
KEYS = ("+--", "-+-", "--+")
ASKED = quiz(*(question(name, "+--") for name in NAMES), pass_mark=0.8)
Answers = dict[str, list[int]]


def newer(**keys: str) -> Mapping[str, Correction]:
    """What changed: the key of these questions."""
    return {name: correct(question(name, "+--"), question(name, key)) for name, key in keys.items()}


def held(answers: Answers, asked: Quiz = ASKED) -> Held:
    result = mark_quiz(asked, NAMES, answers)
    marks = {
        one.question: {"score": float(one.share), "is_right": one.is_right} for one in result.marks
    }
    return Held(float(result.score), result.is_passed, marks)


def again(
    answers: Answers,
    corrections: Mapping[str, Correction],
    decision: Decision = Decision.NEW_KEY,
    *,
    takes_away: bool = False,
    before: Held | None = None,
    asked: Quiz = ASKED,
) -> MarkedAgain:
    order = Order(7, dict.fromkeys(corrections, decision), takes_away)
    return mark_again(before or held(answers, asked), asked, corrections, answers, order)


def right(count: int, **other: int) -> Answers:
    """So many right from the first on, the others wrong; and these chosen otherwise."""
    chosen = {name: [0 if place < count else 2] for place, name in enumerate(NAMES)}
    return chosen | {name: [index] for name, index in other.items()}


class TestEffect:
    @pytest.mark.parametrize(
        ("answers", "effect"),
        [
            (right(3, e=1), Effect.PASSES),
            (right(4, e=1), Effect.HIGHER),
            (right(4, d=2, e=0), Effect.FAILS),
            (right(5), Effect.LOWER),
            (right(3), Effect.SAME),
        ],
        ids=["passes", "higher", "fails", "lower", "same"],
    )
    def test_of_a_corrected_key(self, answers: Answers, effect: Effect) -> None:
        assert again(answers, newer(e="-+-"), takes_away=True).effect is effect

    def test_a_worse_result_is_taken_only_where_that_was_chosen(self) -> None:
        spared, taken = (
            again(right(5), newer(e="-+-"), takes_away=takes) for takes in (False, True)
        )
        assert (spared.is_spared, spared.after.score, spared.marked.score) == (True, 1.0, 0.8)
        assert spared.after.marks["e"] == {
            "score": 1.0, "is_right": True, "by": "kept", "revision": 7,
        }  # fmt: skip
        assert (taken.is_spared, taken.after.score) == (False, 0.8)

    def test_pass_mark_and_what_must_be_right_are_those_of_the_day(self) -> None:
        critical = quiz(*(question(one, "+--", is_critical=one == "e") for one in NAMES))
        correction = {"e": correct(critical.questions[-1], question("e", "-+-", is_critical=False))}
        found = again(right(5), correction, takes_away=True, asked=critical)
        assert found.effect is Effect.FAILS


class TestDropping:
    def test_a_question_given_to_all_is_right(self) -> None:
        gone = {"e": correct(question("e"), None)}
        assert again(right(3), gone, Decision.GIVEN).after.score == 0.8

    def test_one_left_out_counts_neither_way(self) -> None:
        gone = {"e": correct(question("e"), None)}
        assert again(right(3), gone, Decision.LEFT_OUT).after.score == 0.75

    def test_a_critical_one_left_out_fails_nobody(self) -> None:
        critical = quiz(*(question(one, "+--", is_critical=one == "e") for one in NAMES))
        gone = {"e": correct(critical.questions[-1], None)}
        found = again(right(4), gone, Decision.LEFT_OUT, asked=critical)
        assert found.effect is Effect.PASSES

    def test_where_nothing_is_left_the_result_stays(self) -> None:
        gone = {name: correct(question(name), None) for name in NAMES}
        assert again(right(3), gone, Decision.LEFT_OUT).effect is Effect.SAME

    def test_what_is_gone_cannot_be_marked_by_a_key(self) -> None:
        gone = {"e": correct(question("e"), None)}
        assert again(right(3), gone).after == held(right(3))

    def test_what_was_left_out_stays_so_when_others_are_marked_again(self) -> None:
        gone = {"e": correct(question("e"), None)}
        once = again(right(3), gone, Decision.LEFT_OUT).after
        twice = again(right(3, d=1), newer(d="-+-"), before=once)
        assert twice.after.score == 1.0


chosen = st.fixed_dictionaries({name: st.integers(0, 2).map(lambda one: [one]) for name in NAMES})
keys = st.fixed_dictionaries({}, optional={name: st.sampled_from(KEYS) for name in NAMES})


class TestAnyAttempt:
    @given(chosen, keys)
    def test_comes_to_what_it_would_have_under_the_new_keys(
        self, answers: Answers, keyed: dict[str, str]
    ) -> None:
        found = again(answers, newer(**keyed), takes_away=True)
        now = replace(ASKED, questions=tuple(question(n, keyed.get(n, "+--")) for n in NAMES))
        expected = mark_quiz(now, NAMES, answers)
        assert Fraction(found.after.score).limit_denominator(100) == expected.score
        assert found.after.is_passed == expected.is_passed

    @given(chosen, keys, st.sampled_from(Decision))
    def test_never_loses_in_favour_and_doing_it_twice_is_doing_it_once(
        self, answers: Answers, keyed: dict[str, str], decision: Decision
    ) -> None:
        corrections = newer(**keyed)
        once = again(answers, corrections, decision)
        result: Any = (once.after.is_passed, once.after.score)
        assert result >= (once.before.is_passed, once.before.score)
        assert again(answers, corrections, decision, before=once.after).after == once.after
