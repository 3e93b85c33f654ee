"""The one thing to do next, over all courses. Pure."""

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.catalogue.content import Lesson
from portal.learning.completion import Exam, ExamState
from portal.learning.records import CourseProgress, lesson_key


class StepKind(StrEnum):
    LESSON = "lesson"  # read the next lesson
    EXAM = "exam"  # take the exam
    GO_ON = "go_on"  # finish the open attempt
    WAIT = "wait"  # until an exam opens again
    NOTHING = "nothing"  # all is done


@dataclass(frozen=True, slots=True)
class CourseStep:
    """What to do next in a course; `lesson` where it is to read one."""

    kind: StepKind
    progress: CourseProgress
    exam: Exam
    lesson: Lesson | None = None

    @property
    def look(self) -> Hashable:
        """All that may be said of it on a day: where two people's looks are equal, so is what they read."""
        progress, lesson = self.progress, self.lesson
        return (
            progress.content.revision_id,
            self.kind,
            self.exam,
            lesson and lesson_key(lesson),
            progress.lessons_done,
            progress.minutes_left,
            progress.has_begun,
            progress.expires_on,
        )


def step_in(progress: CourseProgress, now: datetime) -> CourseStep:
    """The next step within one course."""
    exam = progress.exam(now)
    if exam.state is ExamState.LOCKED:
        return CourseStep(StepKind.LESSON, progress, exam, progress.lessons_left[0])
    kinds = {
        ExamState.STARTED: StepKind.GO_ON,
        ExamState.OPEN: StepKind.EXAM,
        ExamState.WAITING: StepKind.WAIT,
        ExamState.PASSED: StepKind.NOTHING,
    }
    return CourseStep(kinds[exam.state], progress, exam)


def next_step(courses: Sequence[CourseProgress], now: datetime) -> CourseStep | None:
    """Finish what is open; then what was read last; then the course with fewest prerequisites missing; then wait.

    None where everything is done.
    """
    steps = [step_in(progress, now) for progress in courses]
    going = [step for step in steps if step.kind is StepKind.GO_ON]
    if going:
        return going[0]
    doable = [step for step in steps if step.kind in (StepKind.LESSON, StepKind.EXAM)]
    if doable:
        missing = {one.content.course.slug for one in courses if not one.completions}
        return min(doable, key=lambda step: _place(step.progress, missing))
    waiting = [step for step in steps if step.kind is StepKind.WAIT]
    return min(waiting, key=lambda step: step.exam.wait_until or now, default=None)


def _place(progress: CourseProgress, missing: Set[str]) -> tuple[bool, float, int]:
    """A first completion under way comes before all else, the one read last in front."""
    is_under_way = progress.has_begun and not progress.completions
    last = progress.last_done_at if is_under_way else None
    wanted = set(progress.content.course.prerequisites) & missing
    return (not is_under_way, -last.timestamp() if last else 0.0, len(wanted))
