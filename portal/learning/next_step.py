"""The one thing to do next, over all courses. Pure."""

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.catalogue.content import Lesson, Module
from portal.learning.completion import Exam, ExamState
from portal.learning.records import CourseProgress, lesson_key
from portal.learning.refreshing import Refresh


class StepKind(StrEnum):
    LESSON = "lesson"  # read the next lesson
    QUIZ = "quiz"  # take a module's certifying quiz
    EXAM = "exam"  # take the exam
    REFRESH = "refresh"  # answer what changed since the course was completed
    GO_ON = "go_on"  # finish the open attempt
    WAIT = "wait"  # until the exam, or a quiz before it, opens again
    NOTHING = "nothing"  # all is done


@dataclass(frozen=True, slots=True)
class CourseStep:
    """What to do next in a course; `lesson` where it is to read one, `module` and `quiz` where it is about a quiz."""

    kind: StepKind
    progress: CourseProgress
    exam: Exam
    lesson: Lesson | None = None
    module: Module | None = None
    quiz: Exam | None = None
    refresh: Refresh | None = None

    @property
    def wait_until(self) -> datetime | None:
        return (self.quiz or self.exam).wait_until

    @property
    def look(self) -> Hashable:
        """All that may be said of it on a day: where two people's looks are equal, so is what they read."""
        progress, lesson = self.progress, self.lesson
        return (
            progress.content.revision_id,
            self.kind,
            self.exam,
            lesson and lesson_key(lesson),
            self.module and self.module.id,
            self.quiz,
            self.refresh and self.refresh.look,
            progress.lessons_done,
            progress.minutes_left,
            progress.has_begun,
            progress.expires_on,
        )


def step_in(progress: CourseProgress, now: datetime) -> CourseStep:
    """The next step within one course."""
    exam = progress.exam(now)
    refresh = progress.refresh(now)
    if refresh and exam.state is not ExamState.STARTED:
        is_waiting = refresh.quiz.state is ExamState.WAITING
        kind = StepKind.WAIT if is_waiting else StepKind.REFRESH
        return CourseStep(kind, progress, exam, quiz=refresh.quiz, refresh=refresh)
    if exam.state is ExamState.LOCKED:
        return _step_before_exam(progress, exam, now)
    kinds = {
        ExamState.STARTED: StepKind.GO_ON,
        ExamState.OPEN: StepKind.EXAM,
        ExamState.WAITING: StepKind.WAIT,
        ExamState.PASSED: StepKind.NOTHING,
    }
    return CourseStep(kinds[exam.state], progress, exam)


def _step_before_exam(progress: CourseProgress, exam: Exam, now: datetime) -> CourseStep:
    """Module by module: the lessons left, then the certifying quiz. What must wait is left for later."""
    lessons, quizzes = progress.lessons_left, progress.quizzes_left
    waiting: list[CourseStep] = []
    for module in progress.content.modules:
        lesson = next((one for one in lessons if one.module_id == module.id), None)
        if lesson:
            return CourseStep(StepKind.LESSON, progress, exam, lesson)
        quiz = progress.quiz(module, now) if module in quizzes else None
        if quiz and quiz.state is not ExamState.WAITING:
            return CourseStep(StepKind.QUIZ, progress, exam, module=module, quiz=quiz)
        if quiz:
            waiting.append(CourseStep(StepKind.WAIT, progress, exam, module=module, quiz=quiz))
    return min(waiting, key=lambda step: step.wait_until or now)


def next_step(courses: Sequence[CourseProgress], now: datetime) -> CourseStep | None:
    """Finish what is open; answer what changed, for a permit depends on it; then what was read last;
    then the course with fewest prerequisites missing; then wait.

    None where everything is done.
    """
    steps = [step_in(progress, now) for progress in courses]
    going = [step for step in steps if step.kind is StepKind.GO_ON]
    if going:
        return going[0]
    due = [step for step in steps if step.kind is StepKind.REFRESH and step.refresh]
    if due:
        return min(due, key=lambda step: step.refresh.by if step.refresh else date.max)
    kinds = (StepKind.LESSON, StepKind.QUIZ, StepKind.EXAM)
    doable = [step for step in steps if step.kind in kinds]
    if doable:
        missing = {one.content.course.slug for one in courses if not one.completions}
        return min(doable, key=lambda step: _place(step.progress, missing))
    waiting = [step for step in steps if step.kind is StepKind.WAIT]
    return min(waiting, key=lambda step: step.wait_until or now, default=None)


def _place(progress: CourseProgress, missing: Set[str]) -> tuple[bool, float, int]:
    """A first completion under way comes before all else, the one read last in front."""
    is_under_way = progress.has_begun and not progress.completions
    last = progress.last_done_at if is_under_way else None
    wanted = set(progress.content.course.prerequisites) & missing
    return (not is_under_way, -last.timestamp() if last else 0.0, len(wanted))
