"""First visits stay light: readers pay for their data, on slow lines (quality.md, budgets)."""

import re
import shutil
from pathlib import Path

import pytest
from flask import Flask, url_for

from portal.catalogue.queries import get_current_content, list_current_contents
from portal.catalogue.revisions import publish_folder
from portal.catalogue.syncing import sync_courses
from portal.kernel.db import begin_writing, db
from portal.learning.services import complete_lesson, start_exam
from tests.rules.templates import ROOT
from tests.rules.weights import Visit
from tests.support.making import Maker
from tests.support.pages import PageClient

FIRST_VISIT = 60_000
JAVASCRIPT = 15_000
MEND = "take out what the page can do without: pictures first, then styles and scripts"

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def check(visit: Visit) -> None:
    heaviest = sorted(visit.parts.items(), key=lambda part: -part[1])
    assert visit.total <= FIRST_VISIT, f"{visit.url}: {visit.total} bytes. {MEND}: {heaviest[:6]}"
    assert visit.own_javascript <= JAVASCRIPT, (
        f"{visit.url}: {visit.own_javascript} bytes of script"
    )


def test_sign_in(client: PageClient) -> None:
    visit = Visit(client.http, "/sign-in")
    assert len(visit.parts) >= 3, "the page brings its style and its script"
    check(visit)


def test_every_shipped_lesson(app: Flask, make: Maker, client: PageClient) -> None:
    client.sign_in(make.person())
    addresses = publish_shipped_lessons(app)
    assert len(addresses) > 10
    for address in addresses:
        check(Visit(client.http, address))


def test_an_exam_of_forty_questions(make: Maker, client: PageClient, tmp_path: Path) -> None:
    """Compressed, as it travels; and with everything a first visit brings along as light as any page."""
    ana = make.person()
    begin_writing()
    publish_folder(course_of_forty_questions(tmp_path))
    content = get_current_content("an-toan-thiet-bi")
    for lesson in content.lessons:
        complete_lesson(person_id=ana.id, content=content, lesson=lesson)
    start_exam(person_id=ana.id, course_slug="an-toan-thiet-bi")
    db.session.commit()
    client.sign_in(ana)
    visit = Visit(client.http, "/courses/an-toan-thiet-bi/exam")
    assert len(visit.page.find("fieldset")) == 40
    check(visit)


def course_of_forty_questions(folder: Path) -> Path:
    """A shipped course that asks all its questions and a few of another."""
    course = folder / "an-toan-thiet-bi"
    shutil.copytree(ROOT / "courses/an-toan-thiet-bi", course)
    shutil.copy(ROOT / "courses/facts.csv", folder)
    (course / "exam.en.md").unlink()
    exam, other = course / "exam.md", ROOT / "courses/nhan-dien-lua-dao/exam.md"
    questions = re.split(
        r"^(?=## )", re.sub(r"\[Xem lại bài\].*", "", other.read_text()), flags=re.M
    )
    own = exam.read_text().replace("draw: 12", "draw: 40")
    exam.write_text(own + "\n" + "".join(questions[1 : 41 - own.count("\n## ")]))
    return course


def publish_shipped_lessons(app: Flask) -> list[str]:
    """The addresses of all lessons of all shipped courses."""
    begin_writing()
    sync_courses(ROOT / "courses")
    db.session.commit()
    contents = list_current_contents()
    db.session.remove()
    with app.test_request_context():
        return [
            url_for(
                "learner.lesson",
                course=content.course.slug,
                module=lesson.module_id,
                lesson=lesson.id,
            )
            for content in contents
            for lesson in content.lessons
        ]
