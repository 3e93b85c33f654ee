"""An assessor signs off practice where there is no signal: kept, sent exactly once, seen by the volunteer."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from tests.journeys.visitor import Visitor
from tests.support.browser import WORKER_READY
from tests.support.looking import find_faults
from tests.support.serving import Served, copy_instance, environment_for, serving

pytestmark = pytest.mark.journey

ADDRESS = "/readiness/29905/practice"
VOLUNTEER = "Lê Thị Ngọc Mai"
OTHER = "Nguyễn Hữu Hiệp"


@pytest.fixture(scope="module")
def portal(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One for all: each story is of other people, and on a phone of its own."""
    instance = tmp_path_factory.mktemp("practice") / "instance"
    copy_instance(prepared, instance)
    with serving(environment_for(instance)) as served:
        yield served


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    """The assessor's page of the commune, opened once with a signal."""
    assessor = Visitor(phone)
    assessor.sign_in("assessor@example.org")
    assessor.page.evaluate(WORKER_READY)
    assessor.open(ADDRESS)
    assessor.page.wait_for_load_state("networkidle")  # its scripts are on the phone too
    return assessor.page


def begin(page: Page, *people: str) -> None:
    """A sheet with its first note; on the phone when this returns."""
    for person in people:
        page.get_by_role("checkbox", name=person, exact=True).check()
    page.locator("form[method=get] button").click()
    page.locator("[data-person] textarea").first.fill("Tập đóng ca")
    expect(page.locator("form[data-sheet]")).to_have_attribute("data-state", "on-phone")


def finish(page: Page) -> None:
    for item in page.locator("[data-person] fieldset").all():
        item.get_by_label("Đạt", exact=True).check()
    page.locator("form[data-sheet] button[type=submit]").click()


def kept(page: Page, words: str) -> Locator:
    """Lines of what was signed off on this phone, by their state."""
    return page.locator("[data-kept] li").filter(has_text=words)


def names(portal: Served) -> list[str]:
    """Of whom a sign-off from a phone is kept."""
    with sqlite3.connect(Path(portal.environment["PORTAL_INSTANCE"]) / "portal.db") as base:
        found = base.execute(
            "SELECT full_name FROM sign_off JOIN person ON person.id = person_id"
            " WHERE given_at IS NOT NULL"
        )
        return [name for (name,) in found]


def test_survives_closed_pages_and_a_lost_reply_and_is_kept_once(
    phone: BrowserContext, portal: Served, page: Page
) -> None:
    begin(page, VOLUNTEER, OTHER)
    page.close()  # half filled in
    portal.kill()
    try:
        page = phone.new_page()
        page.goto(ADDRESS)
        expect(page.locator(".c-copy-notice")).to_be_visible()
        expect(page.locator("main")).to_contain_text("Danh sách người và mục đánh giá lúc")
        expect(page.locator("[data-restored]")).to_be_visible()
        expect(page.locator("[data-person] h2")).to_have_text([OTHER, VOLUNTEER])
        expect(page.locator("[data-person] textarea").first).to_have_value("Tập đóng ca")
        finish(page)
        expect(kept(page, "Đã lưu trên máy này")).to_have_count(2)
        page.reload()
        expect(kept(page, "Đã lưu trên máy này")).to_have_count(2)
        expect(page.locator("form[method=get]")).to_be_visible()
        expect(page.locator("[data-unfinished] li")).to_have_count(0)
        page.close()
    finally:
        portal.restart()

    lost: list[str] = []

    def lose_the_first_reply(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()  # the portal has it
        route.abort()

    phone.route(f"**{ADDRESS}", lose_the_first_reply)
    page = phone.new_page()
    page.goto("/")  # any page sends what another left
    page.goto(ADDRESS)
    expect(kept(page, "Hệ thống đã nhận")).to_have_count(2, timeout=40_000)
    assert lost
    assert [names(portal).count(person) for person in (VOLUNTEER, OTHER)] == [1, 1]

    volunteer = Visitor(phone)
    volunteer.page.context.clear_cookies()
    volunteer.sign_in("volunteer@example.org")
    volunteer.open("/certificates")
    assert "đánh giá trên điện thoại lúc" in volunteer.words


def test_what_the_portal_refuses_is_told_and_corrected(portal: Served, page: Page) -> None:
    person = "Bùi Duy An"
    begin(page, person)
    page.locator("[data-person] textarea").fill("087200123456")
    finish(page)
    refused = page.locator("[data-kept] li")
    expect(refused).to_contain_text("số định danh")
    page.reload()
    expect(refused).to_contain_text("số định danh")
    refused.get_by_role("button", name="Sửa lại").click()
    expect(page.locator("[data-person] input[type=radio]").first).to_be_checked()
    page.locator("[data-person] textarea").fill("Tập đóng ca")
    page.locator("form[data-sheet] button[type=submit]").click()
    expect(refused).to_contain_text("Hệ thống đã nhận")
    assert names(portal).count(person) == 1


def test_an_unfinished_sheet_can_be_begun_anew_and_leaves_with_its_owner(
    phone: BrowserContext, page: Page
) -> None:
    begin(page, VOLUNTEER, OTHER)
    page.locator("[data-back]").click()
    waiting = page.locator("[data-unfinished] li")
    expect(waiting).to_contain_text(OTHER)
    assert not find_faults(page)
    phone.clear_cookies()  # the session is over
    page.goto(ADDRESS)
    expect(page.locator("[data-behaviour=signed-out]")).to_be_visible()
    Visitor(phone).sign_in("assessor@example.org")
    page.goto(ADDRESS)
    expect(page.locator("[data-restored]")).to_be_visible()
    page.locator("[data-back]").click()
    waiting.locator("[data-part=resume]").click()
    expect(page.locator("[data-restored]")).to_be_visible()
    assert not find_faults(page)
    page.locator("[data-anew]").click()
    page.locator("dialog button[value=yes]").click()
    expect(page.locator("form[method=get]")).to_be_visible()
    expect(waiting).to_have_count(0)
    phone.route(f"**{ADDRESS}", lambda route: route.abort())
    begin(page, VOLUNTEER, OTHER)
    finish(page)
    expect(page.locator("[data-kept] li")).to_have_count(2)
    begin(page, "Trần Thị Cẩm Hằng")
    page.locator("form[action='/sign-out'] button").click()
    expect(
        page.locator("[data-behaviour=signed-out]")
    ).to_be_visible()  # of what is still to be sent
    phone.unroute(f"**{ADDRESS}")
    again = Visitor(phone)
    again.sign_in("assessor@example.org")
    again.open(ADDRESS)
    expect(again.page.locator("[data-kept] li")).to_have_count(2)
    expect(again.page.locator("form[method=get]")).to_be_visible()
