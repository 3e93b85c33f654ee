"""What learning refuses."""

from typing import ClassVar

from portal.kernel.errors import DomainError


class LessonsLeft(DomainError):
    """The exam opens when all lessons are done; `count` are left."""

    code: ClassVar[str] = "lessons_left"


class QuizzesLeft(DomainError):
    """The exam opens when the modules' certifying quizzes are passed; `count` are left."""

    code: ClassVar[str] = "quizzes_left"


class CompletedAlready(DomainError):
    """The course is complete and need not be renewed yet, or the certifying quiz is passed."""

    code: ClassVar[str] = "completed_already"
