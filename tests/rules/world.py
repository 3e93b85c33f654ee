"""One of everything, by the smallest means: what the laws open, as everybody who may open it."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask

from portal.authoring.foreign_files import keep_lessons, keep_questions
from portal.authoring.models import Draft
from portal.authoring.package_services import add_media
from portal.authoring.services import open_draft
from portal.catalogue.content import EXAM, REFRESH, rehearsal_of
from portal.catalogue.exchange.formats import read
from portal.catalogue.exchange.word_lessons import read_lessons
from portal.catalogue.models import Blob
from portal.catalogue.package import Media
from portal.catalogue.queries import get_current_content
from portal.certification.decision_models import SignOff
from portal.certification.loading import sync_scheme
from portal.certification.passes.keyring import ensure_key
from portal.certification.services import HandedIn, hand_in_exam
from portal.kernel import clock
from portal.kernel.db import begin_writing, db
from portal.kernel.identifiers import new_id
from portal.learning.services import complete_lesson, start_exam, start_quiz
from portal.people.models import Person
from portal.people.permissions import Role
from portal.people.set_up import make_set_up_link
from portal.quizzes.saving import Given, save_responses
from portal.quizzes.services import hand_in, start_attempt
from portal.rooms.models import Room
from portal.rooms.services import join_room, open_room
from portal.teams.models import Unit
from tests.rules.routes import Route
from tests.support.answering import right_answers
from tests.support.databases import SECRET
from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.unit.exchange.word import docx, p, picture, png, run

SCHEME = Path(__file__).parent / "scheme.yaml"
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
VISITORS = ("anonymous", "learner", *Role)


@dataclass(frozen=True)
class Reply:
    """What came back, as far as the laws care."""

    status: int
    location: str | None
    allow: str | None

    @property
    def leads_to_sign_in(self) -> bool:
        return self.status == 302 and (self.location or "").startswith("/sign-in")

    @property
    def opens(self) -> bool:
        """A page, or the way to one of the reader's own."""
        return self.status == 200 or (self.status == 302 and not self.leads_to_sign_in)


@dataclass(frozen=True)
class World:
    """People by what they are, and good values for the parameters of addresses."""

    app: Flask
    people: Mapping[str, Person]
    values: Mapping[str, tuple[object, ...]]

    def visit(self, visitor: str) -> PageClient:
        """A browser of its own, signed in unless anonymous."""
        client = PageClient(self.app)
        if visitor != "anonymous":
            client.sign_in(self.people[visitor])
        return client

    def ask(self, client: PageClient, url: str, method: str = "GET", **more: Any) -> Reply:
        """One request, without the checks that a page must pass."""
        with self.app.app_context(), client.http.open(url, method=method, **more) as response:
            response.get_data()
            return Reply(response.status_code, response.location, response.headers.get("Allow"))

    def addresses(self, route: Route) -> list[str]:
        """The addresses of a route with each good value of each of its parameters."""
        rule = next(r for r in self.app.url_map.iter_rules(route.endpoint) if r.rule == route.path)
        names = sorted(rule.arguments - set(rule.defaults or ()))
        choices = [self._values_of(route, name) for name in names]
        with self.app.test_request_context() as at:
            return [
                at.url_adapter.build(  # type: ignore[union-attr]
                    route.endpoint,
                    {**(rule.defaults or {}), **dict(zip(names, given, strict=True))},
                )
                for given in product(*choices)
            ]

    def _values_of(self, route: Route, name: str) -> tuple[object, ...]:
        values = self.values.get(f"{route.endpoint}.{name}") or self.values.get(name)
        assert values, f"{route.path}: say in tests/rules/world.py what <{name}> may be"
        return values


def small_world(app: Flask, make: Maker) -> World:
    """A province with a commune and its team; a course, somebody who learns it and somebody certified."""
    begin_writing()
    link = make_set_up_link()  # while there is no administrator
    sync_scheme(SCHEME)
    ensure_key(secret=SECRET)
    province = make.unit("82", "Đồng Tháp", kind="tỉnh")
    commune = make.unit("28249", "Mỹ Tho", parent=province)
    team = make.team(commune)
    course = make.course()
    people = {"learner": make.person("Trần Văn Bình", team=team)}
    for role in Role:
        people[role] = make.person(f"Lê Thị {role.title()}", roles=[(role, province)])
    certified = make.person("Phạm Thị Hoa", team=team)
    begin_writing()
    failed = _take_exam(people["learner"], course, answers=False)
    _start(people["learner"], course)
    practised = _practise(people["learner"], course)
    passed = _take_exam(certified, course, answers=True)
    leaders = _take_exam(people[Role.LEADER], course, answers=True)
    watched = _sign_off(people["learner"], people[Role.ASSESSOR], commune)
    others = (REFRESH, rehearsal_of(EXAM), rehearsal_of("mot/quiz"))
    handed_in = [_hand_in(people[Role.LEADER], course, name) for name in others]
    room = _open_room(people[Role.TRAINER], people["learner"], course)
    picture = _store_picture()
    draft, drawing = _begin_draft(people[Role.TRAINER], course)
    questions, lessons = _send_files(people[Role.TRAINER], draft)
    db.session.commit()
    lesson = get_current_content(course).lessons[0]
    db.session.remove()  # the test itself holds no lock while the portal is used
    values: dict[str, tuple[object, ...]] = {
        "certification": ("P0", "P9"),
        "permit": ("P0", "P9"),
        "kind": ("suspend", "nonsense"),
        "sign_off": (watched, new_id()),
        "course": (course, "no-such-course"),
        "module": (lesson.module_id,),
        "lesson": (lesson.id,),
        "attempt": (failed.attempt.id, practised, passed.attempt.id, new_id()),
        "learner.result.attempt": (failed.attempt.id, practised, *handed_in, new_id()),
        "digest": (picture,),
        "draft": (draft.id, new_id()),
        "number": ("1", "9"),
        "name": ("picture.svg",),
        "path": ("01-mot/01-bai-dau.md",),
        "trainer.draft_media.digest": (drawing.digest,),
        "trainer.draft_media.name": (drawing.name,),
        "upload": (questions, new_id()),
        "trainer.sent_picture.name": ("cau-1.png",),
        "trainer.review_word_lessons.upload": (lessons, new_id()),
        "trainer.add_word_lessons.upload": (lessons, new_id()),
        "format_": ("gift", "pdf"),
        "serial": (
            passed.certificates[0].serial,
            leaders.certificates[0].serial,
            "SS-00000-00001",
        ),
        "token": (link, "no-such-token"),
        "room": (room.id, new_id()),
        "code": (room.code, "000000"),
        "person": (certified.id, people["learner"].id, new_id()),
        "unit": (province.code, commune.code, "99999"),
        "team": (team.id, new_id()),
        "version": ("0" * 10,),
        "filename": ("css/portal.css",),
    }
    return World(app, people, values)


def _sign_off(person: Person, assessor: Person, unit: Unit) -> UUID:
    kept = SignOff(
        key=new_id(),
        person_id=person.id,
        list_code="S1",
        watched_on=clock.today(),
        unit_id=unit.id,
        assessor_id=assessor.id,
        items=[{"vi": "Chào hỏi", "en": "Greets", "is_passed": True}],
        is_passed=True,
        note="",
        recorded_at=clock.now(),
    )
    db.session.add(kept)
    db.session.flush()
    return kept.key


def _start(person: Person, course: str) -> None:
    content = get_current_content(course)
    for lesson in content.lessons:
        complete_lesson(person_id=person.id, content=content, lesson=lesson)
    start_exam(person_id=person.id, course_slug=course)


def _practise(person: Person, course: str) -> UUID:
    """The quiz of the first module, handed in without an answer; the attempt."""
    module = get_current_content(course).modules[0].id
    attempt = start_quiz(person_id=person.id, course_slug=course, module_id=module)
    return hand_in_exam(person_id=person.id, attempt_id=attempt.id).attempt.id


def _open_room(trainer: Person, learner: Person, course: str) -> Room:
    """For practice, with the learner in it."""
    room_id = new_id()
    open_room(
        room_id=room_id, trainer_id=trainer.id, course_slug=course, quiz=EXAM, is_practice=True
    )
    room = db.session.get_one(Room, room_id)
    join_room(person_id=learner.id, code=room.code)
    return room


def _hand_in(person: Person, course: str, quiz: str) -> UUID:
    """A quiz by its name, handed in without an answer, whatever comes before it; the attempt."""
    attempt = start_attempt(person_id=person.id, content=get_current_content(course), name=quiz)
    return hand_in(person_id=person.id, attempt_id=attempt.id).id


def _take_exam(person: Person, course: str, *, answers: bool) -> HandedIn:
    """All lessons, then the exam: every question answered rightly, or none at all."""
    _start(person, course)
    attempt = start_exam(person_id=person.id, course_slug=course)
    right = right_answers(attempt) if answers else {}
    given = {question: Given(answer, 1) for question, answer in right.items()}
    save_responses(person_id=person.id, attempt_id=attempt.id, answers=given)
    return hand_in_exam(person_id=person.id, attempt_id=attempt.id)


def _begin_draft(person: Person, course: str) -> tuple[Draft, Media]:
    draft = open_draft(person_id=person.id, course_slug=course)
    media = add_media(
        person_id=person.id, draft_id=draft.id, file_name="a.svg", content=DRAWING, name=""
    )
    return draft, media


def _send_files(person: Person, draft: Draft) -> tuple[UUID, UUID]:
    """Questions with a doubtful one among them, and lessons, waiting to be taken over."""
    asked = p(run("Câu 1. A?"), picture("a.png", "b"))
    exam = docx(asked, "*A. c", "B. d", "Câu 2. E?", "A. f", "B. g", pictures={"a.png": png()})
    outcome = read("docx", exam)
    lessons = read_lessons(docx("a"), name="b")
    mine = {"person_id": person.id, "draft_id": draft.id}
    return (
        keep_questions(**mine, path="exam.md", file_name="a.txt", outcome=outcome),
        keep_lessons(**mine, file_name="b.docx", lessons=lessons),
    )


def _store_picture() -> str:
    content = DRAWING
    digest = "0" * 63 + "1"
    db.session.add(
        Blob(digest=digest, media_type="image/svg+xml", size=len(content), content=content)
    )
    return digest
