"""A question with a newer key: what may be marked by it, and how answers given before are read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.content import Choice, Question
from portal.quizzes.answers import right_answer
from portal.quizzes.correcting import Change, correct
from portal.quizzes.marking import mark_question
from tests.unit.quizzes.samples import matching, ordering, question, text_question


def worded(sample: Question, order: list[int], **more: object) -> Question:
    """The same choices in another order, as another revision writes them."""
    choices = tuple(
        replace(sample.choices[index], index=place) for place, index in enumerate(order)
    )
    return replace(sample, choices=choices, **more)  # type: ignore[arg-type]


def rightly(sample: Question, *right: int) -> Question:
    choices = tuple(replace(one, is_right=one.index in right) for one in sample.choices)
    return replace(sample, choices=choices)


ONE = question("q", "+--")


class TestWhatChanged:
    @pytest.mark.parametrize(
        ("newer", "change"),
        [
            (ONE, Change.NONE),
            (worded(ONE, [2, 0, 1]), Change.NONE),
            (replace(ONE, heading={"vi": "Hỏi khác"}, points=3, is_critical=True), Change.NONE),
            (rightly(ONE, 1), Change.KEY),
            (question("q", "+---"), Change.CHOICES),
            (question("other", "+--"), Change.CHOICES),
            (text_question("q", "short", ("một",)), Change.TYPE),
            (None, Change.GONE),
        ],
        ids=["same", "shuffled", "reworded", "key", "one more", "others", "typed", "gone"],
    )
    def test_is_named(self, newer: Question | None, change: Change) -> None:
        assert correct(ONE, newer).change is change

    def test_choices_that_read_alike_are_never_guessed_apart(self) -> None:
        twins = replace(ONE, choices=(*ONE.choices[:2], Choice(2, ONE.choices[1].text, False, {})))
        assert correct(twins, worded(twins, [1, 0, 2])).change is Change.CHOICES

    @pytest.mark.parametrize(
        ("asked", "newer"),
        [
            (text_question("q", "short", ("một",)), text_question("q", "short", ("một", "hai"))),
            (text_question("q", "short", ("10",)), text_question("q", "number", ("10..20",))),
            (
                text_question("q", "gaps", ("a",), ("b",)),
                text_question("q", "gaps", ("a",), ("c",)),
            ),
            (matching("q", (0, 1), 2), matching("q", (1, 0), 2)),
            (ordering("q", 3), worded(ordering("q", 3), [1, 0, 2])),
        ],
        ids=["short", "short to number", "gaps", "matching", "ordering"],
    )
    def test_a_newer_key_of_any_kind_marks_what_was_given(
        self, asked: Question, newer: Question
    ) -> None:
        """The newer right answer, as it was given to the older question, is wholly right."""
        correction = correct(asked, newer)
        assert correction.change is Change.KEY
        given_then = right_answer(newer)
        if asked.type == "ordering":  # places item by item, as they stood
            places = {one.text["vi"]: place for place, one in enumerate(newer.choices)}
            given_then = [places[one.text["vi"]] for one in asked.choices]
        assert mark_question(correction.question, correction.answer(given_then)).is_right


class TestMarking:
    def test_asked_for_one_any_of_two_right_ones_is_right(self) -> None:
        correction = correct(ONE, replace(rightly(ONE, 0, 1), type="several"))
        shares = [mark_question(correction.question, [index]).share for index in range(3)]
        assert shares == [1, 1, 0]

    @given(st.permutations(range(4)), st.sets(st.integers(0, 3), min_size=1), st.data())
    def test_only_the_key_is_taken_wherever_the_choices_stand(
        self, order: list[int], right: set[int], data: st.DataObject
    ) -> None:
        """Marked by the corrected question as by the newer one, had it been asked in the older order."""
        asked = question("q", "++--", points=2, type="several")
        key = replace(rightly(asked, *right), points=9, is_critical=True)
        found = correct(asked, worded(key, order))
        chosen = data.draw(st.sets(st.integers(0, 3)))
        assert mark_question(found.question, sorted(chosen)) == mark_question(key, sorted(chosen))
        assert (found.question.points, found.question.is_critical) == (2, False)
