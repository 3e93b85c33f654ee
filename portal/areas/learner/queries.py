"""What the learner's pages show, joined across packages. A page is three statements, the session's included."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from portal.areas.learner.lesson_state import LessonState
from portal.areas.learner.quiz_place import QuizPlace
from portal.catalogue.content import Lesson, Module, Quiz, RevisionContent
from portal.catalogue.queries import get_content
from portal.certification.queries import look_at_standings
from portal.certification.records import StandingRow
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.learning.completion import Exam, ExamState
from portal.learning.next_step import CourseStep, next_step, step_in
from portal.learning.queries import get_course_progress, get_lesson_progress, list_progress
from portal.learning.records import CourseProgress, MarkedAgain
from portal.quizzes.drawing import count_drawn
from portal.quizzes.feedback import Feedback, make_feedback
from portal.quizzes.limits import Chance, next_chance
from portal.quizzes.paper import Paper, make_paper
from portal.quizzes.queries import find_open, get_handed_in, list_attempts, list_responses
from portal.quizzes.records import AttemptRecord, handed_in
from portal.quizzes.remark_history import RemarkOfAttempt, corrections_of, list_remarks_of

#: how long home says that something was marked again
TOLD_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class RemarkedQuiz:
    """A quiz of which an attempt got another result; `module` is None of the exam."""

    content: RevisionContent
    module: Module | None
    again: MarkedAgain


@dataclass(frozen=True, slots=True)
class HomePage:
    """`next` is None where everything is done; `others` are the courses besides the next step's.

    `look`: all that the page says; everybody whose looks are equal reads the same.
    """

    look: Hashable
    today: date = field(compare=False)
    standings: tuple[StandingRow, ...] = field(compare=False)
    next: CourseStep | None = field(compare=False)
    others: tuple[CourseStep, ...] = field(compare=False)
    has_courses: bool = field(compare=False)
    #: what was marked again lately, the latest first
    remarked: tuple[RemarkedQuiz, ...] = field(compare=False)

    def values(self) -> Mapping[str, Any]:
        return {"page": self}


@dataclass(frozen=True, slots=True)
class CoursePage:
    """`quizzes`: how it stands with each module's quiz, by module."""

    step: CourseStep
    quizzes: Mapping[str, Exam]


@dataclass(frozen=True, slots=True)
class LessonToFinish:
    """`following` is where "done" leads: the next lesson in order, else the first one left, else the exam (None)."""

    content: RevisionContent
    lesson: Lesson
    following: Lesson | None

    @property
    def leads_to_exam(self) -> bool:
        """Nothing but the lessons comes before it."""
        quizzes = (module.quiz for module in self.content.modules)
        return not any(quiz and quiz.kind == "certifying" for quiz in quizzes)


@dataclass(frozen=True, slots=True)
class ExamPage:
    """Before an attempt: what awaits and what was. `paper` is None unless an attempt is open.

    `module` is the one whose quiz it is, None of the exam; `quiz` is as the place asks it.
    """

    content: RevisionContent
    module: Module | None
    quiz: Quiz
    progress: CourseProgress | None
    exam: Exam | None
    earlier: tuple[AttemptRecord, ...]
    paper: Paper | None
    is_time_up: bool = False

    @property
    def question_count(self) -> int:
        return count_drawn(self.quiz)

    @property
    def has_critical(self) -> bool:
        return any(question.is_critical for question in self.quiz.questions)


@dataclass(frozen=True, slots=True)
class ResultPage:
    content: RevisionContent
    module: Module | None
    quiz: Quiz
    attempt: AttemptRecord
    feedback: Feedback
    chance: Chance
    is_rehearsal: bool
    #: how often it was marked again, and why, the first time first
    remarks: tuple[RemarkOfAttempt, ...] = ()


def get_home(person_id: UUID) -> HomePage:
    now, today = clock.now(), clock.today()
    standings = look_at_standings(person_id, today)
    courses = list_progress(person_id)
    step = next_step(courses, now)
    others = tuple(step_in(one, now) for one in courses if step is None or one is not step.progress)
    remarked = _remarked(courses, now)
    look = (
        today,
        standings,
        step and step.look,
        tuple(one.look for one in others),
        tuple((one.content.revision_id, one.again) for one in remarked),
    )
    return HomePage(look, today, standings.rows, step, others, bool(courses), remarked)


def _remarked(courses: Sequence[CourseProgress], now: datetime) -> tuple[RemarkedQuiz, ...]:
    found = [
        RemarkedQuiz(progress.content, _module_of(progress.content, again.quiz), again)
        for progress in courses
        for again in progress.remarked
        if again.at >= now - TOLD_FOR and progress.content.find_quiz(again.quiz)
    ]
    return tuple(sorted(found, key=lambda one: one.again.at, reverse=True))


def _module_of(content: RevisionContent, name: str) -> Module | None:
    return next((module for module in content.modules if module.quiz_name == name), None)


def get_course(person_id: UUID, course: str) -> CoursePage:
    now = clock.now()
    progress = get_course_progress(person_id, course)
    states = {module.id: progress.quiz(module, now) for module in progress.content.modules}
    quizzes = {name: state for name, state in states.items() if state}
    return CoursePage(step_in(progress, now), quizzes)


def get_lesson(person_id: UUID, course: str, module: str, lesson: str) -> LessonState:
    """Where a reader stands in a lesson of the course's current revision."""
    progress = get_lesson_progress(person_id, course)
    found = progress.content.find_lesson(module, lesson)
    if found is None:
        raise NotFound(lesson=f"{course}/{module}/{lesson}")
    return LessonState(
        revision_id=progress.content.revision_id,
        module=module,
        lesson=lesson,
        is_done=progress.is_done(found),
        has_others_left=any(one is not found for one in progress.lessons_left),
        is_under_review=found.is_under_review(clock.today()),
    )


def get_exam(person_id: UUID, place: QuizPlace, language: str) -> ExamPage:
    """A quiz as its reader finds it."""
    attempts = list_attempts(person_id, place.course, place.name)
    attempt = find_open(attempts)
    if attempt is None:
        progress = get_course_progress(person_id, place.course)
        module, state = stand_in(progress, place)
        quiz = progress.content.quiz(place.name)
        return ExamPage(progress.content, module, quiz, progress, state, attempts, None)
    content = get_content(attempt.revision_id)
    quiz = content.quiz(place.name)
    paper = make_paper(attempt, quiz, list_responses(attempt.id), language)
    is_up = paper.closes_at is not None and clock.now() > paper.closes_at
    return ExamPage(
        content, place.module_in(content), quiz, None, None, attempts[:-1], paper, is_up
    )


def stand_in(progress: CourseProgress, place: QuizPlace) -> tuple[Module | None, Exam]:
    """The module whose quiz it is, and what the person may do; a rehearsal, begun in a room, is open to everybody."""
    now, module = clock.now(), place.module_in(progress.content)
    if progress.content.find_quiz(place.name) is None:
        raise NotFound(quiz=place.name)
    if place.rehearsal:
        return module, Exam(ExamState.OPEN)
    state = progress.quiz(module, now) if module else progress.exam(now)
    if state is None:
        raise NotFound(quiz=place.name)
    return module, state


def count_gaps(person_id: UUID, place: QuizPlace, attempt_id: UUID, language: str) -> int:
    """How many questions of the open attempt have no answer; 0 where it was handed in meanwhile."""
    page = get_exam(person_id, place, language)
    if page.paper is None or page.paper.attempt_id != attempt_id:
        return 0
    return 0 if page.is_time_up else len(page.paper.unanswered)


def get_result(person_id: UUID, place: QuizPlace, attempt_id: UUID, language: str) -> ResultPage:
    attempts = list_attempts(person_id, place.course, place.name)
    attempt = get_handed_in(attempts, attempt_id)
    content = get_content(attempt.revision_id)
    quiz = content.quiz(place.name)
    feedback = make_feedback(
        attempt,
        content,
        list_responses(attempt.id),
        quiz=quiz,
        has_passed=any(one.is_passed for one in attempts),
        language=language,
        corrections=corrections_of(attempt, content, place.name),
    )
    chance = next_chance(
        handed_in(attempts),
        attempts=quiz.attempts,
        cooldown_hours=quiz.cooldown_hours,
        now=clock.now(),
    )
    remarks = list_remarks_of(attempt)
    module, is_rehearsal = place.module_in(content), place.rehearsal
    return ResultPage(content, module, quiz, attempt, feedback, chance, is_rehearsal, remarks)


def get_lesson_to_finish(person_id: UUID, course: str, module: str, lesson: str) -> LessonToFinish:
    progress = get_lesson_progress(person_id, course)
    found = progress.content.find_lesson(module, lesson)
    if found is None:
        raise NotFound(lesson=f"{course}/{module}/{lesson}")
    _before, after = progress.content.neighbours(found)
    left = (one for one in progress.lessons_left if one is not found)
    return LessonToFinish(progress.content, found, after or next(left, None))
