"""How a course goes, as its trainer sees it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal.catalogue.queries import get_current_content
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.learning.services import complete_lesson
from tests.support.making import Maker
from tests.support.pages import PageClient

URL = "/trainer/courses/mini/overview"


@pytest.fixture
def readers(make: Maker) -> None:
    """Six who did the first lesson, five of whom did the second seven minutes later."""
    make.course()
    content = get_current_content("mini")
    for place in range(6):
        person = make.person()
        begin_writing()
        for number, lesson in enumerate(content.lessons[: 2 if place else 1]):
            moment = datetime(2026, 6, 1, 1, tzinfo=UTC) + timedelta(minutes=7 * number)
            with frozen(moment):
                complete_lesson(person_id=person.id, content=content, lesson=lesson)
        db.session.commit()


@pytest.mark.usefixtures("readers")
class TestOverview:
    def test_says_who_and_where(self, trainer: PageClient) -> None:
        words = trainer.get(URL).words
        assert "6 began the course" in words
        assert "Most stop between “Bài sau” and the exam:" in words
        assert "5 of 5 people have not gone on." in words
        assert "7 minutes" in words
        assert "(5 times)" in words

    def test_is_linked_from_the_course(self, trainer: PageClient) -> None:
        assert trainer.get("/trainer/courses/mini").links()["How it goes"] == URL

    def test_at_most_six_statements(self, trainer: PageClient, statements: Any) -> None:
        trainer.get(URL)
        with statements() as seen:
            trainer.get(URL)
        assert len(seen) <= 6, seen


def test_a_course_nobody_began_says_so(trainer: PageClient, make: Maker) -> None:
    make.course()
    assert "Nobody has begun this course yet" in trainer.get(URL).words


def test_an_unknown_course_is_not_found(trainer: PageClient) -> None:
    assert trainer.get(URL).status_code == 404
