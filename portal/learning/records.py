"""What a person has done in a course, as a value that the rules and pages read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from portal.catalogue.content import EXAM, REFRESH, Lesson, Module, RevisionContent
from portal.catalogue.news import News
from portal.kernel import clock
from portal.learning.completion import (
    RENEWAL_WINDOW,
    Exam,
    exam_state,
    holds_until,
    may_renew,
    quiz_state,
)
from portal.learning.refreshing import Refresh, lessons_to_read, refresh_state, task_of
from portal.quizzes.limits import Chance, HandedInAttempt, next_chance


def lesson_key(lesson: Lesson) -> str:
    """How a lesson is named in a completion: "module/lesson"."""
    return f"{lesson.module_id}/{lesson.id}"


@dataclass(frozen=True, slots=True)
class Revised:
    """The course changed on a day so that whoever completed it before must answer by another."""

    on: date
    by: date
    #: None where it is not known what changed
    revision_id: int | None


@dataclass(frozen=True, slots=True)
class MarkedAgain:
    """An attempt got another score on a moment. `turned`: whether it is passed now, None where that is as before."""

    attempt_id: UUID
    quiz: str
    at: datetime
    turned: bool | None


@dataclass(frozen=True)
class CourseProgress:
    """A course's current revision and one person's facts in it.

    `done`: when each lesson was marked as done, by its key; `attempts`: those handed in, by the quiz's name; `started`:
    the quizzes with an open attempt; `completions`: the days the course was completed on.
    """

    content: RevisionContent
    done: Mapping[str, datetime]
    attempts: Mapping[str, tuple[HandedInAttempt, ...]] = field(default_factory=dict)
    started: frozenset[str] = frozenset()
    completions: tuple[date, ...] = ()
    #: changes that were to be answered, and the days on which the person answered
    revised: tuple[Revised, ...] = ()
    refreshed: tuple[date, ...] = ()
    #: the latest revision that a changed lesson was read again on, by its key
    read_again: Mapping[str, int] = field(default_factory=dict)
    #: what changed since the revision they know; None unless they must answer it, or where it is not known
    news: News | None = None
    #: how long before its end the course may be renewed, by the rules of certification
    window: timedelta = RENEWAL_WINDOW
    remarked: tuple[MarkedAgain, ...] = ()

    def is_done(self, lesson: Lesson) -> bool:
        return lesson_key(lesson) in self.done

    @cached_property
    def lessons_left(self) -> tuple[Lesson, ...]:
        return tuple(lesson for lesson in self.content.lessons if not self.is_done(lesson))

    @property
    def lessons_done(self) -> int:
        return len(self.content.lessons) - len(self.lessons_left)

    @cached_property
    def quizzes_left(self) -> tuple[Module, ...]:
        """The modules whose certifying quiz is not passed yet."""
        return tuple(
            module
            for module in self.content.modules
            if module.quiz
            and module.quiz.kind == "certifying"
            and not self._has_passed(module.quiz_name)
        )

    @property
    def minutes_left(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons_left)

    @property
    def has_begun(self) -> bool:
        return bool(self.done or self.attempts or self.started)

    @property
    def last_done_at(self) -> datetime | None:
        return max(self.done.values(), default=None)

    @property
    def expires_on(self) -> date | None:
        """The last day on which the course counts as complete, to its end in Vietnam; None if it never was."""
        return holds_until(self.completions, self.content.course.valid_months, self.window)

    @property
    def unanswered(self) -> tuple[Revised, ...]:
        """Changes since it was completed or refreshed last: on the day itself counts as since."""
        if not self.completions:
            return ()
        last = max((*self.completions, *self.refreshed))
        return tuple(one for one in self.revised if one.on > last)

    def may_renew(self, now: datetime) -> bool:
        """Whether passing the exam now makes the course count for longer."""
        expires = self.expires_on
        return expires is not None and may_renew(expires, clock.day_of(now), self.window)

    def refresh(self, now: datetime) -> Refresh | None:
        """What is asked of the person for the course's changes; None where nothing is, or the whole exam."""
        expires, due = self.expires_on, self.unanswered
        if not due or self.news is None or expires is None or expires < clock.day_of(now):
            return None
        task = task_of(self.news, self.content)
        if task is None:
            return None
        left = lessons_to_read(task, self.news, self.read_again)
        quiz = refresh_state(
            left=len(left), is_started=REFRESH in self.started, chance=self._chance(REFRESH, now)
        )
        return Refresh(task, left, min(one.by for one in due), quiz)

    def exam(self, now: datetime) -> Exam:
        """What the person may do with the exam at a moment."""
        return exam_state(
            left=len(self.lessons_left) + len(self.quizzes_left),
            expires=self.expires_on,
            is_refresh_due=bool(self.unanswered),
            is_started=EXAM in self.started,
            chance=self._chance(EXAM, now),
            today=clock.day_of(now),
            window=self.window,
        )

    def quiz(self, module: Module, now: datetime) -> Exam | None:
        """What the person may do with a module's quiz at a moment; None where it has none."""
        if module.quiz is None:
            return None
        name = module.quiz_name
        return quiz_state(
            is_certifying=module.quiz.kind == "certifying",
            is_passed=self._has_passed(name),
            is_started=name in self.started,
            chance=self._chance(name, now),
        )

    def _chance(self, name: str, now: datetime) -> Chance:
        quiz = self.content.quiz(name)
        return next_chance(
            self.attempts.get(name, ()),
            attempts=quiz.attempts,
            cooldown_hours=quiz.cooldown_hours,
            now=now,
        )

    def _has_passed(self, name: str) -> bool:
        return any(one.is_passed for one in self.attempts.get(name, ()))
