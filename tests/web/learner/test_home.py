"""Home: what am I cleared for, and what is my one next step."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from flask import Flask

from portal.kernel.clock import frozen
from tests.support.certifying import at, load_rules
from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.learner.learners import COURSE, EXAM, KEY, LESSONS, WRONG, Learner

Statements = Callable[[], AbstractContextManager[list[str]]]

pytestmark = pytest.mark.usefixtures("may")

RULES = """\
applies_from: 2023-01-01
courses:
  - {code: C09, slug: mini, title: {vi: Khóa thử, en: Trial course}, minutes: 10, valid_months: 12}
certifications:
  - code: P0
    title: {vi: Tình nguyện viên, en: Volunteer}
    activity: {vi: Được đi cùng, en: May shadow}
    requires: [C09]
    validity_months: 12
"""


class TestHome:
    def test_greets_by_given_name(self, ana: Learner) -> None:
        page = ana.get("/")
        assert page.status_code == 200
        assert page.words.count("Chào bạn Ana") == 1

    def test_says_so_where_no_course_is_published(self, ana: Learner) -> None:
        assert "Chưa có khóa học nào được" in ana.get("/").words

    @pytest.mark.usefixtures("course")
    def test_leads_to_the_first_lesson(self, ana: Learner) -> None:
        page = ana.get("/")
        assert page.links()["Vào học"] == LESSONS[0]
        assert "bài 1/2 · 5 phút" in page.words

    @pytest.mark.usefixtures("course")
    def test_leads_to_the_lesson_that_is_left(self, ana: Learner) -> None:
        ana.submit(ana.get(LESSONS[1]), action=f"{LESSONS[1]}/done")
        assert ana.get("/").links()["Vào học"] == LESSONS[0]

    @pytest.mark.usefixtures("course")
    def test_leads_to_the_exam_when_lessons_are_done(self, ana: Learner) -> None:
        ana.finish_lessons()
        page = ana.get("/")
        assert page.links()["Đến bài kiểm tra"] == EXAM
        assert "Còn 3 lần làm bài" in page.words

    @pytest.mark.usefixtures("course")
    def test_leads_back_to_an_open_attempt(self, ana: Learner) -> None:
        ana.start()
        assert ana.get("/").links()["Làm tiếp bài kiểm tra"] == EXAM

    @pytest.mark.usefixtures("course")
    def test_says_until_when_to_wait(self, ana: Learner) -> None:
        for _ in range(3):
            ana.take(WRONG)
        page = ana.get("/")
        assert "làm lại bài kiểm tra từ 09:00 ngày mai" in page.words
        assert page.links()["Đọc lại bài học"] == COURSE

    @pytest.mark.usefixtures("course")
    def test_says_that_all_is_done_and_until_when(self, ana: Learner, tmp_path: Path) -> None:
        load_rules(tmp_path, RULES)
        ana.take(KEY)
        page = ana.get("/")
        assert "Bạn đã hoàn thành tất cả" in page.words
        assert "còn hiệu lực đến hết ngày 01/05/2027" in page.words
        assert "Còn hiệu lực" in page.words

    @pytest.mark.usefixtures("course")
    def test_asks_to_renew_sixty_days_before_the_end(self, ana: Learner) -> None:
        ana.take(KEY)
        with frozen(at("2027-03-01")):
            ana.sign_in_again()
            assert "Làm lại bài kiểm tra để gia hạn" not in ana.get("/").words
        with frozen(at("2027-03-02")):
            ana.sign_in_again()
            assert "Làm lại bài kiểm tra để gia hạn" in ana.get("/").words

    @pytest.mark.usefixtures("course")
    def test_shows_standings_with_their_why(self, ana: Learner, tmp_path: Path) -> None:
        load_rules(tmp_path, RULES)
        page = ana.get("/")
        assert "Tình nguyện viên" in page.words
        assert "còn thiếu “Khóa thử”" in page.words

    @pytest.mark.usefixtures("course")
    def test_says_calmly_that_more_is_coming(self, ana: Learner, tmp_path: Path) -> None:
        later = RULES[RULES.index("  - code: P0") :].replace("P0", "P1").replace("[C09]", "[C08]")
        course = RULES[RULES.index("  - {code") : RULES.index("certifications")]
        unwritten = course.replace("C09", "C08").replace("mini", "later")
        rules = RULES.replace("certifications:", f"{unwritten}certifications:") + later
        load_rules(tmp_path, rules)
        page = ana.get("/")
        assert "Còn 1 loại giấy chứng nhận sẽ mở" in page.words
        assert page.links()["Xem loại nào sắp có"] == "/certificates#coming"

    @pytest.mark.usefixtures("course")
    def test_takes_three_statements(self, ana: Learner, statements: Statements) -> None:
        ana.get("/")
        with statements() as seen:
            ana.get("/")
        assert len(seen) == 3, seen

    @pytest.mark.usefixtures("course")
    def test_speaks_english(self, ana: Learner) -> None:
        ana.switch_to("en")
        page = ana.get("/")
        assert "Hello, Ana" in page.words
        assert page.links()["Read the lesson"] == LESSONS[0]

    def test_asks_a_stranger_to_sign_in(self, app: Flask, make: Maker) -> None:
        assert make
        assert PageClient(app).get("/").location == "/sign-in?next=/"
