"""What answers are worth."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.quizzes.marking import mark_question, mark_quiz
from tests.unit.quizzes.samples import question, quiz

keys = st.text("+-", min_size=2, max_size=6).filter(lambda key: "+" in key)
answers = st.sets(st.integers(0, 5))


class TestOneChoice:
    @pytest.mark.parametrize(("chosen", "share"), [([0], 1), ([1], 0), ([], 0), ([0, 1], 0)])
    def test_is_all_or_nothing(self, chosen: list[int], share: int) -> None:
        assert mark_question(question(key="+--"), chosen).share == share


class TestSeveralChoices:
    @pytest.mark.parametrize(
        ("chosen", "share"),
        [
            ([0, 1], Fraction(1)),
            ([0], Fraction(1, 2)),
            ([0, 1, 2], Fraction(1, 2)),
            ([0, 2], Fraction(0)),
            ([2, 3], Fraction(0)),
            ([0, 1, 2, 3], Fraction(0)),
            ([], Fraction(0)),
        ],
    )
    def test_bring_right_less_wrong_and_never_below_nothing(
        self, chosen: list[int], share: Fraction
    ) -> None:
        assert mark_question(question(key="++--"), chosen).share == share

    def test_without_a_wrong_one_count_the_right_ones(self) -> None:
        assert mark_question(question(key="+++"), [0]).share == Fraction(1, 3)

    @given(keys, answers)
    def test_lie_between_nothing_and_all(self, key: str, chosen: set[int]) -> None:
        sample = question(key=key, type="several")
        inside = {index for index in chosen if index < len(key)}
        mark = mark_question(sample, inside)
        right = {index for index, sign in enumerate(key) if sign == "+"}
        assert 0 <= mark.share <= 1
        assert mark.is_right == (inside == right)

    @given(keys, answers)
    def test_never_gain_by_a_wrong_choice_more(self, key: str, chosen: set[int]) -> None:
        sample = question(key=key, type="several")
        inside = {index for index in chosen if index < len(key)}
        wrong = {index for index, sign in enumerate(key) if sign == "-"}
        assert (
            mark_question(sample, inside | wrong).share
            <= mark_question(sample, inside - wrong).share
        )


class TestQuiz:
    def test_score_is_the_share_of_points(self) -> None:
        sample = quiz(question("a", points=3), question("b"))
        assert mark_quiz(sample, ["a", "b"], {"a": [0]}).score == Fraction(3, 4)

    def test_is_passed_exactly_at_the_pass_mark(self) -> None:
        sample = quiz(*(question(f"q{place}") for place in range(5)), pass_mark=0.8)
        drawn = [one.id for one in sample.questions]
        right = {identity: [0] for identity in drawn}
        assert mark_quiz(sample, drawn, {**right, "q0": [1]}).is_passed
        assert not mark_quiz(sample, drawn, {**right, "q0": [1], "q1": [1]}).is_passed

    @pytest.mark.parametrize("mark", [0.1, 0.3, 0.6, 0.7])
    def test_is_passed_at_marks_that_floats_cannot_hold(self, mark: float) -> None:
        sample = quiz(*(question(f"q{place}") for place in range(10)), pass_mark=mark)
        drawn = [one.id for one in sample.questions]
        right = {identity: [0] for identity in drawn[: round(mark * 10)]}
        assert mark_quiz(sample, drawn, right).is_passed

    def test_is_not_passed_with_a_critical_question_wrong(self) -> None:
        sample = quiz(
            question("c", is_critical=True), *(question(f"q{place}") for place in range(9))
        )
        drawn = [one.id for one in sample.questions]
        result = mark_quiz(sample, drawn, {identity: [0] for identity in drawn if identity != "c"})
        assert result.score == Fraction(9, 10)
        assert not result.is_passed
        assert result.critical_wrong == ("c",)

    def test_counts_only_what_was_drawn(self) -> None:
        sample = quiz(question("a"), question("c", is_critical=True))
        result = mark_quiz(sample, ["a"], {"a": [0], "c": [1]})
        assert result.is_passed
        assert [mark.question for mark in result.marks] == ["a"]

    @given(
        st.lists(st.tuples(keys, st.booleans(), answers, st.integers(1, 5)), min_size=1, max_size=6)
    )
    def test_all_right_passes_and_nothing_does_not(
        self, parts: list[tuple[str, bool, set[int], int]]
    ) -> None:
        questions = [
            question(f"q{place}", key, is_critical=critical, points=points)
            for place, (key, critical, _, points) in enumerate(parts)
        ]
        sample = quiz(*questions)
        drawn = [one.id for one in questions]
        key = {one.id: [c.index for c in one.choices if c.is_right] for one in questions}
        assert mark_quiz(sample, drawn, key).score == 1
        assert mark_quiz(sample, drawn, key).is_passed
        assert not mark_quiz(sample, drawn, {}).is_passed
