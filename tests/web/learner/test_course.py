"""A course: what it is for, what is left, what its exam says."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask

from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.learner.learners import COURSE, EXAM, KEY, LESSONS, WRONG, Learner

Statements = Callable[[], AbstractContextManager[list[str]]]

pytestmark = pytest.mark.usefixtures("may", "course")


class TestCourse:
    def test_says_what_it_is_for_and_what_is_left(self, ana: Learner) -> None:
        page = ana.get(COURSE)
        assert page.status_code == 200
        assert "Khóa học nhỏ để kiểm thử." in page.words
        assert "Khóa học nhỏ có hai bài." in page.words
        assert "còn tất cả 10 phút" in page.words
        assert page.links()["Bắt đầu học"] == LESSONS[0]

    def test_marks_what_is_done_and_what_is_next(self, ana: Learner) -> None:
        ana.submit(ana.get(LESSONS[0]), action=f"{LESSONS[0]}/done")
        page = ana.get(COURSE)
        assert page.links()["Học tiếp"] == LESSONS[1]
        assert [a.get("href") for a in page.find("a", aria_current="step")] == [LESSONS[1]]
        assert "còn tất cả 5 phút" in page.words

    def test_says_why_the_exam_is_locked(self, ana: Learner) -> None:
        assert "Mở khi bạn học xong tất cả các bài: còn 2 bài." in ana.get(COURSE).words

    def test_leads_to_the_exam_when_lessons_are_done(self, ana: Learner) -> None:
        ana.finish_lessons()
        assert ana.get(COURSE).links()["Đến bài kiểm tra"] == EXAM

    def test_says_when_the_exam_opens_again(self, ana: Learner) -> None:
        for _ in range(3):
            ana.take(WRONG)
        assert "mở lại lúc 09:00 ngày mai" in ana.get(COURSE).words

    def test_says_until_when_it_counts(self, ana: Learner) -> None:
        ana.take(KEY)
        assert "hoàn thành đến hết ngày 01/05/2027" in ana.get(COURSE).words

    def test_shows_nothing_of_another_person(self, ana: Learner, ben: Learner) -> None:
        ana.take(KEY)
        assert "Bắt đầu học" in ben.get(COURSE).links()

    def test_takes_two_statements(self, ana: Learner, statements: Statements) -> None:
        ana.get(COURSE)
        with statements() as seen:
            ana.get(COURSE)
        assert len(seen) == 2, seen

    def test_that_is_not_there_is_not_found(self, ana: Learner) -> None:
        assert ana.get("/courses/unknown").status_code == 404

    def test_asks_a_stranger_to_sign_in(self, app: Flask, make: Maker) -> None:
        assert make
        assert PageClient(app).get(COURSE).location == f"/sign-in?next={COURSE}"
