"""The exam before and during an attempt: what awaits, starting, the paper without its key."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.kernel.clock import frozen
from portal.kernel.db import db
from portal.quizzes.models import Attempt
from tests.support.certifying import at
from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.learner.learners import CHOICES, EXAM, KEY, WRONG, Learner, attempt_of, drawn, shown

Statements = Callable[[], AbstractContextManager[list[str]]]

pytestmark = pytest.mark.usefixtures("may", "course")

HEADINGS = {
    "mat-khau": "Người dân đọc mật khẩu", "hai-viec": "Chọn tất cả việc nên làm", "ba": "Câu ba",
    "bon": "Câu bốn", "nam": "Câu năm", "sau": "Câu sáu",
}  # fmt: skip
SECRETS = ("bí mật", "Secret", "is_right", "feedback", "critical_wrong")


def attempts() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Attempt)) or 0


class TestBefore:
    def test_says_what_awaits(self, ana: Learner) -> None:
        ana.finish_lessons()
        page = ana.get(EXAM)
        assert page.status_code == 200
        for words in ("Câu hỏi 4", "từ 80 % số điểm", "Phải đúng", "3 lần, sau đó chờ 24 giờ"):
            assert words in page.words.replace("\N{NO-BREAK SPACE}", " ")

    def test_is_locked_while_lessons_are_left(self, ana: Learner) -> None:
        page = ana.get(EXAM)
        assert "còn 2 bài" in page.words
        assert not page.find("form", action=EXAM)

    def test_shows_nothing_of_the_questions(self, ana: Learner) -> None:
        ana.finish_lessons()
        text = ana.get(EXAM).text
        assert "Người dân đọc mật khẩu" not in text
        assert not any(secret in text for secret in SECRETS)

    def test_lists_earlier_attempts_with_their_results(self, ana: Learner) -> None:
        ana.take(WRONG)
        page = ana.get(EXAM)
        assert "Chưa đạt" in page.words
        assert "Còn 2 lần làm bài" in page.words
        assert [url for url in page.links().values() if "/exam/attempts/" in url]

    def test_takes_three_statements(self, ana: Learner, statements: Statements) -> None:
        ana.finish_lessons()
        ana.get(EXAM)
        with statements() as seen:
            ana.get(EXAM)
        assert len(seen) == 3, seen

    def test_of_an_unknown_course_is_not_found(self, ana: Learner) -> None:
        assert ana.get("/courses/unknown/exam").status_code == 404

    def test_asks_a_stranger_to_sign_in(self, app: Flask, make: Maker) -> None:
        assert make
        assert PageClient(app).get(EXAM).location == f"/sign-in?next={EXAM}"


class TestStarting:
    def test_opens_a_paper_of_as_many_questions_as_are_drawn(self, ana: Learner) -> None:
        page = ana.start()
        assert len(drawn(page)) == 4
        assert "mat-khau" in drawn(page)  # the only critical one
        assert "Đã trả lời 0/4 câu" in page.words

    def test_twice_keeps_one_attempt(self, ana: Learner) -> None:
        ana.finish_lessons()
        before = ana.get(EXAM)
        first = ana.follow(ana.submit(before, action=EXAM))
        second = ana.follow(ana.submit(before, action=EXAM))
        assert attempt_of(first) == attempt_of(second)
        assert drawn(first) == drawn(second)
        assert attempts() == 1

    def test_is_not_done_by_get(self, ana: Learner) -> None:
        ana.finish_lessons()
        ana.get(EXAM)
        assert attempts() == 0

    def test_is_refused_while_lessons_are_left(self, ana: Learner) -> None:
        fields = {"csrf_token": ana.get("/").find("input", name="csrf_token")[0].get("value")}
        page = ana.follow(ana.post(EXAM, fields))
        assert "Hãy học xong các bài trước: còn 2 bài." in page.words
        assert attempts() == 0

    def test_is_refused_while_the_wait_lasts(self, ana: Learner) -> None:
        ana.finish_lessons()
        before = ana.get(EXAM)
        for _ in range(3):
            ana.take(WRONG)
        page = ana.follow(ana.submit(before, action=EXAM))
        assert "mở lại lúc 09:00 ngày mai" in page.words
        assert attempts() == 3

    def test_works_again_after_the_wait(self, ana: Learner) -> None:
        for _ in range(3):
            ana.take(WRONG)
        with frozen(at("2026-05-02") - timedelta(seconds=1)):
            assert not ana.get(EXAM).find("form", action=EXAM)
        with frozen(at("2026-05-02")):
            assert "Còn 3 lần làm bài" in ana.get(EXAM).words
            assert drawn(ana.start())

    def test_is_refused_once_passed(self, ana: Learner) -> None:
        ana.finish_lessons()
        before = ana.get(EXAM)
        ana.take(KEY)
        page = ana.follow(ana.submit(before, action=EXAM))
        assert "Bạn đã đạt khóa học này rồi" in page.words
        assert attempts() == 1

    def test_needs_the_pages_token(self, ana: Learner) -> None:
        ana.finish_lessons()
        assert ana.post(EXAM).status_code == 400
        assert attempts() == 0

    def test_draws_unseen_questions_first_the_next_time(self, ana: Learner) -> None:
        first = set(drawn(ana.start()))
        ana.hand_in(ana.get(EXAM), {}, "hand-in-anyway")
        second = set(drawn(ana.start()))
        assert {question for question in KEY if question not in first} <= second


class TestPaper:
    def test_holds_no_key_no_feedback_and_nothing_of_the_pool(self, ana: Learner) -> None:
        page = ana.start()
        assert not any(secret in page.text for secret in SECRETS)
        for question in set(KEY) - set(drawn(page)):
            assert f'"answer-{question}"' not in page.text
            assert HEADINGS[question] not in page.text

    def test_names_choices_by_their_places_only(self, ana: Learner, ben: Learner) -> None:
        """Whatever the order drawn: two attempts that show other orders send the same values."""
        for learner in (ana, ben):
            page = learner.start()
            for question in drawn(page):
                boxes = page.find("input", class_="c-choice__input", name=f"answer-{question}")
                number = drawn(page).index(question) + 1
                places = [str(place) for place in range(len(boxes))]
                assert [box.get("value") for box in boxes] == places
                assert [box.get("id") for box in boxes] == [f"choice-{number}-{p}" for p in places]
                assert sorted(shown(page, question)) == sorted(CHOICES[question])

    def test_says_which_questions_must_be_right_and_where_several_may_be_chosen(
        self, ana: Learner
    ) -> None:
        page = ana.start()
        assert len(page.find("span", class_="c-badge--critical")) == 1
        several = page.find("input", type="checkbox", class_="c-choice__input")
        assert bool(several) == ("hai-viec" in drawn(page)) == ("chọn tất cả" in page.words)

    def test_takes_three_statements(self, ana: Learner, statements: Statements) -> None:
        ana.start()
        with statements() as seen:
            ana.get(EXAM)
        assert len(seen) == 3, seen

    def test_of_another_is_never_shown(self, ana: Learner, ben: Learner) -> None:
        mine = attempt_of(ana.start())
        assert attempt_of(ben.start()) != mine

    def test_is_shown_in_english(self, ana: Learner) -> None:
        ana.start()
        ana.switch_to("en")
        page = ana.get(EXAM)
        assert "A resident reads out the password" in page.words
        assert "0 of 4 answered" in page.words
