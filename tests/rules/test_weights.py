"""First visits stay light: readers pay for their data, on slow lines (quality.md, budgets)."""

import pytest
from flask import Flask, url_for

from portal.catalogue.queries import list_current_contents
from portal.catalogue.syncing import sync_courses
from portal.kernel.db import begin_writing, db
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
