"""What a marked attempt says: all of it, or no key, as the review rule allows."""

from datetime import UTC, datetime
from uuid import UUID

from portal.catalogue.content import Quiz
from portal.quizzes.drawing import Drawn
from portal.quizzes.feedback import Feedback, make_feedback
from portal.quizzes.records import AttemptRecord, StoredResponse
from tests.unit.quizzes.samples import content, question, quiz

NOON = datetime(2026, 5, 1, 5, tzinfo=UTC)
MARKS = {"c": {"score": 0.0, "is_right": False}, "r": {"score": 1.0, "is_right": True}}


def exam(review: str) -> Quiz:
    critical = question("c", is_critical=True, read_again=(("mot", "b"), ("mot", "a")))
    return quiz(critical, question("r", read_again=(("mot", "a"),)), review=review)


def feedback(review: str, *, has_passed: bool = False) -> Feedback:
    attempt = AttemptRecord(
        id=UUID(int=1), course_slug="mini", revision_id=1, number=1, started_at=NOON,
        draw=(Drawn("c", (2, 0, 1)), Drawn("r", (0, 1, 2))), handed_in_at=NOON, score=0.5,
        is_passed=False, marks=MARKS, receipt="AAAA-BBBB",
    )  # fmt: skip
    responses = {"c": StoredResponse([1], 1), "r": StoredResponse([0], 1)}
    quiz = exam(review)
    return make_feedback(
        attempt, content(quiz), responses, quiz=quiz, has_passed=has_passed, language="en"
    )


class TestWithTheKey:
    def test_says_of_each_choice_whether_it_was_right(self) -> None:
        wrong = feedback("submitted").questions[0]
        assert [choice.is_right for choice in wrong.choices] == [False, True, False]
        assert wrong.is_right is False
        assert wrong.explanation == "<p>why c</p>"

    def test_gives_feedback_on_what_was_chosen_only(self) -> None:
        wrong = feedback("submitted").questions[0]
        assert [choice.feedback for choice in wrong.choices] == [None, None, "<p>feedback 1</p>"]

    def test_names_lessons_in_the_order_of_the_course(self) -> None:
        assert [one.lesson for one in feedback("submitted").read_again] == ["a", "b"]


class TestWithoutTheKey:
    def test_holds_nothing_that_tells_right_from_wrong(self) -> None:
        for rule, has_passed in (("passed", False), ("never", True)):
            told = feedback(rule, has_passed=has_passed)
            assert not told.shows_key
            for one in told.questions:
                assert (one.is_right, one.explanation, one.read_again) == (None, None, ())
                assert {(c.is_right, c.feedback) for c in one.choices} == {(None, None)}

    def test_still_names_what_to_work_on(self) -> None:
        told = feedback("never")
        assert [one.id for one in told.critical_wrong] == ["c"]
        assert [one.lesson for one in told.read_again] == ["a", "b"]
        assert told.right == 1

    def test_shows_the_key_once_passed(self) -> None:
        assert feedback("passed", has_passed=True).shows_key
