"""Coming into a room: the code, the door, and what an attempt in it counts as."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from portal.areas.learner.views.join import GUESSES_ALLOWED, guesses
from portal.catalogue.content import EXAM as EXAM_NAME
from portal.catalogue.content import rehearsal_of
from portal.kernel.clock import frozen
from portal.kernel.db import db
from portal.learning.models import CourseCompletion
from portal.quizzes.models import Attempt
from portal.rooms.models import RoomAttempt, RoomRefusal
from tests.support.certifying import at
from tests.support.making import Maker
from tests.support.pages import Page, PageClient
from tests.web.learner.learners import COURSE, EXAM, KEY, WRONG, Learner, attempt_of
from tests.web.learner.quizzes import QUIZ, check
from tests.web.learner.rooms import OpenedRoom, opened

REHEARSAL = f"{EXAM}/rehearsal"


@pytest.fixture(autouse=True)
def nobody_guessed() -> Iterator[None]:
    guesses.forget()
    yield
    guesses.forget()


@pytest.fixture
def practice(make: Maker, course: str) -> OpenedRoom:
    return opened(make)


@pytest.fixture
def exam_room(make: Maker, course: str) -> OpenedRoom:
    return opened(make, practice=False)


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def kept_refusal() -> tuple[str, datetime | None]:
    db.session.rollback()
    row = db.session.execute(select(RoomRefusal.reason, RoomRefusal.until)).one()
    return row.reason, row.until


def token_of(page: Page) -> dict[str, str]:
    return {"csrf_token": page.find("input", name="csrf_token")[0].get("value", "")}


def enter(learner: Learner, room: OpenedRoom) -> PageClient:
    """Through the door; the page it leads to."""
    return learner.follow(learner.submit(learner.get(room.door), action=room.door))  # type: ignore[return-value]


class TestTheCode:
    def test_is_asked_for_from_the_home_page(self, ana: Learner, practice: OpenedRoom) -> None:
        link = ana.get("/").links()["Vào phòng làm bài bằng mã"]
        spaced = f" {practice.code[:3]} {practice.code[3:]}"
        found = ana.follow(ana.get(f"{ana.get(link).form().get('action')}?code={spaced}"))
        assert "Trần Văn Biên" in found.words  # whoever comes in knows who sees it

    def test_leads_back_after_signing_in(self, client: PageClient, practice: OpenedRoom) -> None:
        answer = client.get(practice.door)
        assert answer.location == f"/sign-in?next={practice.door}"

    @pytest.mark.parametrize("code", ["12345", "", "9" * 60], ids=["short", "empty", "long"])
    def test_that_is_none_is_refused_with_what_to_do(self, ana: Learner, code: str) -> None:
        page = ana.get(f"/join?code={code}")
        assert page.status_code == 422
        assert "sáu chữ số" in page.words

    @pytest.mark.parametrize("code", ["000000", "nonsense", "%00"])
    def test_that_is_unknown_is_told_so(self, ana: Learner, code: str) -> None:
        page = ana.get(f"/join/{code}")
        assert page.status_code == 404
        assert "hỏi người hướng dẫn" in page.words

    def test_of_a_room_that_ended_is_unknown(
        self, ana: Learner, ben: Learner, practice: OpenedRoom
    ) -> None:
        enter(ana, practice)
        door = ben.get(practice.door)
        practice.end()
        assert ben.get(practice.door).status_code == 404
        assert ben.submit(door, action=practice.door).status_code == 404
        assert ana.follow(ana.get(practice.door)).status_code == 200  # who was in it gets on

    def test_ends_by_itself(self, make: Maker, course: str, client: PageClient) -> None:
        with frozen(at("2026-05-01")):
            room = opened(make)
            client.sign_in(make.person())
        for passed, status in ((179, 200), (181, 404)):
            with frozen(at("2026-05-01") + timedelta(minutes=passed)):
                assert client.get(room.door).status_code == status

    def test_cannot_be_guessed_for_long(
        self, ana: Learner, ben: Learner, practice: OpenedRoom
    ) -> None:
        for _ in range(GUESSES_ALLOWED):
            assert ana.get("/join/000000").status_code == 404
        refused = ana.get(practice.door)
        assert refused.status_code == 429
        assert int(refused.response.headers["Retry-After"]) > 0
        assert ben.get(practice.door).status_code == 200  # of the same address


class TestForPractice:
    def test_counts_for_nothing(self, ana: Learner, practice: OpenedRoom) -> None:
        paper = enter(ana, practice)
        fields = {"attempt": attempt_of(paper), "action": "hand-in-anyway"}
        result = ana.follow(ana.submit(paper, fields, action=f"{REHEARSAL}/hand-in"))
        assert "không tính kết quả" in result.words
        assert db.session.scalars(select(Attempt.quiz)).one() == rehearsal_of(EXAM_NAME)
        ana.finish_lessons()
        assert "Còn 3 lần" in ana.get(EXAM).words
        assert count(CourseCompletion) == 0

    def test_tells_at_once_what_is_right(self, ana: Learner, practice: OpenedRoom) -> None:
        paper = enter(ana, practice)
        question = paper.find("fieldset", class_="c-question")[0].get("data-question", "")
        told = check(ana, paper, question, ["0"], REHEARSAL)
        assert told.status_code == 200
        assert check(ana, paper, question, ["0"], EXAM).status_code == 404  # the exam tells nothing

    def test_a_practice_quiz_is_itself(self, ana: Learner, make: Maker, course: str) -> None:
        enter(ana, opened(make, "mot/quiz"))
        assert db.session.scalars(select(Attempt.quiz)).one() == "mot/quiz"
        assert "Nộp bài" in ana.get(QUIZ).words

    def test_begins_in_a_room_only(self, ana: Learner, course: str) -> None:
        assert ana.get(REHEARSAL).location == "/join"
        assert ana.post(REHEARSAL).status_code in (400, 405)


class TestAsAnExam:
    def test_lessons_come_first(self, ana: Learner, exam_room: OpenedRoom) -> None:
        door = ana.get(exam_room.door)
        assert "còn 2 bài" in door.words
        assert COURSE in door.links().values()
        token = door.find("input", name="csrf_token")[0].get("value")
        refused = ana.follow(ana.post(exam_room.door, {"csrf_token": token}))
        assert "còn 2 bài" in refused.words
        assert count(Attempt) == count(RoomAttempt) == 0

    def test_who_may_not_come_in_tells_the_trainer(
        self, ana: Learner, exam_room: OpenedRoom
    ) -> None:
        door = ana.get(exam_room.door)
        assert count(RoomRefusal) == 0  # looking writes nothing
        told = f"{exam_room.door}/refused"
        for _ in range(2):
            assert "đã thấy bạn" in ana.follow(ana.submit(door, action=told)).words
        assert kept_refusal() == ("lessons", None)
        ana.finish_lessons()
        assert "Báo cho người hướng dẫn" not in ana.get(exam_room.door).words
        for _ in range(3):
            ana.hand_in(ana.follow(ana.post(EXAM, token_of(ana.get(EXAM)))), WRONG)
        door = ana.get(exam_room.door)
        script = {"Accept": "application/json"}
        assert ana.post(told, token_of(door), headers=script).json == {"told": True}
        reason, until = kept_refusal()
        assert reason == "attempts" and until is not None

    def test_who_may_come_in_has_nothing_to_tell(self, ana: Learner, practice: OpenedRoom) -> None:
        token = token_of(ana.get(practice.door))
        assert ana.post(f"{practice.door}/refused", token).location == practice.door
        assert ana.post("/join/000000/refused", token).status_code == 404
        assert count(RoomRefusal) == 0

    def test_it_is_the_exam(self, ana: Learner, exam_room: OpenedRoom) -> None:
        ana.finish_lessons()
        ana.follow(ana.hand_in(enter(ana, exam_room), KEY))
        assert count(CourseCompletion) == 1

    def test_it_uses_an_attempt_up(self, ana: Learner, exam_room: OpenedRoom) -> None:
        ana.finish_lessons()
        ana.follow(ana.hand_in(enter(ana, exam_room), WRONG))
        assert "Còn 2 lần" in ana.get(EXAM).words
        assert "/attempts/" in (
            ana.get(exam_room.door).location or ""
        )  # the room leads to how it went


def test_a_double_click_is_one_attempt(ana: Learner, practice: OpenedRoom) -> None:
    door = ana.get(practice.door)
    first, second = (ana.submit(door, action=practice.door) for _ in range(2))
    assert first.location == second.location == REHEARSAL
    assert count(Attempt) == count(RoomAttempt) == 1
