"""The search page: found with or without accents, marked, and never without a next step."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.learner.learners import COURSE, LESSONS, Learner

Statements = Callable[[], AbstractContextManager[list[str]]]
pytestmark = pytest.mark.usefixtures("course")


class TestSearch:
    @pytest.mark.parametrize("start", ["/", COURSE])
    def test_begins_on_the_home_and_course_pages(self, ana: Learner, start: str) -> None:
        form = ana.get(start).form("/search")
        assert form.get("role") == "search"

    def test_leads_to_the_passage(self, ana: Learner) -> None:
        page = ana.get("/search?q=nhap+mat+khau")
        assert page.links()["Bài đầu"] == f"{LESSONS[0]}#s-mo-dau"
        assert [mark.text for mark in page.find("mark")] == ["Nhập mật khẩu", "mật khẩu"]
        assert "1 bài" in page.words

    def test_keeps_what_was_asked(self, ana: Learner) -> None:
        page = ana.get('/search?q=<b>"x')
        (field,) = page.find("input", name="q")
        assert field.get("value") == '<b>"x'
        assert not page.find("b")

    @pytest.mark.parametrize(
        ("query", "says"),
        [
            ("", "Có thể gõ không dấu"),
            ("x", "Bạn hãy gõ ít nhất một từ trọn vẹn"),
            ("khongcogi", "Bạn thử bớt từ"),
        ],
    )
    def test_says_what_to_do(self, ana: Learner, query: str, says: str) -> None:
        page = ana.get(f"/search?q={query}")
        assert (page.status_code, says in page.words) == (200, True)

    def test_speaks_english(self, ana: Learner) -> None:
        ana.switch_to("en")
        page = ana.get("/search?q=first+lesson")
        assert page.links()["First lesson"] == f"{LESSONS[0]}#s-opening"

    def test_takes_two_statements(self, ana: Learner, statements: Statements) -> None:
        with statements() as seen:
            ana.get("/search?q=mat+khau")
        assert len(seen) == 2, seen

    def test_asks_a_stranger_to_sign_in(self, app: Flask, make: Maker) -> None:
        assert make
        assert PageClient(app).get("/search?q=a").status_code == 302
