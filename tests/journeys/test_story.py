"""The main job, end to end: a volunteer becomes certified, and a coordinator sees it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.journeys.visitor import ShippedCourse, Visitor, read_course
from tests.support.databases import PostgresDatabases
from tests.support.serving import Served, copy_instance, environment_for, prepare, serving

pytestmark = pytest.mark.journey

COURSES = ("nhap-mon", "an-toan-thiet-bi", "du-lieu-nguoi-dan", "nhan-dien-lua-dao")
ELSEWHERE = "28249"  # Phường Đạo Thạnh, far from the volunteer's commune


@pytest.fixture(scope="session")
def prepared_postgres(
    postgres_databases: PostgresDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path]]:
    """A database and an instance as `make run` leaves them before serving."""
    instance = tmp_path_factory.mktemp("prepared-postgres") / "instance"
    with postgres_databases.fresh(instance) as url:
        prepare(environment_for(instance, url))
        yield url, instance


@pytest.fixture
def portal(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """The story is told on both engines."""
    instance = tmp_path / "instance"
    if request.param == "sqlite":
        copy_instance(request.getfixturevalue("prepared"), instance)
        with serving(environment_for(instance)) as served:
            yield served
        return
    databases: PostgresDatabases = request.getfixturevalue("postgres_databases")
    template, prepared = request.getfixturevalue("prepared_postgres")
    copy_instance(prepared, instance)
    with (
        databases.fresh(instance, template) as url,
        serving(environment_for(instance, url)) as served,
    ):
        yield served


@pytest.fixture
def phone(
    request: pytest.FixtureRequest, browser: Browser, portal: Served
) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=portal.url,
        viewport={"width": 360, "height": 740},
        java_script_enabled=request.param == "with JavaScript",
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.mark.parametrize(
    ("portal", "phone"),
    [
        ("sqlite", "with JavaScript"),
        ("sqlite", "without JavaScript"),
        ("postgresql", "with JavaScript"),
    ],
    indirect=True,
)
def test_a_volunteer_becomes_certified_and_a_coordinator_sees_it(
    portal: Served, phone: BrowserContext, laptop: BrowserContext
) -> None:
    first, *others = (read_course(slug) for slug in COURSES)
    volunteer, coordinator = Visitor(phone), Visitor(laptop)

    volunteer.sign_in("volunteer@example.org")
    assert "Từ Tổ năm 2023 đến" in volunteer.words  # the one next step
    person = _person_on_the_board(coordinator)
    assert "Chưa có" in coordinator.words

    volunteer.follow_main_action()
    assert volunteer.page.url.endswith(first.lessons[0])
    volunteer.finish_lessons(first)
    _fail(volunteer, first)
    assert "Chưa đạt" in volunteer.words
    _pass(volunteer, first)
    volunteer.open("/certificates")
    assert volunteer.page.locator("a[href^='/check/']").count() == 0  # one course is not enough

    for course in others:
        volunteer.finish_lessons(course)
        _pass(volunteer, course)
    volunteer.open("/certificates")
    serial = str(volunteer.page.locator("a[href^='/check/']").first.get_attribute("href"))
    assert "Còn hiệu lực" in volunteer.words

    stranger = Visitor(phone.browser.new_context(base_url=portal.url))  # type: ignore[union-attr]
    assert stranger.open(serial) == 200
    assert "Còn hiệu lực" in stranger.words
    assert "Lê Thị Ngọc Mai" not in stranger.words

    coordinator.open(person)
    assert "Còn hiệu lực" in coordinator.words
    assert not volunteer.complaints + coordinator.complaints + stranger.complaints


@pytest.mark.parametrize("portal", ["sqlite", "postgresql"], indirect=True)
def test_a_coordinator_of_another_commune_cannot_see_them(
    portal: Served, laptop: BrowserContext, browser: Browser
) -> None:
    province = Visitor(laptop)
    person = _person_on_the_board(province)
    commune = Visitor(browser.new_context(base_url=portal.url))
    commune.sign_in("commune@example.org")
    assert commune.open(person) == 200  # their own
    assert commune.open(f"/readiness/{ELSEWHERE}") == 404
    assert commune.open(_first_person(province, ELSEWHERE)) == 404
    assert commune.open("/readiness/82") == 404


def _person_on_the_board(coordinator: Visitor) -> str:
    """Down from the province to the volunteer, by links only; the address of their page."""
    coordinator.sign_in("coordinator@example.org")
    coordinator.page.locator("nav a[href='/readiness']").click()
    coordinator.page.locator("table a", has_text="Phường Sa Đéc").first.click()
    coordinator.page.locator("table a", has_text="Lê Thị Ngọc Mai").first.click()
    return coordinator.page.url


def _first_person(coordinator: Visitor, unit: str) -> str:
    coordinator.open(f"/readiness/{unit}")
    return str(coordinator.page.locator("table a[href^='/people/']").first.get_attribute("href"))


def _fail(volunteer: Visitor, course: ShippedCourse) -> None:
    volunteer.begin_exam(course)
    for question in volunteer.questions():
        volunteer.answer_wrongly(course, question)
    volunteer.hand_in()


def _pass(volunteer: Visitor, course: ShippedCourse) -> None:
    volunteer.begin_exam(course)
    for question in volunteer.questions():
        volunteer.answer_rightly(course, question)
    volunteer.hand_in()
    assert "Đạt" in volunteer.words
    assert "Chưa đạt" not in volunteer.words
