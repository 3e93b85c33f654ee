"""Each type of question: what may be sent, what is stored, what it is worth."""

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.content import Question
from portal.quizzes.answers import as_sent, fitting, is_blank, right_answer
from portal.quizzes.drawing import draw
from portal.quizzes.marking import mark_question
from portal.quizzes.paper import PaperQuestion, make_paper
from portal.quizzes.records import AttemptRecord, StoredResponse
from tests.support.certifying import at
from tests.unit.quizzes.samples import matching, ordering, question, quiz, text_question

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).filter(
    lambda text: text.strip() and not text.isspace()
)


@st.composite
def questions(build: st.DrawFn) -> Question:
    kind = build(
        st.sampled_from(["one", "several", "short", "number", "matching", "ordering", "gaps"])
    )
    is_exact = build(st.booleans())
    if kind in ("one", "several"):
        wrong = build(st.integers(1, 4))
        return question(
            "q", "+" * (1 if kind == "one" else build(st.integers(1, 3))) + "-" * wrong, type=kind
        )
    if kind == "short":
        return text_question(
            "q", kind, tuple(build(st.lists(words, min_size=1, max_size=3))), is_exact=is_exact
        )
    if kind == "number":
        middle, width = build(st.integers(-999, 999)), build(st.integers(0, 9))
        return text_question("q", kind, (f"{middle} ± {width}",))
    if kind == "matching":
        rights = build(st.integers(2, 5))
        pairs = build(st.lists(st.integers(0, rights - 1), min_size=2, max_size=5))
        return matching("q", tuple(pairs), rights)
    if kind == "ordering":
        return ordering("q", build(st.integers(2, 6)))
    return text_question(
        "q", kind, *build(st.lists(st.tuples(words), min_size=1, max_size=4)), is_exact=is_exact
    )


anything = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 7) | st.text(max_size=5) | st.floats(),
    lambda inside: st.lists(inside, max_size=5) | st.dictionaries(st.text(max_size=2), inside, max_size=2),
    max_leaves=6,
)  # fmt: skip


class TestAnyQuestion:
    @given(questions())
    def test_is_wholly_right_with_the_key(self, sample: Question) -> None:
        assert mark_question(sample, right_answer(sample)).share == 1

    @given(questions(), anything, st.randoms(use_true_random=False))
    def test_takes_what_fits_and_marks_it_between_nothing_and_all(
        self, sample: Question, sent: object, chance: Random
    ) -> None:
        (drawn,) = draw(quiz(sample), {}, chance)
        stored = fitting(sample, drawn.choices, sent)
        if stored is not None:
            assert 0 <= mark_question(sample, stored).share <= 1
            again = fitting(sample, drawn.choices, as_sent(sample, drawn.choices, stored))
            assert again == stored

    @given(questions(), st.randoms(use_true_random=False), st.randoms(use_true_random=False))
    def test_is_worth_the_same_however_it_is_shuffled(
        self, sample: Question, one: Random, other: Random
    ) -> None:
        (drawn,) = draw(quiz(sample), {}, one)
        key = as_sent(sample, drawn.choices, right_answer(sample))
        stored = fitting(sample, drawn.choices, key)
        assert stored is not None
        assert mark_question(sample, stored).share == 1
        (otherwise,) = draw(quiz(sample), {}, other)
        assert mark_question(sample, stored) == mark_question(
            sample, fitting(sample, otherwise.choices, as_sent(sample, otherwise.choices, stored)) or []
        )  # fmt: skip

    @given(questions())
    def test_is_worth_nothing_without_an_answer(self, sample: Question) -> None:
        order = [choice.index for choice in sample.choices]
        for nothing in ([], "" if sample.type in ("short", "number") else []):
            stored = fitting(sample, order, nothing)
            assert stored is not None
            assert is_blank(stored)
            assert mark_question(sample, stored).share == 0

    @given(questions(), st.randoms(use_true_random=False))
    def test_takes_the_texts_of_a_form_as_what_they_mean(
        self, sample: Question, chance: Random
    ) -> None:
        (drawn,) = draw(quiz(sample), {}, chance)
        sent = as_sent(sample, drawn.choices, right_answer(sample))
        fields = (
            [sent] if isinstance(sent, str) else ["" if one == -1 else str(one) for one in sent]
        )
        assert fitting(sample, drawn.choices, fields) == right_answer(sample)

    @given(questions(), anything)
    def test_of_one_type_with_the_answer_of_another_is_worth_a_share_too(
        self, sample: Question, stored: Any
    ) -> None:
        if isinstance(stored, str) or (
            isinstance(stored, list) and all(isinstance(one, int | str) for one in stored)
        ):
            assert 0 <= mark_question(sample, stored).share <= 1


class TestWhatIsSent:
    """Two papers whose keys differ are the same to a reader: nothing sent tells which is which."""

    @staticmethod
    def paper(sample: Question, order: Sequence[int]) -> PaperQuestion:
        attempt = AttemptRecord(
            id=at("2026-05-01"), course_slug="c", revision_id=1, number=1,  # type: ignore[arg-type]
            started_at=at("2026-05-01"), draw=(),
        )  # fmt: skip
        (drawn,) = draw(quiz(sample), {}, Random(0))
        attempt = AttemptRecord(
            **{name: getattr(attempt, name) for name in ("id", "course_slug", "revision_id", "number", "started_at")},
            draw=(type(drawn)("q", tuple(order)),),
        )  # fmt: skip
        stored = {"q": StoredResponse(right_answer(sample), 1)}
        return make_paper(attempt, quiz(sample), stored, "vi").questions[0]

    @given(st.permutations(range(4)))
    def test_of_choices_names_places_not_indexes(self, order: list[int]) -> None:
        asked = self.paper(question("q", "+--+"), order)
        assert asked.shown.choices == tuple(f"q-{index}" for index in order)
        assert {order[int(place)] for place in asked.answer} == {0, 3}

    @given(st.permutations(range(4)))
    def test_of_a_matching_names_places_not_indexes(self, order: list[int]) -> None:
        asked = self.paper(matching("q", (0, 1, 2, 3), 4), order)
        assert asked.shown.options == tuple(f"item {index}" for index in order)
        assert asked.answer == [order.index(n) for n in range(4)]

    @given(st.permutations(range(4)))
    def test_of_an_ordering_names_items_as_they_stand(self, order: list[int]) -> None:
        asked = self.paper(ordering("q", 4), order)
        assert asked.shown.parts == tuple(f"item {index}" for index in order)
        assert asked.answer == order
        assert asked.shown.options == ("1", "2", "3", "4")

    def test_of_both_is_mixed_whatever_the_quiz_says(self) -> None:
        for sample in (matching("q", (0, 1, 2), 3), ordering("q", 3, is_fixed=True)):
            orders = {
                draw(quiz(sample, shuffle=False), {}, Random(n))[0].choices for n in range(99)
            }
            assert len(orders) == 6  # all of them, the right one too: leaving it out would tell

    def test_of_texts_holds_no_answer(self) -> None:
        asked = self.paper(text_question("q", "short", ("secret",)), ())
        assert asked.answer == "secret"  # given, not told
        assert (asked.shown.choices, asked.shown.parts, asked.shown.options) == ((), (), ())


class TestShortAnswers:
    @pytest.mark.parametrize(
        ("given", "is_exact", "is_right"),
        [
            ("Hà Nội", False, True),
            ("  ha   NOI ", False, True),
            ("Ha\u0300 No\u0302\u0323i", True, True),
            ("hà nội", True, False),
            ("Ha Noi", True, False),
            ("Hà Nội là thủ đô", False, False),
            ("", False, False),
        ],
    )
    def test_fold_case_and_accents_unless_exact(
        self, given: str, is_exact: bool, is_right: bool
    ) -> None:
        sample = text_question("q", "short", ("Hà Nội",), is_exact=is_exact)
        assert mark_question(sample, given).is_right == is_right

    def test_match_any_line(self) -> None:
        sample = text_question("q", "short", ("Hà Nội", "Thăng Long"))
        assert mark_question(sample, "thang long").is_right


class TestNumbers:
    @pytest.mark.parametrize(
        ("given", "is_right"),
        [
            ("10000000", True), ("10.000.000", True), ("9,5", False), ("9.500.000", True),
            ("10.500.000,00", True), ("10.500.000,01", False), ("9499999", False), ("15", True),
            ("14,5", True), ("mười", False), ("", False),
        ],
    )  # fmt: skip
    def test_are_right_in_range(self, given: str, is_right: bool) -> None:
        sample = text_question("q", "number", ("10000000 ± 5%", "10..20"))
        assert mark_question(sample, given).is_right == is_right


class TestPartialCredit:
    @pytest.mark.parametrize(
        ("chosen", "share"),
        [
            ([0, 1, 0], 1),
            ([0, 1, 1], Fraction(2, 3)),
            ([1, 0, 1], 0),
            ([-1, 1, -1], Fraction(1, 3)),
        ],
    )
    def test_matching_is_the_share_of_right_pairs(self, chosen: list[int], share: Fraction) -> None:
        assert mark_question(matching("q", (0, 1, 0), 2), chosen).share == share

    @pytest.mark.parametrize(
        ("places", "share"),
        [
            ([0, 1, 2, 3], 1),
            ([1, 2, 3, 0], Fraction(2, 3)),
            ([3, 2, 1, 0], 0),
            ([0, 1, 3, 2], Fraction(1, 3)),
            ([0, 1, 1, 2], 0),
            ([0, 1, -1, -1], Fraction(1, 3)),
            ([-1, 0, 1, 2], Fraction(2, 3)),
            ([-1, -1, -1, -1], 0),
        ],
    )
    def test_ordering_is_the_share_of_right_neighbours(
        self, places: list[int], share: Fraction
    ) -> None:
        assert mark_question(ordering("q", 4), places).share == share

    @given(st.permutations(range(5)))
    def test_ordering_is_wholly_right_only_in_the_right_order(self, places: list[int]) -> None:
        is_right = places == sorted(places)
        assert mark_question(ordering("q", 5), places).is_right == is_right

    def test_gaps_are_the_share_of_right_gaps(self) -> None:
        sample = text_question("q", "gaps", ("156", "số 156"), ("OTP",), ("b",))
        assert mark_question(sample, ["SO 156", "otp", "x"]).share == Fraction(2, 3)


class TestShape:
    @pytest.mark.parametrize(
        ("sample", "sent"),
        [
            (text_question("q", "short", ("a",)), ["a", "b"]),
            (text_question("q", "short", ("a",)), [1]),
            (text_question("q", "short", ("a",)), "a" * 501),
            (text_question("q", "short", ("a",)), "a\x00"),
            (text_question("q", "number", ("1",)), 1),
            (text_question("q", "gaps", ("a",), ("b",)), ["a"]),
            (text_question("q", "gaps", ("a",)), "a"),
            (text_question("q", "gaps", ("a",)), [None]),
            (matching("q", (0, 1), 2), [0]),
            (matching("q", (0, 1), 2), [0, 2]),
            (matching("q", (0, 1), 2), [0, -2]),
            (matching("q", (0, 1), 2), [0, True]),
            (matching("q", (0, 1), 2), ["0", "x"]),
            (ordering("q", 2), [0, 1, 1]),
            (ordering("q", 2), {"0": 1}),
            (question("q"), "0"),
            (question("q"), [[0]]),
        ],
    )
    def test_of_another_kind_is_refused(self, sample: Question, sent: object) -> None:
        assert fitting(sample, [choice.index for choice in sample.choices], sent) is None
