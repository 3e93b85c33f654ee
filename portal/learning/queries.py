"""Reads of what people have learnt; each is one statement (a revision not yet read costs its own once)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.catalogue.queries import get_content
from portal.kernel.db import read_rows
from portal.kernel.errors import NotFound
from portal.learning.records import CourseProgress, MarkedAgain
from portal.learning.statements import (
    ATTEMPT,
    COMPLETION,
    COURSE_PROGRESS,
    LESSON,
    LESSONS_DONE,
    PROGRESS,
    REMARKED,
    REVISED,
)
from portal.quizzes.limits import HandedInAttempt


def get_lesson_progress(person_id: UUID, course_slug: str) -> CourseProgress:
    """The current revision and the lessons that a person has done; attempts and completions are not read."""
    asked = {"person": person_id, "course": course_slug}
    rows = read_rows(LESSONS_DONE, asked)
    if not rows:
        raise NotFound(course=course_slug)
    done: dict[str, datetime] = {row.lesson: row.completed_at for row in rows if row.lesson}
    return CourseProgress(get_content(rows[0].revision_id), done)


def get_course_progress(person_id: UUID, course_slug: str) -> CourseProgress:
    """All that a person has done in one course."""
    asked = {"person": person_id, "course": course_slug}
    found = _by_course(read_rows(COURSE_PROGRESS, asked))
    if not found:
        raise NotFound(course=course_slug)
    return found[0]


def list_progress(person_id: UUID) -> tuple[CourseProgress, ...]:
    """All courses in the order of their codes, with what a person has done in each."""
    found = _by_course(read_rows(PROGRESS, {"person": person_id}))
    return tuple(sorted(found, key=_place))


def _place(progress: CourseProgress) -> tuple[str, str]:
    course = progress.content.course
    return (course.code or "~", course.slug)


def _by_course(rows: Iterable[Any]) -> list[CourseProgress]:
    by_revision: dict[int, list[Any]] = {}
    for row in rows:
        by_revision.setdefault(row.revision_id, []).append(row)
    return [_read(revision_id, found) for revision_id, found in by_revision.items()]


def _read(revision_id: int, rows: Iterable[Any]) -> CourseProgress:
    done: dict[str, datetime] = {}
    handed_in: defaultdict[str, list[HandedInAttempt]] = defaultdict(list)
    started: set[str] = set()
    days, revised, remarked = [], [], []
    for row in rows:
        if row.kind == LESSON:
            done[row.name] = row.moment
        elif row.kind == COMPLETION:
            days.append(row.day)
        elif row.kind == REVISED:
            revised.append(row.day)
        elif row.kind == REMARKED:
            remarked.append(MarkedAgain(row.attempt_id, row.name, row.moment, row.is_passed))
        elif row.kind == ATTEMPT and row.moment is None:
            started.add(row.name)
        elif row.kind == ATTEMPT:
            handed_in[row.name].append(HandedInAttempt(row.moment, bool(row.is_passed)))
    return CourseProgress(
        content=get_content(revision_id),
        done=done,
        attempts={name: tuple(those) for name, those in handed_in.items()},
        started=frozenset(started),
        completions=tuple(days),
        revised_on=max(revised, default=None),
        remarked=tuple(remarked),
    )
