"""The trainer's side of a room: opened, shown, watched, ended; and nobody else's business."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.catalogue.queries import get_current_content
from portal.kernel import clock
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from portal.people.permissions import Role
from portal.quizzes.services import start_attempt
from portal.rooms.models import Room, RoomAttempt
from portal.rooms.refusing import Refusal
from portal.rooms.services import join_room, note_refused
from portal.teams.models import Unit
from tests.support.making import Maker
from tests.support.pages import Page, PageClient
from tests.web.learner.learners import KEY, Learner

NEW = "/trainer/courses/mini/room"
#: as rosters have them
NAMES = ("Trần Văn Anh", "Nguyễn Thị Ánh", "Lê Bình")


def open_one(trainer: PageClient, **more: str) -> Page:
    """The wall of a new room."""
    return trainer.follow(trainer.submit(trainer.get(NEW), more))


def code_on(wall: Page) -> str:
    return (wall.find("p", class_="c-wall__code")[0].text or "").replace(" ", "")


def join(make: Maker, code: str, *names: str) -> None:
    for name in names:
        person = make.person(name).id
        begin_writing()
        join_room(person_id=person, code=code)
        db.session.commit()


def room_at(results: str) -> UUID:
    return UUID(results.split("/")[-2])


def refuse(results: str, person: Person, why: Refusal, until: datetime | None = None) -> None:
    begin_writing()
    note_refused(room_id=room_at(results), person_id=person.id, refusal=why, until=until)
    db.session.commit()


def come_in(results: str, person: Person) -> None:
    """As somebody does who has done what was left."""
    begin_writing()
    attempt = start_attempt(person_id=person.id, content=get_current_content("mini"))
    row = RoomAttempt(
        room_id=room_at(results),
        person_id=person.id,
        attempt_id=attempt.id,
        joined_at=clock.now(),
    )
    db.session.add(row)
    db.session.commit()


@pytest.fixture
def wall(make: Maker, trainer: PageClient) -> Page:
    make.course()
    return open_one(trainer)


@pytest.fixture
def results(wall: Page) -> str:
    return wall.links()["Who is in it, and results"]


class TestOpening:
    def test_is_found_from_the_courses(self, make: Maker, trainer: PageClient) -> None:
        make.course()
        links = trainer.get("/trainer/courses/mini").links()
        assert links["Open a room"] == NEW
        assert "You have opened no room yet" in trainer.get("/trainer/rooms").words

    def test_a_double_click_opens_one_room(self, make: Maker, trainer: PageClient) -> None:
        make.course()
        form = trainer.get(NEW)
        first, second = trainer.submit(form), trainer.submit(form)
        assert first.location == second.location
        assert db.session.scalar(select(func.count()).select_from(Room)) == 1

    def test_a_practice_quiz_is_no_exam(self, make: Maker, trainer: PageClient) -> None:
        make.course()
        page = trainer.submit(trainer.get(NEW), {"quiz": "mot/quiz", "counts_as": "exam"})
        assert page.status_code == 422
        assert "choose practice" in page.words

    @pytest.mark.parametrize("field", ["quiz", "counts_as", "once"])
    def test_nonsense_opens_nothing(self, make: Maker, trainer: PageClient, field: str) -> None:
        make.course()
        assert trainer.submit(trainer.get(NEW), {field: "nonsense"}).status_code == 422
        assert db.session.scalar(select(func.count()).select_from(Room)) == 0


class TestWatching:
    def test_the_wall_shows_the_way_in_and_no_names(
        self, make: Maker, trainer: PageClient, wall: Page, results: str
    ) -> None:
        join(make, code_on(wall), *NAMES)
        shown = trainer.get(results.removesuffix("/results"))
        assert "localhost/join" in shown.words
        assert "3 people are in the room" in shown.words
        assert not any(name in shown.words for name in NAMES)
        assert shown.response.headers["Cache-Control"] == "no-store"

    def test_the_list_names_them_as_rosters_do(
        self, make: Maker, trainer: PageClient, wall: Page, results: str
    ) -> None:
        join(make, code_on(wall), *reversed(NAMES))
        words = trainer.get(results).words
        places = [words.index(name) for name in NAMES]
        assert places == sorted(places)
        assert "0 of 4" in words

    def test_asking_again_costs_nothing_until_something_changed(
        self, make: Maker, trainer: PageClient, wall: Page, results: str
    ) -> None:
        version = {"If-None-Match": trainer.get(results).response.headers["ETag"]}
        assert trainer.http.get(results, headers=version).status_code == 304
        join(make, code_on(wall), "Trần Bình")
        assert trainer.get(results, headers=version).status_code == 200

    def test_takes_few_statements(
        self,
        make: Maker,
        trainer: PageClient,
        wall: Page,
        results: str,
        statements: Callable[[], AbstractContextManager[list[str]]],
    ) -> None:
        join(make, code_on(wall), *NAMES)
        for page, most in ((results, 6), (results.removesuffix("/results"), 5)):
            trainer.get(page)
            with statements() as seen:
                trainer.get(page)
            assert len(seen) <= most, seen  # asked every two seconds

    def test_the_questions_come_with_the_hand_ins(
        self, app: Flask, make: Maker, trainer: PageClient
    ) -> None:
        make.course()
        wall = open_one(trainer, counts_as="exam")
        ana = Learner(app, make.person("Nguyễn Thị Ana"))
        ana.finish_lessons()
        door = f"/join/{code_on(wall)}"
        ana.hand_in(ana.follow(ana.submit(ana.get(door), action=door)), KEY)
        words = trainer.get(wall.links()["Who is in it, and results"]).words
        assert "100 % Passed" in words.replace("\N{NO-BREAK SPACE}", " ")
        assert "1 of 1" in words


class TestAtTheDoor:
    """Who could not come in: named where they are of the trainer's units, else counted."""

    @pytest.fixture
    def results(self, make: Maker, trainer: PageClient) -> str:
        make.course()
        return open_one(trainer, counts_as="exam").links()["Who is in it, and results"]

    def test_is_told_why_and_what_can_be_done(
        self, make: Maker, trainer: PageClient, province: Unit, results: str
    ) -> None:
        team = make.team(province)
        an, bay = make.person("Trần Văn Anh", team=team), make.person("Lê Thị Bảy", team=team)
        refuse(results, an, Refusal.LESSONS)
        refuse(results, bay, Refusal.ATTEMPTS, until=clock.now() + timedelta(days=400))
        refuse(results, make.person("Phạm Lạ"), Refusal.LESSONS)
        words = trainer.get(results).words
        assert "Could not come in: 3" in words
        assert "Lessons of the course are left: 2 Trần Văn Anh and 1 more" in words
        assert "finish the lessons on their phones" in words
        assert "Lê Thị Bảy (again at" in words
        assert "Phạm Lạ" not in words  # of no unit of this trainer's
        wall = trainer.get(results.removesuffix("/results")).words
        assert "Trần Văn Anh" not in wall

    def test_leaves_who_came_in_since(
        self,
        make: Maker,
        trainer: PageClient,
        results: str,
        statements: Callable[[], AbstractContextManager[list[str]]],
    ) -> None:
        people = [make.person(name) for name in NAMES]
        version = {"If-None-Match": trainer.get(results).response.headers["ETag"]}
        for person in people:
            refuse(results, person, Refusal.PASSED)
        assert trainer.get(results, headers=version).status_code == 200
        with statements() as seen:
            assert "3 people of other units" in trainer.get(results).words
        assert len(seen) <= 6, seen
        come_in(results, people[0])
        assert "2 people of other units" in trainer.get(results).words


class TestEnding:
    def test_the_wall_becomes_the_results(
        self, trainer: PageClient, wall: Page, results: str
    ) -> None:
        action = results.replace("/results", "/end")
        assert trainer.submit(wall, action=action).location == results
        assert trainer.submit(wall, action=action).location == results  # twice is no error
        assert trainer.get(results.removesuffix("/results")).location == results
        assert trainer.get("/trainer/rooms").links().get("Khóa nhỏ: Final quiz", results) == results


class TestAnotherTrainer:
    def test_finds_nothing(
        self, app: Flask, make: Maker, province: Unit, wall: Page, results: str
    ) -> None:
        other = PageClient(app)
        other.sign_in(make.person("Phạm Cora", roles=[(Role.TRAINER, province)]))
        assert other.get(results).status_code == 404
        assert other.get(results.removesuffix("/results")).status_code == 404
        token = other.get("/trainer/courses").find("input", name="csrf_token")[0].get("value")
        ended = other.post(results.replace("/results", "/end"), {"csrf_token": token})
        assert ended.status_code == 404
        assert db.session.scalars(select(Room.ended_at)).one() is None
