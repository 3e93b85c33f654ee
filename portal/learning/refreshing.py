"""What somebody is asked who completed a course before it changed: what changed, not the whole of it. Pure."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from portal.catalogue.content import Lesson, RevisionContent
from portal.catalogue.news import News
from portal.learning.completion import Exam, ExamState
from portal.quizzes.drawing import count_drawn
from portal.quizzes.limits import Chance

#: minutes that a question is reckoned with
A_QUESTION: Final = 1


@dataclass(frozen=True, slots=True)
class Task:
    """What a change asks of whoever knows the revision before. Minutes as the lessons give them."""

    lessons: tuple[Lesson, ...]
    #: ids of the questions to draw from
    questions: tuple[str, ...]
    #: how many of them are asked: no more than the exam asks
    question_count: int

    @property
    def minutes(self) -> int:
        return minutes_for(self.lessons, self.question_count)


@dataclass(frozen=True, slots=True)
class Refresh:
    """The task, how far somebody is in it, and the last day for it."""

    task: Task
    #: what is still to be read on the new revision
    lessons_left: tuple[Lesson, ...]
    by: date
    #: what may be done with its questions: locked until the lessons are read
    quiz: Exam

    @property
    def look(self) -> Hashable:
        """All that may be said of it besides the revision's own."""
        left = tuple((one.module_id, one.id) for one in self.lessons_left)
        return (left, self.task.questions, self.by, self.quiz)

    @property
    def minutes_left(self) -> int:
        return minutes_for(self.lessons_left, self.task.question_count)


def minutes_for(lessons: tuple[Lesson, ...], questions: int) -> int:
    return sum(one.minutes for one in lessons) + questions * A_QUESTION


def task_of(news: News, content: RevisionContent) -> Task | None:
    """None where so much changed that the whole exam is asked again."""
    if news.is_most:
        return None
    lessons = tuple(one for one in content.lessons if f"{one.module_id}/{one.id}" in news.lessons)
    count = min(len(news.questions), count_drawn(content.exam))
    return Task(lessons, news.questions, count)


def lessons_to_read(task: Task, news: News, read_again: Mapping[str, int]) -> tuple[Lesson, ...]:
    """`read_again`: the latest revision that each lesson was read again on, by its key.

    A lesson counts as read from the revision on that changed it last: a typo mended since asks nobody again.
    """
    keys = {f"{one.module_id}/{one.id}": one for one in task.lessons}
    return tuple(
        lesson for key, lesson in keys.items() if read_again.get(key, 0) < news.lessons[key]
    )


def refresh_state(*, left: int, is_started: bool, chance: Chance) -> Exam:
    """`left`: how many lessons come first."""
    if is_started:
        return Exam(ExamState.STARTED, chance.attempts_left)
    if left:
        return Exam(ExamState.LOCKED)
    if chance.wait_until is not None:
        return Exam(ExamState.WAITING, 0, chance.wait_until)
    return Exam(ExamState.OPEN, chance.attempts_left)
