"""Which questions an attempt gets."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.content import Quiz
from portal.quizzes.drawing import Drawn, count_drawn, draw, only
from tests.unit.quizzes.samples import question, quiz


@st.composite
def quizzes(build: st.DrawFn) -> Quiz:
    kinds = build(
        st.lists(st.tuples(st.booleans(), st.sampled_from([(), ("kho",)])), min_size=1, max_size=12)
    )
    questions = [
        question(f"q{place}", is_critical=critical, classes=classes)
        for place, (critical, classes) in enumerate(kinds)
    ]
    hard = sum(bool(classes) for _, classes in kinds)
    easy = len(kinds) - hard
    by_class = {"default": build(st.integers(0, easy)), "kho": build(st.integers(0, hard))}
    whole = build(st.integers(1, len(kinds)))
    wanted = build(st.sampled_from([None, whole, by_class]))
    return quiz(*questions, draw=wanted, shuffle=build(st.booleans()))


class TestAnyDraw:
    @given(quizzes(), st.randoms(use_true_random=False))
    def test_has_the_number_asked_for_and_no_question_twice(
        self, sample: Quiz, chance: Random
    ) -> None:
        drawn = [one.question for one in draw(sample, {}, chance)]
        assert len(drawn) == len(set(drawn)) == count_drawn(sample)

    @given(quizzes(), st.randoms(use_true_random=False))
    def test_takes_from_each_class_what_is_written(self, sample: Quiz, chance: Random) -> None:
        by_id = {one.id: one for one in sample.questions}
        drawn = Counter(bool(by_id[one.question].classes) for one in draw(sample, {}, chance))
        if isinstance(sample.draw, dict):
            assert (drawn[False], drawn[True]) == (sample.draw["default"], sample.draw["kho"])

    @given(quizzes(), st.randoms(use_true_random=False))
    def test_has_a_critical_question_where_one_can_be_drawn(
        self, sample: Quiz, chance: Random
    ) -> None:
        wanted = sample.draw
        reachable = [
            one
            for one in sample.questions
            if not isinstance(wanted, dict) or wanted["kho" if one.classes else "default"]
        ]
        critical = {one.id for one in reachable if one.is_critical}
        drawn = {one.question for one in draw(sample, {}, chance)}
        assert not critical or drawn & critical

    @given(quizzes(), st.randoms(use_true_random=False))
    def test_shows_every_choice_of_a_question_once(self, sample: Quiz, chance: Random) -> None:
        for one in draw(sample, {}, chance):
            assert sorted(one.choices) == [0, 1, 2]

    @given(quizzes(), st.integers())
    def test_is_the_same_for_the_same_chance(self, sample: Quiz, seed: int) -> None:
        assert draw(sample, {}, Random(seed)) == draw(sample, {}, Random(seed))


class TestLaterAttempts:
    @given(st.integers())
    def test_get_unseen_questions_first(self, seed: int) -> None:
        sample = quiz(*(question(f"q{place}") for place in range(8)), draw=4)
        first = {one.question for one in draw(sample, {}, Random(seed))}
        second = {one.question for one in draw(sample, dict.fromkeys(first, 1), Random(seed + 1))}
        assert not first & second

    def test_swap_in_a_critical_question_that_was_seen(self) -> None:
        sample = quiz(question("c", is_critical=True), question("a"), question("b"), draw=2)
        drawn = {one.question for one in draw(sample, {"c": 1}, Random(1))}
        assert "c" in drawn
        assert len(drawn) == 2


class TestOrder:
    def test_stays_as_written_without_shuffle(self) -> None:
        sample = quiz(*(question(f"q{place}") for place in range(5)), shuffle=False)
        assert draw(sample, {}, Random(1)) == tuple(
            Drawn(f"q{place}", (0, 1, 2)) for place in range(5)
        )

    def test_of_fixed_choices_stays_as_written(self) -> None:
        sample = quiz(question("q", "+-----", is_fixed=True))
        assert all(
            draw(sample, {}, Random(seed))[0].choices == (0, 1, 2, 3, 4, 5) for seed in range(9)
        )

    def test_of_choices_and_questions_changes_with_chance(self) -> None:
        sample = quiz(*(question(f"q{place}") for place in range(5)))
        draws = [draw(sample, {}, Random(seed)) for seed in range(20)]
        assert len({tuple(one.question for one in drawn) for drawn in draws}) > 5
        assert len({drawn[0].choices for drawn in draws}) > 2


def test_only_some_questions_are_all_drawn_but_no_more_than_the_quiz_draws() -> None:
    asked = quiz(*map(question, "abcd"), draw=2)
    assert {one.question for one in draw(only(asked, {"b"}), {}, Random(1))} == {"b"}
    drawn = {one.question for one in draw(only(asked, {"a", "b", "c"}), {}, Random(1))}
    assert len(drawn) == 2
    assert drawn < {"a", "b", "c"}
