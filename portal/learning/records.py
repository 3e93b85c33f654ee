"""What a person has done in a course, as a value that the rules and pages read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from portal.catalogue.content import Lesson, RevisionContent
from portal.kernel import clock
from portal.learning.completion import Exam, exam_state, holds_until
from portal.quizzes.limits import HandedInAttempt, next_chance


def lesson_key(lesson: Lesson) -> str:
    """How a lesson is named in a completion: "module/lesson"."""
    return f"{lesson.module_id}/{lesson.id}"


@dataclass(frozen=True, slots=True)
class CourseProgress:
    """A course's current revision and one person's facts in it.

    `done`: when each lesson was marked as done, by its key; `completions`: the days the course was completed on.
    """

    content: RevisionContent
    done: Mapping[str, datetime]
    attempts: tuple[HandedInAttempt, ...] = ()
    is_exam_started: bool = False
    completions: tuple[date, ...] = ()

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
        """The last day on which the course counts as complete, to its end in Vietnam; None if it never was."""
        return holds_until(self.completions, self.content.course.valid_months)

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
