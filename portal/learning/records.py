"""What a person has done in a course, as a value that the rules and pages read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portal.catalogue.content import Lesson, RevisionContent
from portal.kernel import clock
from portal.learning.completion import Exam, exam_state, expires_on
from portal.quizzes.limits import HandedInAttempt, next_chance


def lesson_key(lesson: Lesson) -> str:
    """How a lesson is named in a completion: "module/lesson"."""
    return f"{lesson.module_id}/{lesson.id}"


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """A course's current revision and one person's facts in it.

    `done`: when each lesson was marked as done, by its key; `completed_on`: the latest completion, if any.
    """

    content: RevisionContent
    done: Mapping[str, datetime]
    attempts: tuple[HandedInAttempt, ...] = ()
    is_exam_started: bool = False
    completed_on: date | None = None

    def is_done(self, lesson: Lesson) -> bool:
        return lesson_key(lesson) in self.done

    @property
    def lessons_left(self) -> tuple[Lesson, ...]:
        return tuple(lesson for lesson in self.content.lessons if not self.is_done(lesson))

    @property
    def lessons_done(self) -> int:
        return len(self.content.lessons) - len(self.lessons_left)

    @property
    def minutes_left(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons_left)

    @property
    def has_begun(self) -> bool:
        return bool(self.done or self.attempts or self.is_exam_started)

    @property
    def last_done_at(self) -> datetime | None:
        return max(self.done.values(), default=None)

    @property
    def expires_on(self) -> date | None:
        """Last day of the latest completion, to the end of that day in Vietnam."""
        if self.completed_on is None:
            return None
        return expires_on(self.completed_on, self.content.course.valid_months)

    def exam(self, now: datetime) -> Exam:
        """What the person may do with the exam at a moment."""
        quiz = self.content.exam
        return exam_state(
            lessons_left=len(self.lessons_left),
            expires=self.expires_on,
            is_started=self.is_exam_started,
            chance=next_chance(
                self.attempts,
                attempts=quiz.attempts,
                cooldown_hours=quiz.cooldown_hours,
                now=now,
            ),
            today=clock.day_of(now),
        )
