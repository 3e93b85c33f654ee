"""The trainer's pages of published courses."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from tests.support.making import Maker
from tests.support.pages import PageClient

Statements = Callable[[], AbstractContextManager[list[str]]]


class TestCourses:
    def test_published_courses_are_listed(self, trainer: PageClient, make: Maker) -> None:
        make.course()
        page = trainer.get("/trainer/courses")
        assert page.status_code == 200
        assert page.links()["Test course"] == "/trainer/courses/mini"
        assert "Overdue facts" in page.words

    def test_without_courses_it_says_how_to_load_one(self, trainer: PageClient) -> None:
        assert "flask --app wsgi courses sync" in trainer.get("/trainer/courses").words

    def test_at_most_six_statements(
        self, trainer: PageClient, make: Maker, statements: Statements
    ) -> None:
        make.course()
        trainer.get("/trainer/courses")
        for url in ("/trainer/courses", "/trainer/courses/mini"):
            with statements() as seen:
                trainer.get(url)
            assert len(seen) <= 6, seen


class TestCourse:
    def test_every_question_with_its_key(self, trainer: PageClient, make: Maker) -> None:
        make.course()
        page = trainer.get("/trainer/courses/mini")
        assert page.words.count("Question ") >= 6
        assert "Secret explanation." in page.words
        assert "Secret feedback." in page.words
        assert len(page.find("span", class_="c-mark--right")) == 8
        assert len(page.find("span", class_="c-badge--critical")) == 1

    def test_lessons_link_to_their_pages_and_say_what_is_not_translated(
        self, trainer: PageClient, make: Maker
    ) -> None:
        make.course()
        page = trainer.get("/trainer/courses/mini")
        assert page.links()["First lesson"] == "/courses/mini/mot/bai-dau"
        assert page.words.count("not translated") == 1

    def test_an_unknown_course_is_not_found(self, trainer: PageClient) -> None:
        assert trainer.get("/trainer/courses/khac").status_code == 404


class TestAccess:
    @pytest.mark.parametrize("url", ["/trainer/courses", "/trainer/courses/mini"])
    def test_learners_are_refused(self, make: Maker, client: PageClient, url: str) -> None:
        make.course()
        client.sign_in(make.person())
        page = client.get(url)
        assert page.status_code == 403
        assert "bí mật" not in page.words

    @pytest.mark.parametrize("url", ["/trainer/courses", "/trainer/courses/mini"])
    def test_signed_out_readers_go_to_sign_in(self, client: PageClient, url: str) -> None:
        page = client.get(url)
        assert page.status_code == 302
        assert (page.location or "").startswith("/sign-in")


class TestEveryType:
    def test_shows_what_is_right(self, trainer: PageClient, make: Maker) -> None:
        make.course("kinds")
        trainer.switch_to("vi")
        page = trainer.get("/trainer/courses/kinds")
        for said in (
            "trả lời ngắn", "Hà Nội / Hanoi", "điền số", "10000000 ± 5% / 10..20", "ghép đôi",
            "Báo cháy → 114", "sắp xếp thứ tự", "điền chỗ trống", "Chỗ trống 1: 156 / số 156",
        ):  # fmt: skip
            assert said in page.words, said
        assert "Gọi <strong>____ (1)</strong>" in page.text
