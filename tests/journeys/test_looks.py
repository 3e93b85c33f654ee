"""Every page at 320, 768 and 1280 px, in both languages: axe finds nothing, and nothing scrolls sideways."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.visitor import Visitor, read_course
from tests.support.looking import assert_sound, find_faults
from tests.support.serving import Served, copy_instance, environment_for, serving

pytestmark = pytest.mark.journey

COURSE = "an-toan-thiet-bi"


@pytest.fixture(scope="module")
def portal(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One for all pages: what one test does changes nothing that another looks at."""
    instance = tmp_path_factory.mktemp("looks") / "instance"
    copy_instance(prepared, instance)
    with serving(environment_for(instance)) as served:
        yield served


def _visitor(context: BrowserContext, login: str | None) -> Visitor:
    visitor = Visitor(context)
    if login:
        visitor.sign_in(login)
    return visitor


PAGES = {
    None: ["/sign-in", "/check", "/check/SS-00000-00000", "/styleguide", "/no-such-page"],
    "volunteer@example.org": [
        "/",
        f"/courses/{COURSE}",
        f"/courses/{COURSE}/thiet-bi/khoa-man-hinh",
        f"/courses/{COURSE}/thiet-bi/quiz",
        f"/courses/{COURSE}/exam",
        "/certificates",
        "/readiness",
    ],
    "certified@example.org": ["/", "/certificates", f"/courses/{COURSE}/exam"],
    "coordinator@example.org": [
        "/readiness/82",
        "/readiness/82?on=2027-06-30",
        "/readiness/87?on=2024-06-01",
        "/readiness/29905",
        "/readiness/82/people?show=expiring",
        "/readiness/82/certificates",
        "/readiness/30169",
    ],
    "trainer@example.org": [
        "/trainer/courses",
        f"/trainer/courses/{COURSE}",
        f"/trainer/courses/{COURSE}/questions",
        f"/trainer/courses/{COURSE}/overview",
        f"/trainer/courses/{COURSE}/statistics",
        "/trainer/courses/nhan-dien-lua-dao/revisions",
        "/trainer/courses/nhan-dien-lua-dao/differences?from=1&to=2",
        "/trainer/imports",
    ],
}


@pytest.mark.parametrize("login", PAGES, ids=lambda login: login or "nobody")
def test_pages_are_sound(laptop: BrowserContext, login: str | None) -> None:
    visitor = _visitor(laptop, login)
    for path in PAGES[login]:
        visitor.open(path)
        assert_sound(visitor.page)
    assert not visitor.complaints


def test_the_exam_and_its_result_are_sound(portal: Served, laptop: BrowserContext) -> None:
    visitor = _visitor(laptop, "volunteer@example.org")
    course = read_course(COURSE)
    visitor.finish_lessons(course)
    assert_sound(visitor.page)
    visitor.begin_exam(course)
    assert_sound(visitor.page)
    for question in visitor.questions()[:3]:
        visitor.answer_wrongly(course, question)
    visitor.page.locator("button[value='hand-in']").click()
    visitor.page.locator("button[value='hand-in-anyway']").click()
    visitor.page.wait_for_url("**/exam/attempts/**")
    assert_sound(visitor.page)


def test_a_practice_quiz_and_what_it_says_of_an_answer_are_sound(laptop: BrowserContext) -> None:
    visitor = _visitor(laptop, "volunteer@example.org")
    visitor.open(f"/courses/{COURSE}/thiet-bi/quiz")
    visitor.page.locator("main form[action$='/quiz'] button").click()
    question = visitor.page.locator("fieldset[data-question='cong-usb-la']")
    question.locator(".c-choice label").first.click()
    check = question.locator("[data-behaviour='practice-check']")
    check.locator("button").click()
    expect(check.locator("[role='status'] .c-question__explanation")).to_be_visible()
    assert not find_faults(visitor.page)
    assert_sound(visitor.page)
    visitor.page.locator("button[value='hand-in']").click()
    visitor.page.locator("button[value='hand-in-anyway']").click()
    visitor.page.wait_for_url("**/quiz/attempts/**")
    assert_sound(visitor.page)
    assert not visitor.complaints


def test_a_person_and_a_certificate_are_sound(laptop: BrowserContext) -> None:
    visitor = _visitor(laptop, "certified@example.org")
    visitor.open("/certificates")
    serial = str(visitor.page.locator("a[href^='/check/']").first.get_attribute("href"))
    visitor.open(serial)
    assert_sound(visitor.page)
    visitor.open(f"/certificates/{serial.rpartition('/')[2]}/pass")
    assert_sound(visitor.page)
    laptop.clear_cookies()
    coordinator = _visitor(laptop, "commune@example.org")
    coordinator.open("/readiness/29905")
    coordinator.page.locator("table a[href^='/people/']").first.click()
    assert_sound(coordinator.page)


def test_practice_and_decisions_are_sound(laptop: BrowserContext) -> None:
    assessor = _visitor(laptop, "assessor@example.org")
    assessor.open("/readiness/29905/practice")
    assert_sound(assessor.page)
    person = assessor.page.locator("input[name='people']").first
    person.check()
    assessor.page.locator("form[method=get] button").click()
    assessor.page.locator("[data-person] textarea").first.wait_for()
    assert not find_faults(assessor.page)
    # as without a script: the sheet is a page of its own
    asked = f"list=S1&people={person.get_attribute('value')}"
    assessor.open(f"/readiness/29905/practice?{asked}")
    assessor.page.locator("textarea").first.wait_for()
    assert_sound(assessor.page)
    assessor.page.locator("main form[method=post] button").first.click()
    assessor.page.locator("#error-summary").wait_for()
    assert_sound(assessor.page)
    laptop.clear_cookies()
    province = _visitor(laptop, "coordinator@example.org")
    province.open("/readiness/29905/extension?certification=P0&until=2027-12-31")
    assert_sound(province.page)
    province.open("/readiness/29905/decisions/revoke?certification=P0")
    assert_sound(province.page)
    province.page.locator("input[name='people']").first.check()
    province.page.locator("main form[method=post] button").click()
    province.page.locator("#decision_number").wait_for()
    assert_sound(province.page)
    province.open("/readiness/29905?show=ready")
    province.page.locator("table a[href^='/people/']").first.click()
    province.page.locator("a[href$='/decisions']").click()
    assert_sound(province.page)
    decisions = province.page.url
    for kind in ("suspend", "revoke", "waive", "accept"):
        province.page.goto(f"{decisions}/{kind}")
        assert_sound(province.page)
