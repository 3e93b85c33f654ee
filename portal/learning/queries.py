"""Reads of what people have learnt; each is one statement (a revision not yet read costs its own once)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from portal.catalogue.queries import get_content
from portal.catalogue.revising import get_news
from portal.kernel.db import read_rows
from portal.kernel.errors import NotFound
from portal.learning.completion import RENEWAL_WINDOW
from portal.learning.records import CourseProgress, MarkedAgain, Revised
from portal.learning.statements import (
    ATTEMPT,
    COMPLETION,
    COURSE_PROGRESS,
    LESSON,
    LESSONS_DONE,
    PROGRESS,
    READ_AGAIN,
    REFRESHED,
    REMARKED,
    REVISED,
)
from portal.quizzes.limits import HandedInAttempt


def get_lesson_progress(person_id: UUID, course_slug: str) -> CourseProgress:
    """The current revision and the lessons that a person has done.

    Attempts and completions are not read, unless the course changed since they completed it.
    """
    asked = {"person": person_id, "course": course_slug}
    rows = read_rows(LESSONS_DONE, asked)
    if not rows:
        raise NotFound(course=course_slug)
    if rows[0].has_changed:
        return get_course_progress(person_id, course_slug)
    done: dict[str, datetime] = {row.lesson: row.completed_at for row in rows if row.lesson}
    return CourseProgress(get_content(rows[0].revision_id), done)


def get_course_progress(
    person_id: UUID, course_slug: str, window: timedelta = RENEWAL_WINDOW
) -> CourseProgress:
    """All that a person has done in one course. `window`: how long before its end it may be renewed."""
    asked = {"person": person_id, "course": course_slug}
    found = _by_course(read_rows(COURSE_PROGRESS, asked), window)
    if not found:
        raise NotFound(course=course_slug)
    return found[0]


def list_progress(
    person_id: UUID, window: timedelta = RENEWAL_WINDOW
) -> tuple[CourseProgress, ...]:
    """All courses in the order of their codes, with what a person has done in each."""
    found = _by_course(read_rows(PROGRESS, {"person": person_id}), window)
    return tuple(sorted(found, key=_place))


def _place(progress: CourseProgress) -> tuple[str, str]:
    course = progress.content.course
    return (course.code or "~", course.slug)


def _by_course(rows: Iterable[Any], window: timedelta) -> list[CourseProgress]:
    by_revision: dict[int, list[Any]] = {}
    for row in rows:
        by_revision.setdefault(row.revision_id, []).append(row)
    return [
        _with_news(replace(_read(revision_id, found), window=window), found)
        for revision_id, found in by_revision.items()
    ]


def _read(revision_id: int, rows: Iterable[Any]) -> CourseProgress:
    of: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        of[row.kind].append(row)
    handed_in: defaultdict[str, list[HandedInAttempt]] = defaultdict(list)
    for row in of[ATTEMPT]:
        if row.moment is not None:
            handed_in[row.name].append(HandedInAttempt(row.moment, bool(row.is_passed)))
    in_order = sorted(of[READ_AGAIN], key=lambda row: row.revision)
    return CourseProgress(
        content=get_content(revision_id),
        done={row.name: row.moment for row in of[LESSON]},
        attempts={name: tuple(those) for name, those in handed_in.items()},
        started=frozenset(row.name for row in of[ATTEMPT] if row.moment is None),
        completions=tuple(row.day for row in of[COMPLETION]),
        revised=tuple(Revised(row.day, row.until, row.revision) for row in of[REVISED]),
        refreshed=tuple(row.day for row in of[REFRESHED]),
        read_again={row.name: row.revision for row in in_order},
        remarked=tuple(
            MarkedAgain(row.attempt_id, row.name, row.moment, row.is_passed) for row in of[REMARKED]
        ),
    )


def _with_news(progress: CourseProgress, rows: Iterable[Any]) -> CourseProgress:
    """What changed since the revision that the person knows, where they must answer it and it is known."""
    due = progress.unanswered
    if not due or any(one.revision_id is None for one in due):
        return progress
    known = [
        (row.day, row.revision)
        for row in rows
        if row.kind in (COMPLETION, REFRESHED) and row.revision is not None
    ]
    if not known:
        return progress
    content = progress.content
    news = get_news(content.course.slug, known=max(known)[1], current=content.revision_id)
    return replace(progress, news=news)
