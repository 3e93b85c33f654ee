"""A rehearsal asks the same questions, and nothing of it counts."""

from dataclasses import replace

import pytest

from portal.areas.learner.quiz_place import QuizPlace
from portal.catalogue.content import EXAM, rehearsal_of
from tests.unit.quizzes.samples import question, quiz


def test_a_rehearsal_is_a_practice_quiz_with_the_same_questions() -> None:
    exam = replace(quiz(question("a")), attempts=3, cooldown_hours=24, review="never")
    exam = replace(exam, time_limit_minutes=20)
    rehearsed = exam.as_rehearsal()
    assert rehearsed.questions is exam.questions
    assert (rehearsed.kind, rehearsed.attempts, rehearsed.cooldown_hours) == ("practice", None, 0)
    assert (rehearsed.time_limit_minutes, rehearsed.review) == (None, "submitted")


@pytest.mark.parametrize(
    "place",
    [
        QuizPlace("c", None),
        QuizPlace("c", "mot"),
        QuizPlace("c", None, rehearsal=True),
        QuizPlace("c", "exam", rehearsal=True),
    ],
    ids=["exam", "quiz", "rehearsal", "module-named-exam"],
)
def test_a_place_is_found_by_its_name(place: QuizPlace) -> None:
    assert QuizPlace.of_name("c", place.name) == place


def test_the_longest_name_fits_its_column() -> None:
    assert len(rehearsal_of(f"{'m' * 70}/quiz")) <= 80
    assert QuizPlace("c", None, rehearsal=True).name == rehearsal_of(EXAM)
