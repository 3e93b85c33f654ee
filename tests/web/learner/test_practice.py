"""A module's practice quiz: as often as one likes, with what is right and why at once; nothing depends on it."""

import pytest
from sqlalchemy import func, select

from portal.kernel.db import db
from portal.learning.models import CourseCompletion
from portal.quizzes.models import Response
from tests.support.pages import Page
from tests.web.learner.learners import COURSE, EXAM, KEY, Learner
from tests.web.learner.quizzes import QUIZ, answers, check, start, take

pytestmark = pytest.mark.usefixtures("may", "course")


def plain(page: Page) -> str:
    return page.words.replace("\N{NO-BREAK SPACE}", " ")


def count(model: type) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestPractice:
    def test_is_listed_after_its_modules_lessons(self, ana: Learner) -> None:
        page = ana.get(COURSE)
        assert page.links()["Ôn tập"] == QUIZ
        assert "để luyện, làm bao nhiêu lần cũng được" in page.words

    def test_is_open_from_the_start(self, ana: Learner) -> None:
        page = ana.get(QUIZ)
        assert "không giới hạn" in page.words
        assert page.find("form", action=QUIZ)
        assert "Câu 1/2" in start(ana).words

    def test_shows_what_was_right_and_why_after_each_hand_in(self, ana: Learner) -> None:
        page = take(ana, right=False)
        assert "Đúng 0/2 câu" in page.words
        assert "Phản hồi bí mật." in page.words
        assert page.words.count("Giải thích bí mật.") == 2
        assert page.links()["Luyện lại"] == QUIZ
        assert "Đúng 2/2 câu" in take(ana, right=True).words

    def test_may_be_taken_again_and_again(self, ana: Learner) -> None:
        for _ in range(4):
            take(ana, right=True)
        assert ana.get(QUIZ).find("form", action=QUIZ)

    def test_completes_nothing_and_opens_nothing(self, ana: Learner) -> None:
        take(ana, right=True)
        assert count(CourseCompletion) == 0
        assert "còn 2 bài" in ana.get(EXAM).words

    def test_is_not_needed_for_the_course(self, ana: Learner) -> None:
        ana.take(KEY)
        assert count(CourseCompletion) == 1

    def test_leaves_the_exams_attempts_alone(self, ana: Learner) -> None:
        take(ana, right=False)
        ana.finish_lessons()
        assert "Còn 3 lần làm bài" in ana.get(EXAM).words

    def test_of_a_module_without_one_is_not_found(self, ana: Learner) -> None:
        for path in (QUIZ.replace("mot", "hai"), QUIZ.replace("mini", "other")):
            assert ana.get(path).status_code == 404

    def test_result_is_not_shown_as_the_exams(self, ana: Learner) -> None:
        url = take(ana, right=True).response.request.path
        assert ana.get(url).status_code == 200
        assert ana.get(url.replace("/mot/quiz", "/exam")).status_code == 404


class TestChecking:
    def test_says_at_once_whether_an_answer_is_right_and_why(self, ana: Learner) -> None:
        paper = start(ana)
        told = check(ana, paper, "ai-giu", ["0"])
        assert (told.status_code, told.json["right"]) == (200, False)
        assert "Phản hồi bí mật." in told.json["html"]
        assert "Giải thích bí mật." in told.json["html"]
        assert check(ana, paper, "so-nao", ["156"]).json["right"] is True

    def test_keeps_nothing(self, ana: Learner) -> None:
        check(ana, start(ana), "ai-giu", ["1"])
        assert count(Response) == 0

    def test_tells_nothing_before_there_is_an_answer(self, ana: Learner) -> None:
        paper = start(ana)
        assert "bí mật" not in paper.text
        for answer in ([], [""], ["7"], ["0", "1"]):
            told = check(ana, paper, "ai-giu", answer)
            assert (told.status_code, told.json) == (422, {"error": "bad_answer"})

    def test_of_anothers_attempt_is_not_found(self, ana: Learner, ben: Learner) -> None:
        theirs, mine = start(ben), start(ana)
        token = mine.find("input", name="csrf_token")[0].get("value")
        body = {
            "csrf_token": token, "question": "ai-giu", "answer": "0", "sequence": "1",
            "attempt": theirs.find("input", name="attempt")[0].get("value"),
        }  # fmt: skip
        headers = {"Accept": "application/json"}
        assert ana.post(f"{QUIZ}/check", body, headers=headers).status_code == 404

    def test_of_an_exam_tells_nothing(self, ana: Learner) -> None:
        paper = ana.start()
        for path in (f"{EXAM}/check", f"{QUIZ}/check"):
            body = {
                "csrf_token": paper.find("input", name="csrf_token")[0].get("value"),
                "attempt": paper.find("input", name="attempt")[0].get("value"),
                "question": "mat-khau", "answer": "0", "sequence": "1",
            }  # fmt: skip
            answer = ana.post(path, body, headers={"Accept": "application/json"})
            assert answer.status_code in (404, 405)

    def test_is_offered_in_practice_only(self, ana: Learner) -> None:
        assert len(start(ana).find("div", data_behaviour="practice-check")) == 2
        assert not ana.start().find("div", data_behaviour="practice-check")

    def test_answers_are_saved_by_the_quizs_own_address(self, ana: Learner) -> None:
        paper = start(ana)
        form = paper.form(f"{QUIZ}/hand-in")
        assert form.get("data-save-url") == f"{QUIZ}/answers"
        fields = {**answers(right=True), "action": "save"}
        page = ana.follow(ana.submit(paper, fields, action=f"{QUIZ}/hand-in"))
        assert "Đã trả lời 2/2 câu" in page.words
