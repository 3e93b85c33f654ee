"""What the learner's pages show, joined across packages. A page is three statements, the session's included."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from portal.areas.learner.quiz_place import QuizPlace
from portal.catalogue.content import Module, Quiz, RevisionContent
from portal.catalogue.queries import get_content
from portal.certification.queries import course_window, look_at_standings
from portal.certification.records import StandingRow
from portal.kernel import clock
from portal.kernel.errors import NotFound
from portal.learning.completion import Exam, ExamState
from portal.learning.next_step import CourseStep, next_step, step_in
from portal.learning.queries import get_course_progress, list_progress
from portal.learning.records import CourseProgress, MarkedAgain
from portal.learning.refreshing import Refresh
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
    """A quiz of which an attempt got another result; `module` is None of the exam, and of what changed in it."""

    content: RevisionContent
    module: Module | None
    again: MarkedAgain

    @property
    def place(self) -> QuizPlace:
        return QuizPlace.of_name(self.content.course.slug, self.again.quiz)


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
class ExamPage:
    """Before an attempt: what awaits and what was. `paper` is None unless an attempt is open."""

    content: RevisionContent
    place: QuizPlace
    progress: CourseProgress | None
    exam: Exam | None
    earlier: tuple[AttemptRecord, ...]
    paper: Paper | None
    is_time_up: bool = False
    refresh: Refresh | None = None

    @property
    def quiz(self) -> Quiz:
        return self.content.quiz(self.place.name)

    @property
    def is_late(self) -> bool:
        """Whether what is new was to be answered before today."""
        return self.refresh is not None and self.refresh.by < clock.today()

    @property
    def may_renew(self) -> bool:
        return self.progress is not None and self.progress.may_renew(clock.now())

    @property
    def question_count(self) -> int:
        return count_drawn(self.quiz)

    @property
    def has_critical(self) -> bool:
        asked = self.refresh.task.questions if self.refresh else None
        return any(
            one.is_critical for one in self.quiz.questions if asked is None or one.id in asked
        )


@dataclass(frozen=True, slots=True)
class ResultPage:
    content: RevisionContent
    place: QuizPlace
    attempt: AttemptRecord
    feedback: Feedback
    chance: Chance
    #: how often it was marked again, and why, the first time first
    remarks: tuple[RemarkOfAttempt, ...] = ()

    @property
    def quiz(self) -> Quiz:
        return self.content.quiz(self.place.name)


def get_home(person_id: UUID) -> HomePage:
    now, today = clock.now(), clock.today()
    standings = look_at_standings(person_id, today)
    courses = list_progress(person_id, standings.course_window)
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
    progress = get_progress(person_id, course)
    states = {module.id: progress.quiz(module, now) for module in progress.content.modules}
    quizzes = {name: state for name, state in states.items() if state}
    return CoursePage(step_in(progress, now), quizzes)


def get_progress(person_id: UUID, course: str) -> CourseProgress:
    """With the rules' own window for renewal, where there is something to renew."""
    progress = get_course_progress(person_id, course)
    if not progress.completions:
        return progress
    return replace(progress, window=course_window(clock.today()))


def get_exam(person_id: UUID, place: QuizPlace, language: str) -> ExamPage:
    """A quiz as its reader finds it."""
    attempts = list_attempts(person_id, place.course, place.name)
    attempt = find_open(attempts)
    if attempt is None:
        progress = get_progress(person_id, place.course)
        if place.is_refresh:
            return _refresh_page(progress, place, attempts)
        state = state_in(progress, place)
        return ExamPage(progress.content, place, progress, state, attempts, None)
    content = get_content(attempt.revision_id)
    quiz = content.quiz(place.name)
    paper = make_paper(attempt, quiz, list_responses(attempt.id), language)
    is_up = paper.closes_at is not None and clock.now() > paper.closes_at
    return ExamPage(content, place, None, None, attempts[:-1], paper, is_up)


def _refresh_page(
    progress: CourseProgress, place: QuizPlace, earlier: tuple[AttemptRecord, ...]
) -> ExamPage:
    """What changed, before its questions are begun; where nothing is asked, it says what holds instead."""
    now = clock.now()
    refresh = progress.refresh(now)
    state = refresh.quiz if refresh else progress.exam(now)
    return ExamPage(progress.content, place, progress, state, earlier, None, refresh=refresh)


def state_in(progress: CourseProgress, place: QuizPlace) -> Exam:
    """What the person may do with a quiz. A rehearsal, begun in a room, is open to everybody. Raises NotFound."""
    now, content = clock.now(), progress.content
    if content.find_quiz(place.name) is None:
        raise NotFound(quiz=place.name)
    if place.rehearsal:
        return Exam(ExamState.OPEN)
    module = content.find_module(place.module) if place.module else None
    state = progress.quiz(module, now) if module else progress.exam(now)
    if state is None:
        raise NotFound(quiz=place.name)
    return state


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
        # what was answered for an earlier change shows no key of this one
        has_passed=any(one.is_passed for one in ([attempt] if place.is_refresh else attempts)),
        language=language,
        corrections=corrections_of(attempt, content, place.name),
    )
    chance = next_chance(
        handed_in(attempts),
        attempts=quiz.attempts,
        cooldown_hours=quiz.cooldown_hours,
        now=clock.now(),
    )
    return ResultPage(content, place, attempt, feedback, chance, list_remarks_of(attempt))
