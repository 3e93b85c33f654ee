"""One answer, sent as it is given (docs/quiz-protocol.md)."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from portal.kernel.db import db
from portal.quizzes.models import Response
from tests.support.pages import Page, PageClient
from tests.web.learner.learners import (
    EXAM,
    KEY,
    Learner,
    attempt_of,
    chosen_on,
    drawn,
    places,
    token,
)

Statements = Callable[[], AbstractContextManager[list[str]]]
ANSWERS = f"{EXAM}/answers"
JSON = {"Accept": "application/json"}

pytestmark = pytest.mark.usefixtures("may", "course")


@pytest.fixture
def paper(ana: Learner) -> Page:
    return ana.start()


def stored() -> dict[str, tuple[list[int], int]]:
    db.session.rollback()
    rows = db.session.scalars(select(Response).execution_options(populate_existing=True))
    return {row.question_id: (row.answer, row.sequence) for row in rows}


class TestSaving:
    def test_keeps_the_answer_and_says_what_is_held(self, ana: Learner, paper: Page) -> None:
        answer = ana.save(paper, "mat-khau", [1], 1)
        assert answer.status_code == 200
        assert answer.json == {
            "question": "mat-khau", "sequence": 1, "answer": places(paper, "mat-khau", [1]),
            "newest": True,
        }  # fmt: skip
        assert stored() == {"mat-khau": ([1], 1)}
        assert chosen_on(ana.get(EXAM)) == {"mat-khau": [1]}

    def test_shows_that_it_was_received(self, ana: Learner, paper: Page) -> None:
        ana.save(paper, "mat-khau", [1], 1)
        page = ana.get(EXAM)
        assert len(page.find("p", data_state="received")) == 1
        assert "Đã trả lời 1/4 câu" in page.words
        assert page.find("input", name="sequence-mat-khau")[0].get("value") == "2"

    def test_replaces_an_older_answer(self, ana: Learner, paper: Page) -> None:
        ana.save(paper, "mat-khau", [0], 1)
        ana.save(paper, "mat-khau", [1], 5)
        assert stored() == {"mat-khau": ([1], 5)}

    def test_never_replaces_a_newer_answer(self, ana: Learner, paper: Page) -> None:
        ana.save(paper, "mat-khau", [1], 5)
        late = ana.save(paper, "mat-khau", [0], 4)
        assert late.status_code == 200
        held = places(paper, "mat-khau", [1])
        assert (late.json["sequence"], late.json["answer"], late.json["newest"]) == (5, held, False)
        assert stored() == {"mat-khau": ([1], 5)}

    def test_again_changes_nothing(self, ana: Learner, paper: Page) -> None:
        ana.save(paper, "mat-khau", [1], 3)
        assert ana.save(paper, "mat-khau", [1], 3).json["newest"] is True
        assert stored() == {"mat-khau": ([1], 3)}

    def test_tells_of_another_answer_with_the_same_sequence(
        self, ana: Learner, paper: Page
    ) -> None:
        ana.save(paper, "mat-khau", [1], 3)
        assert ana.save(paper, "mat-khau", [0], 3).json["newest"] is False
        assert stored() == {"mat-khau": ([1], 3)}

    def test_takes_an_answer_back(self, ana: Learner, paper: Page) -> None:
        ana.save(paper, "mat-khau", [1], 1)
        ana.save(paper, "mat-khau", [], 2)
        assert stored() == {"mat-khau": ([], 2)}
        assert chosen_on(ana.get(EXAM)) == {}

    def test_is_taken_as_json_too(self, ana: Learner, paper: Page) -> None:
        body = {
            "attempt": attempt_of(paper), "question": "mat-khau", "sequence": 1,
            "answer": places(paper, "mat-khau", [1]),
        }  # fmt: skip
        headers = {**JSON, "X-CSRFToken": token(paper)}
        assert ana.post(ANSWERS, json=body, headers=headers).status_code == 200
        assert stored() == {"mat-khau": ([1], 1)}

    def test_takes_at_most_four_statements(
        self, ana: Learner, paper: Page, statements: Statements
    ) -> None:
        ana.save(paper, "mat-khau", [1], 5)
        with statements() as seen:
            ana.save(paper, "mat-khau", [0], 6)
        assert len(seen) == 2, seen  # the session's, and one that looks and writes
        with statements() as seen:
            ana.save(paper, "mat-khau", [1], 2)
        assert len(seen) == 4, seen

    def test_ignores_fields_that_are_not_asked_for(self, ana: Learner, paper: Page) -> None:
        ana.save(
            paper, "mat-khau", [0], 1, {"score": "1", "is_passed": "yes", "person_id": str(uuid4())}
        )
        page = ana.follow(ana.hand_in(ana.get(EXAM), {}, "hand-in-anyway"))
        assert "Chưa đạt: 0 %" in page.words.replace("\N{NO-BREAK SPACE}", " ")


class TestRefusals:
    @pytest.mark.parametrize(
        ("question", "chosen", "sequence"),
        [
            ("mat-khau", [0, 1], 1),
            ("mat-khau", [3], 1),
            ("mat-khau", [-1], 1),
            ("unknown", [0], 1),
            ("mat-khau", [1], 0),
            ("mat-khau", [1], 2_000_000_001),
        ],
    )
    def test_of_what_does_not_fit_keep_nothing(
        self, ana: Learner, paper: Page, question: str, chosen: Sequence[int], sequence: int
    ) -> None:
        answer = ana.save(paper, question, chosen, sequence)
        assert (answer.status_code, answer.json) == (422, {"error": "bad_answer"})
        assert stored() == {}

    @pytest.mark.parametrize("field", ["attempt", "question", "sequence", "answer"])
    def test_of_nonsense_keep_nothing(self, ana: Learner, paper: Page, field: str) -> None:
        answer = ana.save(paper, "mat-khau", [1], 1, {field: "' or 1=1"})
        assert answer.status_code == 422
        assert stored() == {}

    def test_of_a_question_that_was_not_drawn(self, ana: Learner, paper: Page) -> None:
        left_out = next(question for question in KEY if question not in drawn(paper))
        assert ana.save(paper, left_out, KEY[left_out], 1).status_code == 422
        assert stored() == {}

    def test_of_anothers_attempt_are_those_of_an_unknown_one(
        self, ana: Learner, ben: Learner, paper: Page
    ) -> None:
        bens = ben.start()
        theirs = ben.save(bens, "mat-khau", [1], 1, {"attempt": attempt_of(paper)})
        unknown = ben.save(bens, "mat-khau", [1], 1, {"attempt": str(uuid4())})
        assert ana
        assert theirs.status_code == unknown.status_code == 404
        assert theirs.json == unknown.json == {"error": "not_found"}
        assert stored() == {}

    def test_after_handing_in_leave_what_was_marked(self, ana: Learner, paper: Page) -> None:
        ana.save(paper, "mat-khau", [1], 1)
        ana.hand_in(ana.get(EXAM), {}, "hand-in-anyway")
        late = ana.save(paper, "mat-khau", [0], 9)
        assert (late.status_code, late.json) == (409, {"error": "handed_in"})
        assert stored()["mat-khau"][0] == [1]

    def test_without_a_token_keep_nothing(self, ana: Learner, paper: Page) -> None:
        answer = ana.save(paper, "mat-khau", [1], 1, {"csrf_token": ""})
        assert (answer.status_code, answer.json["error"]) == (400, "csrf")
        assert stored() == {}

    def test_without_signing_in_say_so_to_a_script(
        self, ana: Learner, app: Flask, paper: Page
    ) -> None:
        ana.http.delete_cookie("portal")
        assert ana.save(paper, "mat-khau", [1], 1).status_code in (400, 401)
        stranger = PageClient(app)
        fields = {"csrf_token": token(stranger.get("/sign-in"))}
        assert stranger.post(ANSWERS, fields, headers=JSON).status_code == 401
        assert stored() == {}

    def test_answer_get_with_not_found(self, ana: Learner) -> None:
        assert ana.get(ANSWERS).status_code in (404, 405)
