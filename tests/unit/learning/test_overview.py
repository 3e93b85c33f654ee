"""How a course goes, counted on both engines."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest

from portal.catalogue.queries import get_current_content
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.learning.overview import CourseOverview, get_course_overview
from portal.learning.services import complete_lesson
from tests.support.certifying import complete
from tests.support.making import Maker

MORNING = datetime(2026, 6, 1, 1, tzinfo=UTC)
Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(autouse=True)
def _course(make: Maker) -> None:
    make.course()


def read(make: Maker, *minutes: int) -> None:
    """Somebody marks the first lessons as done, so many minutes after eight o'clock."""
    person, content = make.person(), get_current_content("mini")
    begin_writing()
    for lesson, after in zip(content.lessons, minutes, strict=False):
        with frozen(MORNING + timedelta(minutes=after)):
            complete_lesson(person_id=person.id, content=content, lesson=lesson)
    db.session.commit()


def overview() -> CourseOverview:
    return get_course_overview(get_current_content("mini"))


def test_counts_people(make: Maker) -> None:
    read(make, 0)
    read(make, 0, 10)
    found = overview()
    assert (found.enrolled, found.in_progress, found.completed) == (2, 2, 0)
    assert [step.people for step in found.lessons] == [2, 1]


def test_who_completed_is_no_longer_in_progress(make: Maker) -> None:
    read(make, 0)
    person = make.person()
    begin_writing()
    content = get_current_content("mini")
    for lesson in content.lessons:
        complete_lesson(person_id=person.id, content=content, lesson=lesson)
    db.session.commit()
    complete(person.id, "mini", on="2026-06-02")
    found = overview()
    assert (found.enrolled, found.in_progress, found.completed, found.exam_begun) == (2, 1, 1, 1)
    assert found.drop
    assert (found.drop.place, found.drop.lost) == (2, 1)


def test_minutes_are_those_since_the_lesson_before(make: Maker) -> None:
    for minutes in (4, 6, 8, 10, 59):
        read(make, 0, minutes)
    read(make, 0, 61)  # went away meanwhile
    first, second = overview().lessons
    assert (first.pace.minutes, first.pace.count) == (None, 0)
    assert (second.pace.minutes, second.pace.count, second.people) == (8, 5, 6)


def test_exams_from_start_to_hand_in(make: Maker) -> None:
    for day in range(1, 6):
        complete(make.person().id, "mini", on=f"2026-05-0{day}")
    assert overview().exam_pace.minutes == 10


def test_three_statements_however_many_people(make: Maker, statements: Statements) -> None:
    for _person in range(3):
        read(make, 0, 5)
    content = get_current_content("mini")
    with statements() as seen:
        get_course_overview(content)
    assert len(seen) == 3, seen
