"""Who may not come into a room, by what the quiz's own rules say."""

import pytest

from portal.learning.completion import Exam, ExamState
from portal.rooms.refusing import Refusal, refusal_of


@pytest.mark.parametrize(
    ("state", "lessons_left", "expected"),
    [
        (ExamState.OPEN, 0, None),
        (ExamState.STARTED, 1, None),
        (ExamState.LOCKED, 1, Refusal.LESSONS),
        (ExamState.LOCKED, 0, Refusal.QUIZZES),
        (ExamState.WAITING, 0, Refusal.ATTEMPTS),
        (ExamState.PASSED, 0, Refusal.PASSED),
    ],
    ids=["open", "started", "lessons left", "quizzes left", "waiting", "passed"],
)
def test_the_reason(state: ExamState, lessons_left: int, expected: Refusal | None) -> None:
    assert refusal_of(Exam(state), lessons_left=lessons_left) is expected
