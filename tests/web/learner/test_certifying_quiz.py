"""A module's certifying quiz: passed once, before the exam opens."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.kernel.clock import frozen
from portal.kernel.db import db
from portal.learning.models import CourseCompletion
from tests.support.certifying import at
from tests.support.making import Maker
from tests.web.learner.learners import COURSE, EXAM, KEY, Learner, token
from tests.web.learner.quizzes import QUIZ, check, publish_certifying, start, take

pytestmark = pytest.mark.usefixtures("may", "certifying")


@pytest.fixture
def certifying(make: Maker, tmp_path: Path) -> None:
    assert make
    publish_certifying(tmp_path)


def completions() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(CourseCompletion)) or 0


class TestCertifyingQuiz:
    def test_is_the_next_step_once_its_lessons_are_done(self, ana: Learner) -> None:
        assert ana.get("/").links()["Vào học"].startswith(COURSE)
        ana.finish_lessons()
        for path in ("/", COURSE):
            assert ana.get(path).links()["Làm bài kiểm tra"] == QUIZ

    def test_keeps_the_exam_closed_until_it_is_passed(self, ana: Learner) -> None:
        ana.finish_lessons()
        page = ana.get(EXAM)
        assert page.links()["Ôn tập"] == QUIZ
        assert not page.find("form", action=EXAM)
        refused = ana.follow(ana.post(EXAM, {"csrf_token": token(ana.get("/"))}))
        assert "Hãy đạt các bài kiểm tra trước: còn 1 bài." in refused.words
        take(ana, right=False)
        assert not ana.get(EXAM).find("form", action=EXAM)
        take(ana, right=True)
        assert ana.get(EXAM).find("form", action=EXAM)

    def test_completes_nothing_by_itself(self, ana: Learner) -> None:
        ana.finish_lessons()
        take(ana, right=True)
        assert completions() == 0
        ana.take(KEY)
        assert completions() == 1

    def test_once_passed_stays_so(self, ana: Learner) -> None:
        before = ana.get(QUIZ)
        take(ana, right=True)
        page = ana.follow(ana.submit(before, action=QUIZ))
        assert "Bạn đã đạt bài kiểm tra này" in page.words
        assert not page.find("form", action=QUIZ)

    def test_waits_after_its_attempts(self, ana: Learner) -> None:
        ana.finish_lessons()
        for _ in range(2):
            page = take(ana, right=False)
        assert "mở lại lúc 09:00 ngày mai" in page.words
        assert not ana.get(QUIZ).find("form", action=QUIZ)
        for path in ("/", COURSE):
            assert "09:00 ngày mai" in ana.get(path).words
        with frozen(at("2026-05-01") + timedelta(hours=25)):
            assert ana.get(QUIZ).find("form", action=QUIZ)

    def test_shows_its_key_by_its_own_rule(self, ana: Learner) -> None:
        assert "bí mật" not in take(ana, right=False).text
        assert "Giải thích bí mật." in take(ana, right=True).words

    def test_is_not_checked_answer_by_answer(self, ana: Learner) -> None:
        paper = start(ana)
        assert not paper.find("div", data_behaviour="practice-check")
        assert check(ana, paper, "ai-giu", ["0"]).status_code == 404
