"""Why somebody may not come into a room: what its quiz's own rules say, which a room does not lift. Pure."""

from enum import StrEnum

from portal.learning.completion import Exam, ExamState


class Refusal(StrEnum):
    """In the order in which a trainer can do something about it."""

    LESSONS = "lessons"  # lessons of the course are left
    QUIZZES = "quizzes"  # certifying quizzes of its modules are
    ATTEMPTS = "attempts"  # used up, until a moment
    PASSED = "passed"  # already, and not yet to be renewed


def refusal_of(exam: Exam, *, lessons_left: int) -> Refusal | None:
    """None for somebody who may come in."""
    match exam.state:
        case ExamState.LOCKED:
            return Refusal.LESSONS if lessons_left else Refusal.QUIZZES
        case ExamState.WAITING:
            return Refusal.ATTEMPTS
        case ExamState.PASSED:
            return Refusal.PASSED
    return None
