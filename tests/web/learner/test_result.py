"""The result: passed or not yet, what was right where the rule allows, what to do next."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from flask import Flask

from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.learner.learners import EXAM, KEY, LESSONS, WRONG, Learner

Statements = Callable[[], AbstractContextManager[list[str]]]

pytestmark = pytest.mark.usefixtures("may", "course")


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


class TestResult:
    def test_of_a_passed_exam_leads_to_the_certificates(self, ana: Learner) -> None:
        page = ana.take(KEY)
        assert page.status_code == 200
        assert "Đạt: 100 %" in plain(page.words)
        assert page.links()["Xem giấy chứng nhận"] == "/certificates"
        assert "Nên đọc lại các bài này" not in page.words

    def test_of_a_failed_one_leads_to_another_try(self, ana: Learner) -> None:
        page = ana.take(WRONG)
        assert "Chưa đạt: 0 %" in plain(page.words)
        assert page.links()["Làm lại"] == EXAM
        assert "Còn 2 lần làm bài" in page.words

    def test_names_the_critical_questions_that_were_wrong(self, ana: Learner) -> None:
        page = ana.take({**KEY, "mat-khau": [0]})
        assert "Chưa đạt: 75 %" in plain(page.words)
        assert "Chỉ đạt khi trả lời đúng những câu này" in page.words
        assert "Người dân đọc mật khẩu. Bạn làm gì?" in page.links()

    def test_shows_what_was_chosen_what_was_right_and_why(self, ana: Learner) -> None:
        page = ana.take({**KEY, "mat-khau": [0]})
        assert page.words.count("Bạn chọn, chưa đúng") == 1
        assert page.words.count("Đáp án đúng") == 1
        assert "Phản hồi bí mật." in page.words
        assert page.words.count("Giải thích bí mật.") == 4

    def test_says_what_to_read_again(self, ana: Learner) -> None:
        assert ana.take(WRONG).links()["Bài đầu"] == LESSONS[0]

    def test_says_when_the_exam_opens_again(self, ana: Learner) -> None:
        for _ in range(3):
            page = ana.take(WRONG)
        assert "mở lại lúc 09:00 ngày mai" in page.words
        assert "Làm lại" not in page.links()

    def test_says_what_was_left_out(self, ana: Learner) -> None:
        assert ana.take({}).words.count("Bạn chưa trả lời câu này.") == 4

    def test_takes_three_statements(self, ana: Learner, statements: Statements) -> None:
        url = ana.take(KEY).response.request.path
        with statements() as seen:
            ana.get(url)
        assert len(seen) == 3, seen

    def test_is_shown_in_english(self, ana: Learner) -> None:
        url = ana.take(WRONG).response.request.path
        ana.switch_to("en")
        assert "Not yet passed: 0 %" in plain(ana.get(url).words)


class TestWhoSeesIt:
    def test_another_person_gets_what_an_unknown_one_gets(self, ana: Learner, ben: Learner) -> None:
        url = ana.take(KEY).response.request.path
        assert ben.get(url).status_code == 404
        assert ben.get(f"{EXAM}/attempts/{uuid4()}").status_code == 404

    def test_nobody_while_the_attempt_is_open(self, ana: Learner) -> None:
        attempt = ana.start().find("input", name="attempt")[0].get("value")
        assert ana.get(f"{EXAM}/attempts/{attempt}").status_code == 404

    def test_nobody_under_another_course(self, ana: Learner) -> None:
        url = ana.take(KEY).response.request.path
        assert ana.get(url.replace("/mini/", "/other/")).status_code == 404

    def test_a_stranger_is_asked_to_sign_in(self, app: Flask, make: Maker) -> None:
        assert make
        url = f"{EXAM}/attempts/{uuid4()}"
        assert PageClient(app).get(url).location == f"/sign-in?next={url}"
