"""An assessor signs off practice where there is no signal: kept, sent exactly once, seen by the volunteer."""

import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.visitor import Visitor
from tests.support.browser import WORKER_READY
from tests.support.serving import Served

pytestmark = pytest.mark.journey

ADDRESS = "/readiness/29905/practice"
VOLUNTEER = "Lê Thị Ngọc Mai"


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    """The assessor's page of the commune, opened once with a signal."""
    assessor = Visitor(phone)
    assessor.sign_in("assessor@example.org")
    assessor.page.evaluate(WORKER_READY)
    assessor.open(ADDRESS)
    assessor.page.wait_for_load_state("networkidle")  # its scripts are on the phone too
    return assessor.page


def fill_in(page: Page, person: str, note: str = "") -> None:
    page.get_by_label(person, exact=True).check()
    page.locator("form[method=get] button").click()
    for item in page.locator("[data-person] fieldset").all():
        item.get_by_label("Đạt", exact=True).check()
    page.locator("[data-person] textarea").fill(note)
    page.locator("form[data-sheet] button").first.click()


def names(portal: Served) -> list[str]:
    """Of whom a sign-off from a phone is kept."""
    with sqlite3.connect(Path(portal.environment["PORTAL_INSTANCE"]) / "portal.db") as base:
        found = base.execute(
            "SELECT full_name FROM sign_off JOIN person ON person.id = person_id"
            " WHERE given_at IS NOT NULL"
        )
        return [name for (name,) in found]


def test_survives_a_closed_page_and_a_lost_reply_and_is_kept_once(
    phone: BrowserContext, portal: Served, page: Page
) -> None:
    phone.set_offline(True)
    page.reload()
    expect(page.locator(".c-copy-notice")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Danh sách người và mục đánh giá lúc")
    fill_in(page, VOLUNTEER)
    expect(page.locator("[data-kept] li")).to_contain_text("Đã lưu trên máy này")
    page.close()

    lost: list[str] = []

    def lose_the_first_reply(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()  # the portal has it
        route.abort()

    phone.route(f"**{ADDRESS}", lose_the_first_reply)
    phone.set_offline(False)
    page = phone.new_page()
    page.goto("/")  # any page sends what another left
    page.goto(ADDRESS)
    expect(page.locator("[data-kept] li")).to_contain_text("Hệ thống đã nhận", timeout=40_000)
    assert lost
    assert names(portal) == [VOLUNTEER]

    volunteer = Visitor(phone)
    volunteer.page.context.clear_cookies()
    volunteer.sign_in("volunteer@example.org")
    volunteer.open("/certificates")
    assert "đánh giá trên điện thoại lúc" in volunteer.words


def test_what_the_portal_refuses_is_told_and_corrected(portal: Served, page: Page) -> None:
    fill_in(page, VOLUNTEER, note="087200123456")
    refused = page.locator("[data-kept] li")
    expect(refused).to_contain_text("số định danh")
    page.reload()
    expect(refused).to_contain_text("số định danh")
    refused.get_by_role("button", name="Sửa lại").click()
    expect(page.locator("[data-person] input[type=radio]").first).to_be_checked()
    page.locator("[data-person] textarea").fill("Tập đóng ca")
    page.locator("form[data-sheet] button").first.click()
    expect(refused).to_contain_text("Hệ thống đã nhận")
    assert names(portal) == [VOLUNTEER]
