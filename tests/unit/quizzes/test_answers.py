"""What can be an answer."""

import pytest

from portal.quizzes.answers import checked_answer
from portal.quizzes.drawing import Drawn
from portal.quizzes.errors import BadAnswer
from tests.unit.quizzes.samples import question, quiz

QUIZ = quiz(question("one"), question("many", "++--"), question("left-out"))
DRAWN = (Drawn("one", (2, 0, 1)), Drawn("many", (0, 1, 2, 3)))


class TestAnswer:
    def test_is_kept_in_ascending_order(self) -> None:
        assert checked_answer(QUIZ, DRAWN, "many", [3, 0]) == [0, 3]

    def test_names_places_as_shown_and_is_kept_as_written(self) -> None:
        assert checked_answer(QUIZ, DRAWN, "one", [0]) == [2]

    def test_may_choose_nothing(self) -> None:
        assert checked_answer(QUIZ, DRAWN, "one", []) == []

    @pytest.mark.parametrize(
        ("asked", "chosen"),
        [
            ("left-out", [0]),
            ("unknown", [0]),
            ("one", [0, 1]),
            ("one", [3]),
            ("one", [-1]),
            ("many", [1, 1]),
        ],
    )
    def test_is_refused_where_it_does_not_fit(self, asked: str, chosen: list[int]) -> None:
        with pytest.raises(BadAnswer):
            checked_answer(QUIZ, DRAWN, asked, chosen)
