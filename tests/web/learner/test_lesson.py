"""A lesson: read without JavaScript, marked as done, and on to the next."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.kernel.clock import frozen
from portal.kernel.db import db
from portal.learning.models import Enrolment, LessonCompletion
from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.learner.learners import COURSE, EXAM, LESSONS, Learner

Statements = Callable[[], AbstractContextManager[list[str]]]
FIRST, SECOND = LESSONS

pytestmark = pytest.mark.usefixtures("course")


def completions() -> list[LessonCompletion]:
    db.session.rollback()
    return list(db.session.scalars(select(LessonCompletion)))


class TestLesson:
    def test_is_read_with_its_place_and_its_neighbours(self, ana: Learner) -> None:
        page = ana.get(FIRST)
        assert page.status_code == 200
        assert "Đây là bài đầu." in page.words
        assert "Bài 1/2 · 5 phút" in page.words
        assert page.links()["Bài tiếp theo Bài sau"] == SECOND
        assert not [text for text in page.links() if text.startswith("Bài trước")]

    def test_holds_its_self_check(self, ana: Learner) -> None:
        assert "Ai giữ mật khẩu?" in ana.get(FIRST).words

    def test_is_read_in_english(self, ana: Learner) -> None:
        ana.switch_to("en")
        page = ana.get(FIRST)
        assert "This is the first lesson." in page.words
        assert not page.find("article", lang="vi")

    def test_says_that_it_is_not_translated(self, ana: Learner) -> None:
        ana.switch_to("en")
        page = ana.get(SECOND)
        assert "not translated yet" in page.words
        assert page.find("article", lang="vi")

    def test_takes_one_statement_besides_the_sessions(
        self, ana: Learner, statements: Statements
    ) -> None:
        ana.get(FIRST)
        with statements() as seen:
            ana.get(FIRST)
        assert len(seen) == 2, seen

    @pytest.mark.parametrize(
        "url",
        [f"{COURSE}/mot/unknown", f"{COURSE}/unknown/bai-dau", "/courses/unknown/mot/bai-dau"],
    )
    def test_that_is_not_there_is_not_found(self, ana: Learner, url: str) -> None:
        assert ana.get(url).status_code == 404

    def test_asks_a_stranger_to_sign_in_and_remembers_the_place(
        self, app: Flask, make: Maker
    ) -> None:
        assert make
        assert PageClient(app).get(FIRST).location == f"/sign-in?next={FIRST}"

    def test_is_not_marked_by_reading_it(self, ana: Learner) -> None:
        ana.get(FIRST)
        assert completions() == []


class TestMarkingAsDone:
    def test_leads_to_the_next_lesson(self, ana: Learner) -> None:
        answer = ana.submit(ana.get(FIRST), action=f"{FIRST}/done")
        assert (answer.status_code, answer.location) == (302, SECOND)
        assert [one.lesson for one in completions()] == ["mot/bai-dau"]
        assert ana.get(FIRST).links()["Bài tiếp theo"] == SECOND

    def test_of_the_last_one_leads_to_the_exam(self, ana: Learner) -> None:
        assert ana.finish_lessons().location == EXAM
        assert "Bài kiểm tra đã mở" in ana.get(EXAM).words

    def test_of_the_last_one_leads_to_what_is_left(self, ana: Learner) -> None:
        assert ana.submit(ana.get(SECOND), action=f"{SECOND}/done").location == FIRST

    def test_twice_keeps_the_first_time(self, ana: Learner) -> None:
        page = ana.get(FIRST)
        early, late = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 2, tzinfo=UTC)
        with frozen(early):
            ana.submit(page, action=f"{FIRST}/done")
        with frozen(late):
            assert ana.submit(page, action=f"{FIRST}/done").status_code == 302
        assert [one.completed_at for one in completions()] == [early]
        assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 1

    def test_by_a_script_says_where_to_go_on_however_often(self, ana: Learner) -> None:
        token = ana.get(FIRST).find("input", name="csrf_token")[0].get("value")
        for _ in range(2):
            headers = {"Accept": "application/json"}
            answer = ana.post(f"{FIRST}/done", {"csrf_token": token}, headers=headers)
            assert (answer.status_code, answer.json) == (200, {"next": SECOND})
        assert [one.lesson for one in completions()] == ["mot/bai-dau"]

    def test_counts_for_one_person_only(self, ana: Learner, ben: Learner) -> None:
        ana.submit(ana.get(FIRST), action=f"{FIRST}/done")
        assert "Bài tiếp theo" not in ben.get(FIRST).links()

    def test_needs_the_pages_token(self, ana: Learner) -> None:
        assert ana.post(f"{FIRST}/done").status_code == 400
        assert completions() == []

    def test_is_not_done_by_get(self, ana: Learner) -> None:
        assert ana.get(f"{FIRST}/done").status_code in (404, 405)

    def test_of_an_unknown_lesson_is_not_found(self, ana: Learner) -> None:
        page = ana.get(FIRST)
        fields = {"csrf_token": page.find("input", name="csrf_token")[0].get("value")}
        assert ana.post(f"{COURSE}/mot/unknown/done", fields).status_code == 404
