"""The same person starts, answers and hands in from many places at once: one attempt, one mark, nothing lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.catalogue.queries import get_current_content
from portal.certification.services import hand_in_exam
from portal.kernel.db import begin_reading, begin_writing, db
from portal.learning.models import CourseCompletion, Enrolment
from portal.learning.services import complete_lesson, start_exam
from portal.quizzes.errors import HandedInAlready
from portal.quizzes.models import Attempt, Response
from portal.quizzes.saving import save_response
from tests.support.answering import right_answers
from tests.support.making import Maker

AT_ONCE = 8


@pytest.fixture
def ana(make: Maker) -> UUID:
    """Somebody who has read the whole course."""
    content = get_current_content(make.course())
    person = make.person().id
    begin_writing()
    for lesson in content.lessons:
        complete_lesson(person_id=person, content=content, lesson=lesson)
    db.session.commit()
    return person


@pytest.fixture
def attempt(ana: UUID) -> UUID:
    begin_writing()
    found = start_exam(person_id=ana, course_slug="mini").id
    db.session.commit()
    return found


def at_once(app: Flask, act: Callable[[int], Any], times: int = AT_ONCE) -> list[Any]:
    """What each of many requests got that meet at the same moment, each in a transaction of its own."""
    barrier = Barrier(times)

    def one(number: int) -> Any:
        with app.app_context():
            barrier.wait()
            begin_writing()
            result = act(number)
            db.session.commit()
            return result

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


class TestAtOnce:
    def test_starts_open_one_attempt(self, app: Flask, ana: UUID) -> None:
        ids = at_once(app, lambda _: start_exam(person_id=ana, course_slug="mini").id)
        assert len(set(ids)) == 1
        assert db.session.scalar(select(func.count()).select_from(Attempt)) == 1

    def test_first_lessons_enrol_once(self, app: Flask, make: Maker) -> None:
        content = get_current_content(make.course())
        db.session.rollback()
        person = make.person().id

        def read(number: int) -> None:
            lesson = content.lessons[number % 2]
            complete_lesson(person_id=person, content=content, lesson=lesson)

        at_once(app, read)
        assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 1

    def test_hand_ins_mark_once(self, app: Flask, ana: UUID, attempt: UUID) -> None:
        begin_writing()
        for question, key in right_answers(db.session.get_one(Attempt, attempt)).items():
            save_response(
                person_id=ana, attempt_id=attempt, question_id=question, answer=key, sequence=1
            )
        db.session.commit()

        def hand_in(_number: int) -> tuple[str | None, UUID | None]:
            done = hand_in_exam(person_id=ana, attempt_id=attempt)
            return done.attempt.receipt, done.completion.id if done.completion else None

        assert len(set(at_once(app, hand_in))) == 1
        assert db.session.scalar(select(func.count()).select_from(CourseCompletion)) == 1

    def test_saves_leave_the_newest_answer(self, app: Flask, ana: UUID, attempt: UUID) -> None:
        def save(number: int) -> int:
            begin_reading()  # as the view does: saves that wait for each other share a transaction
            answer = {"question_id": "mat-khau", "answer": [number % 3], "sequence": number + 1}
            return save_response(person_id=ana, attempt_id=attempt, **answer).sequence

        assert max(at_once(app, save)) == AT_ONCE
        stored = db.session.execute(select(Response.answer, Response.sequence)).one()
        order = _order(attempt, "mat-khau")
        assert tuple(stored) == ([order[(AT_ONCE - 1) % 3]], AT_ONCE)

    def test_saves_and_a_hand_in_agree_on_what_was_marked(
        self, app: Flask, ana: UUID, attempt: UUID
    ) -> None:
        """An acknowledged answer is marked; a late one is refused and changes nothing."""
        right = right_answers(db.session.get_one(Attempt, attempt))["mat-khau"]
        db.session.rollback()

        def act(number: int) -> str:
            if number == 0:
                hand_in_exam(person_id=ana, attempt_id=attempt)
                return "marked"
            begin_reading()
            try:
                save_response(
                    person_id=ana,
                    attempt_id=attempt,
                    question_id="mat-khau",
                    answer=right,
                    sequence=1,
                )
            except HandedInAlready:
                db.session.rollback()
                return "late"
            return "kept"

        results = at_once(app, act)
        marks = db.session.scalars(select(Attempt.marks)).one()
        assert marks
        assert marks["mat-khau"]["is_right"] == ("kept" in results)


def _order(attempt: UUID, question: str) -> list[int]:
    """The choices of a question, as written, in the order shown."""
    drawn = db.session.get_one(Attempt, attempt).draw
    return next(list(row["choices"]) for row in drawn if row["question"] == question)
