"""What first attempts tell: one example worked by hand, and what holds whatever people answer."""

from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.content import Question
from portal.quizzes.statistics import (
    LEAST,
    Finding,
    QuestionStatistics,
    Sheet,
    correlation,
    equal_sheets,
    question_statistics,
    quick_sheets,
    rest_score,
)
from tests.unit.quizzes.samples import question, text_question

SAMPLE = question("q", "+--")
POINTS = {"q": 1, "a": 1, "b": 3}


def sheet(
    chosen: int, a: float, b: float, receipt: str = "AAAA-AAAA", seconds: float = 600
) -> Sheet:
    shares = {"q": float(chosen == 0), "a": a, "b": b}
    return Sheet(
        receipt, shares, {"q": [chosen], "a": [0 if a else 1], "b": [0 if b else 1]}, seconds
    )


def figures(sheets: list[Sheet], sample: Question = SAMPLE) -> QuestionStatistics:
    return question_statistics(sample, sheets, POINTS)


class TestByHand:
    """Thirty people: ten strong (rest 1) of whom eight are right and two chose B, twenty weak (rest 0) of whom four
    are right, ten chose B and six C.

    p = 12/30 = 0.4. Rest: mean 1/3, standard deviation sqrt(1/3 · 2/3) = sqrt(2)/3. Mean rest of the right: 8/12; of
    the wrong: 2/18. r = (2/3 - 1/9) / (sqrt(2)/3) · sqrt(0.4 · 0.6) = (5/9) · (3/sqrt(2)) · sqrt(0.24) = 0.57735.
    """

    SHEETS = [
        *[sheet(0, 1, 1)] * 8, *[sheet(1, 1, 1)] * 2,
        *[sheet(0, 0, 0)] * 4, *[sheet(1, 0, 0)] * 10, *[sheet(2, 0, 0)] * 6,
    ]  # fmt: skip

    def test_figures(self) -> None:
        found = figures(self.SHEETS)
        assert found.people == 30
        assert found.facility == pytest.approx(0.4)
        by_hand = (5 / 9) * (3 / sqrt(2)) * sqrt(0.24)
        assert by_hand == pytest.approx(0.57735, abs=1e-5)
        assert found.discrimination == pytest.approx(by_hand)

    def test_choices(self) -> None:
        uses = figures(self.SHEETS).choices
        assert [use.share for use in uses] == pytest.approx([12 / 30, 12 / 30, 6 / 30])
        assert [use.of_strong for use in uses] == pytest.approx([0.8, 0.2, 0])

    def test_rest_score_weighs_points(self) -> None:
        assert rest_score(sheet(0, 1, 0), "q", POINTS) == 0.25
        assert rest_score(sheet(0, 0, 1), "q", POINTS) == 0.75


class TestFindings:
    @pytest.mark.parametrize(
        ("sheets", "finding"),
        [
            ([sheet(0, 1, 1)] * (LEAST - 1), Finding.TOO_FEW),
            ([*[sheet(1, 1, 1)] * 20, *[sheet(0, 0, 0)] * 20], Finding.MISLEADING),
            ([*[sheet(1, 1, 1)] * 8, *[sheet(0, 1, 1)] * 12, *[sheet(0, 0, 0)] * 20], Finding.REVERSED),
            ([*[sheet(0, 1, 1)] * 5, *[sheet(1, 0, 0)] * 20, *[sheet(2, 0, 0)] * 15], Finding.HARD),
            ([sheet(0, 1, 1)] * 40, Finding.EASY),
            ([*[sheet(0, 1, 1), sheet(2, 1, 1), sheet(0, 0, 0), sheet(2, 0, 0)] * 10], Finding.WEAK),
            ([*[sheet(0, 1, 1)] * 20, *[sheet(2, 0, 0)] * 20], Finding.FINE),
        ],
        ids=["too few", "misleading", "reversed", "hard", "easy", "weak", "fine"],
    )  # fmt: skip
    def test_are_told_apart(self, sheets: list[Sheet], finding: Finding) -> None:
        assert figures(sheets).finding is finding

    def test_say_how_many_people_are_missing(self) -> None:
        found = figures([sheet(0, 1, 1)] * 12)
        assert (found.people, found.missing, found.facility) == (12, 18, None)

    def test_name_the_choice_that_misleads(self) -> None:
        assert figures([*[sheet(2, 1, 1)] * 20, *[sheet(0, 0, 0)] * 20]).misleading == 2

    def test_of_a_text_have_no_choices(self) -> None:
        found = figures([sheet(0, 1, 1)] * 30, text_question("q", "short", ("a",)))
        assert (found.choices, found.facility) == ((), 1)


shares = st.lists(st.floats(0, 1), min_size=2, max_size=40)
sheets = st.lists(
    st.builds(sheet, st.integers(0, 2), st.floats(0, 1), st.floats(0, 1)), min_size=LEAST, max_size=60
)  # fmt: skip


class TestAlways:
    @given(shares, st.randoms(use_true_random=False))
    def test_a_correlation_lies_between_minus_one_and_one(
        self, ones: list[float], chance: object
    ) -> None:
        others = ones[::-1]
        found = correlation(ones, others)
        assert found is None or -1 <= found <= 1
        assert correlation(ones, ones) in (None, pytest.approx(1))

    @given(shares, st.floats(0.1, 10), st.floats(-5, 5))
    def test_a_correlation_does_not_depend_on_the_scale(
        self, ones: list[float], factor: float, start: float
    ) -> None:
        others = [one * factor + start for one in ones]
        found = correlation(ones, others)
        assert found is None or isclose(found, 1, abs_tol=1e-6) or max(ones) - min(ones) < 1e-5

    @given(sheets)
    def test_figures_are_shares(self, some: list[Sheet]) -> None:
        found = figures(some)
        assert found.facility is not None
        assert 0 <= found.facility <= 1
        assert sum(use.share for use in found.choices) == pytest.approx(1)
        assert sum(use.of_strong for use in found.choices) == pytest.approx(1)

    @given(sheets, st.randoms(use_true_random=False))
    def test_the_order_of_people_does_not_matter(self, some: list[Sheet], chance: object) -> None:
        one, other = figures(some), figures(some[::-1])
        assert one.facility == pytest.approx(other.facility)
        assert (one.discrimination is None) == (other.discrimination is None)


class TestOddities:
    def test_quick_is_faster_than_anybody_reads(self) -> None:
        words = {"q": 40, "a": 40, "b": 80}
        slow, quick = sheet(0, 1, 1, "SLOW", seconds=20), sheet(0, 1, 1, "FAST", seconds=19)
        assert [one.receipt for one in quick_sheets([slow, quick], words)] == ["FAST"]

    def test_equal_are_the_same_wrong_answers_and_no_other(self) -> None:
        def wrong(receipt: str, *answers: int) -> Sheet:
            names = "abcde"[: len(answers)]
            given = {name: [answer] for name, answer in zip(names, answers, strict=True)}
            return Sheet(receipt, {name: float(given[name] == [0]) for name in names}, given, 600)  # fmt: skip

        one, two = wrong("ONE", 1, 2, 1, 2, 0), wrong("TWO", 1, 2, 1, 2)
        other, few = wrong("OTHER", 1, 2, 1, 1, 0), wrong("FEW", 1, 2, 1, 0, 0)
        again = wrong("AGAIN", 1, 2, 1, 0, 0)
        found = equal_sheets([one, two, other, few, again])
        assert [[sheet.receipt for sheet in group] for group in found] == [["ONE", "TWO"]]
