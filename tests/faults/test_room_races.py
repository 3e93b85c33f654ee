"""Rooms under pressure: who comes in twice at once is in it once, and no two open rooms share a code."""

from itertools import chain, repeat

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.kernel.db import begin_writing, db
from portal.kernel.identifiers import new_id
from portal.quizzes.models import Attempt
from portal.rooms import services
from portal.rooms.models import Room, RoomAttempt
from portal.rooms.services import end_room, join_room, open_room
from tests.faults.test_quiz_races import at_once
from tests.support.making import Maker


def open_one(trainer_id: object) -> Room:
    begin_writing()
    room_id = new_id()
    open_room(
        room_id=room_id, trainer_id=trainer_id, course_slug="mini", quiz="exam", is_practice=True
    )  # type: ignore[arg-type]
    db.session.commit()
    return db.session.get_one(Room, room_id)


def test_coming_in_many_times_at_once_is_one_attempt(app: Flask, make: Maker) -> None:
    make.course()
    person, code = make.person().id, open_one(make.person().id).code
    db.session.rollback()
    at_once(app, lambda _: join_room(person_id=person, code=code))
    for model in (Attempt, RoomAttempt):
        assert db.session.scalar(select(func.count()).select_from(model)) == 1


def test_a_code_is_free_again_once_its_room_has_ended(
    make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.course()
    trainer = make.person().id
    codes = chain(["111111", "111111", "222222"], repeat("111111"))
    monkeypatch.setattr(services, "new_code", lambda: next(codes))
    first, second = open_one(trainer), open_one(trainer)
    assert (first.code, second.code) == ("111111", "222222")
    begin_writing()
    end_room(trainer_id=trainer, room_id=first.id)
    db.session.commit()
    assert open_one(trainer).code == "111111"
