"""The whole page at once: saving without JavaScript, and handing in."""

import pytest
from sqlalchemy import func, select

from portal.kernel.db import db
from portal.learning.models import CourseCompletion
from portal.quizzes.models import Attempt
from tests.support.pages import Page
from tests.web.learner.learners import EXAM, KEY, WRONG, Learner, attempt_of, chosen_on, drawn

HAND_IN = f"{EXAM}/hand-in"

pytestmark = pytest.mark.usefixtures("may", "course")


@pytest.fixture
def paper(ana: Learner) -> Page:
    return ana.start()


def the_attempt() -> Attempt:
    """As it is stored; read and let go, so that no lock stays behind."""
    db.session.rollback()
    attempt = db.session.scalars(select(Attempt)).one()
    db.session.expunge(attempt)
    db.session.rollback()
    return attempt


class TestSavingThePage:
    def test_keeps_every_answer(self, ana: Learner, paper: Page) -> None:
        page = ana.follow(ana.hand_in(paper, KEY, "save"))
        assert "Đã lưu câu trả lời của bạn." in page.words
        assert chosen_on(page) == {question: list(KEY[question]) for question in drawn(paper)}
        assert the_attempt().handed_in_at is None

    def test_keeps_what_is_changed_later(self, ana: Learner, paper: Page) -> None:
        page = ana.follow(ana.hand_in(paper, WRONG, "save"))
        page = ana.follow(ana.hand_in(page, KEY, "save"))
        assert chosen_on(page)["mat-khau"] == [1]

    def test_of_an_old_page_does_not_undo_newer_answers(self, ana: Learner, paper: Page) -> None:
        ana.save(paper, "mat-khau", [1], 1)
        ana.save(paper, "mat-khau", [2], 2)
        page = ana.follow(ana.hand_in(paper, {"mat-khau": [0]}, "save"))
        assert chosen_on(page) == {"mat-khau": [2]}

    def test_with_a_bad_answer_keeps_none_and_says_so(self, ana: Learner, paper: Page) -> None:
        page = ana.follow(ana.hand_in(paper, {**KEY, "mat-khau": [0, 1]}, "hand-in"))
        assert "chưa lưu được gì" in page.words
        assert chosen_on(page) == {}
        assert the_attempt().handed_in_at is None


class TestHandingIn:
    def test_with_all_answers_leads_to_the_result(self, ana: Learner, paper: Page) -> None:
        answer = ana.hand_in(paper, KEY)
        assert answer.location == f"{EXAM}/attempts/{attempt_of(paper)}"
        attempt = the_attempt()
        assert (attempt.score, attempt.is_passed) == (1.0, True)

    def test_with_gaps_names_them_first_and_keeps_the_others(
        self, ana: Learner, paper: Page
    ) -> None:
        answer = ana.hand_in(paper, {"mat-khau": [1]})
        page = ana.follow(answer)
        number = drawn(paper).index("mat-khau") + 1
        named = [a.get("href") for a in page.find("a") if "#question-" in (a.get("href") or "")]
        assert named == [f"#question-{n}" for n in range(1, 5) if n != number]
        assert "Còn 3 câu chưa trả lời" in page.words
        assert chosen_on(page) == {"mat-khau": [1]}
        assert the_attempt().handed_in_at is None

    def test_with_gaps_is_done_when_asked_again(self, ana: Learner, paper: Page) -> None:
        page = ana.follow(ana.hand_in(paper, {"mat-khau": [1]}))
        result = ana.follow(ana.hand_in(page, {}, "hand-in-anyway"))
        assert "Chưa đạt" in result.words
        assert the_attempt().score == 0.25

    def test_twice_leads_to_the_same_result(self, ana: Learner, paper: Page) -> None:
        first = ana.hand_in(paper, KEY)
        receipt = the_attempt().receipt
        second = ana.hand_in(paper, WRONG)
        assert first.location == second.location
        assert the_attempt().receipt == receipt
        assert the_attempt().score == 1.0

    def test_completes_the_course_once(self, ana: Learner, paper: Page) -> None:
        ana.hand_in(paper, KEY)
        ana.hand_in(paper, KEY)
        assert db.session.scalar(select(func.count()).select_from(CourseCompletion)) == 1

    def test_without_passing_completes_nothing(self, ana: Learner, paper: Page) -> None:
        ana.hand_in(paper, WRONG)
        assert db.session.scalar(select(func.count()).select_from(CourseCompletion)) == 0

    def test_of_anothers_attempt_is_not_found(
        self, ana: Learner, ben: Learner, paper: Page
    ) -> None:
        fields = {"attempt": attempt_of(paper), "action": "hand-in-anyway"}
        assert ben.submit(ben.start(), fields, action=HAND_IN).status_code == 404
        assert chosen_on(ana.get(EXAM)) == {}

    @pytest.mark.parametrize("attempt", ["", "not-an-id"])
    def test_of_nonsense_is_not_found(self, ana: Learner, paper: Page, attempt: str) -> None:
        answer = ana.submit(paper, {"attempt": attempt, "action": "hand-in"}, action=HAND_IN)
        assert answer.status_code == 404
        assert the_attempt().handed_in_at is None

    def test_needs_the_pages_token(self, ana: Learner, paper: Page) -> None:
        fields = {"csrf_token": "", "action": "hand-in-anyway"}
        assert ana.submit(paper, fields, action=HAND_IN).status_code == 400
        assert the_attempt().handed_in_at is None

    def test_ignores_numbers_that_are_none(self, ana: Learner, paper: Page) -> None:
        fields = {"sequence-mat-khau": "9" * 30, "answer-mat-khau": ["1"], "action": "save"}
        assert chosen_on(ana.follow(ana.submit(paper, fields, action=HAND_IN))) == {}
