"""How a course goes: who is in it, where people stop, how long it takes them. Counted by the database."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, distinct, func, select

from portal.catalogue.content import EXAM, Lesson, RevisionContent
from portal.kernel.db import db
from portal.kernel.durations import minutes_between
from portal.learning.models import (
    CompletionWithdrawn,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
)
from portal.learning.pace import LONGEST_PAUSE, Drop, Pace, largest_drop, pace_of
from portal.learning.records import lesson_key
from portal.quizzes.models import Attempt

#: a longer exam was left open and handed in another day
_LONGEST_EXAM = 240


@dataclass(frozen=True, slots=True)
class LessonStep:
    """`people`: how many ever marked it as done. `pace`: since the lesson that they did before it."""

    lesson: Lesson
    people: int
    pace: Pace


@dataclass(frozen=True, slots=True)
class CourseOverview:
    """People; in progress are those who began and never completed.

    `drop`: the largest between the steps; its place 0 is who began, then come the lessons, the exam begun, completed.
    """

    enrolled: int
    in_progress: int
    completed: int
    lessons: tuple[LessonStep, ...]
    exam_begun: int
    exam_pace: Pace
    drop: Drop | None


def get_course_overview(content: RevisionContent) -> CourseOverview:
    """Of everybody who ever began the course, in whatever revision. Three statements."""
    slug = content.course.slug
    totals = db.session.execute(_totals(slug)).one()
    paces: defaultdict[str, dict[int, int]] = defaultdict(dict)
    people: defaultdict[str, int] = defaultdict(int)
    for row in db.session.execute(_lessons_done(slug)):
        people[row.lesson] += row.people
        if row.minutes is not None:
            paces[row.lesson][row.minutes] = row.people
    lessons = tuple(
        LessonStep(lesson, people[lesson_key(lesson)], pace_of(paces[lesson_key(lesson)]))
        for lesson in content.lessons
    )
    exams = {row.minutes: row.times for row in db.session.execute(_exam_minutes(slug))}
    steps = [
        totals.enrolled,
        *(step.people for step in lessons),
        totals.exam_begun,
        totals.completed,
    ]
    return CourseOverview(
        enrolled=totals.enrolled,
        in_progress=totals.in_progress,
        completed=totals.completed,
        lessons=lessons,
        exam_begun=totals.exam_begun,
        exam_pace=pace_of(exams),
        drop=largest_drop(steps),
    )


def _totals(slug: str) -> Select[Any]:
    counts = CourseCompletion.id.not_in(select(CompletionWithdrawn.completion_id))
    is_done = (CourseCompletion.course_slug == slug) & counts
    completed = select(CourseCompletion.person_id).where(is_done)
    enrolled = select(func.count()).where(Enrolment.course_slug == slug)
    begun = select(func.count(distinct(Attempt.person_id))).where(
        Attempt.course_slug == slug, Attempt.quiz == EXAM
    )
    done = select(func.count(distinct(CourseCompletion.person_id))).where(is_done)
    under_way = enrolled.where(Enrolment.person_id.not_in(completed))
    return select(
        enrolled.scalar_subquery().label("enrolled"),
        under_way.scalar_subquery().label("in_progress"),
        begun.scalar_subquery().label("exam_begun"),
        done.scalar_subquery().label("completed"),
    )


def _lessons_done(slug: str) -> Select[Any]:
    """For each lesson how many did it in so many minutes; null: it was their first, or the pause was too long."""
    before = func.lag(LessonCompletion.completed_at).over(
        partition_by=LessonCompletion.person_id, order_by=LessonCompletion.completed_at
    )
    done = (
        select(LessonCompletion.lesson, LessonCompletion.completed_at, before.label("before"))
        .where(LessonCompletion.course_slug == slug)
        .subquery()
    )
    taken = minutes_between(done.c.before, done.c.completed_at)
    minutes = case((taken <= LONGEST_PAUSE, taken)).label("minutes")
    timed = select(done.c.lesson, minutes).subquery()
    return select(timed.c.lesson, timed.c.minutes, func.count().label("people")).group_by(
        timed.c.lesson, timed.c.minutes
    )


def _exam_minutes(slug: str) -> Select[Any]:
    taken = minutes_between(Attempt.started_at, Attempt.handed_in_at)
    timed = (
        select(taken.label("minutes"))
        .where(Attempt.course_slug == slug, Attempt.quiz == EXAM, Attempt.handed_in_at.is_not(None))
        .subquery()
    )
    return (
        select(timed.c.minutes, func.count().label("times"))
        .where(timed.c.minutes <= _LONGEST_EXAM)
        .group_by(timed.c.minutes)
    )
