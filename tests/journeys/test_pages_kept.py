"""Pages that a phone keeps (docs/decisions/0008): there without a signal, and never another person's."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.support.browser import WORKER_READY
from tests.support.serving import Served
from tests.support.taking import EXAM, LESSONS, Taker, add_takers

pytestmark = pytest.mark.journey

WHAT_IS_KEPT = """async () => {
  const requests = await (await caches.open("pages")).keys();
  return requests.map((request) => new URL(request.url).pathname).sort();
}"""


@pytest.fixture
def phone(browser: Browser, kinds: Served, taker: Taker) -> Iterator[BrowserContext]:
    with taker.phone(browser, kinds.url) as phone:
        yield phone


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    """At home, with the service worker in charge."""
    page = phone.new_page()
    page.goto("/")
    page.evaluate(WORKER_READY)
    return page


def expect_received(page: Page, question: str) -> None:
    state = page.locator(f"fieldset[data-question='{question}'] .c-save-state")
    expect(state).to_have_attribute("data-state", "received")


def expect_on_phone(page: Page, question: str) -> None:
    state = page.locator(f"fieldset[data-question='{question}'] .c-save-state")
    expect(state).to_have_attribute("data-state", "on-phone")


class TestWithoutASignal:
    def test_the_exam_survives_a_reload_with_all_answers(
        self, phone: BrowserContext, page: Page
    ) -> None:
        page.goto(EXAM)
        page.get_by_label("Đúng", exact=True).check()
        expect_received(page, "mot")
        phone.set_offline(True)
        page.get_by_label("Khóa màn hình", exact=True).check()
        expect_on_phone(page, "nhieu")
        page.reload()
        expect(page.locator(".c-copy-notice")).to_be_visible()
        expect(page.get_by_label("Đúng", exact=True)).to_be_checked()
        expect(page.get_by_label("Khóa màn hình", exact=True)).to_be_checked()
        expect_received(page, "mot")
        page.get_by_label("Cập nhật máy", exact=True).check()
        phone.set_offline(False)
        expect_received(page, "nhieu")
        page.reload()
        expect(page.locator(".c-copy-notice")).to_be_hidden()
        expect(page.get_by_label("Cập nhật máy", exact=True)).to_be_checked()

    def test_a_lesson_that_was_read_can_be_read_again_and_looks_right(
        self, phone: BrowserContext, page: Page
    ) -> None:
        page.goto(LESSONS[0])
        size = "getComputedStyle(document.querySelector('h1')).fontSize"
        before = page.evaluate(size)
        phone.set_offline(True)
        page.goto(LESSONS[0])
        expect(page.locator(".c-copy-notice")).to_be_visible()
        assert page.evaluate(size) == before

    def test_another_page_says_what_can_be_read(self, phone: BrowserContext, page: Page) -> None:
        page.goto(LESSONS[0])
        phone.set_offline(True)
        page.goto("/certificates")
        expect(page.locator("h1")).to_have_text("Hiện không có mạng")
        page.locator(f"main a[href$='{LESSONS[0]}']").click()
        expect(page.locator("article")).to_be_visible()

    def test_a_portal_that_is_away_is_the_same(self, kinds: Served, page: Page) -> None:
        page.goto(EXAM)
        kinds.kill()
        try:
            page.reload()
            expect(page.locator(".c-copy-notice")).to_be_visible()
        finally:
            kinds.restart()

    def test_handing_in_tells_that_nothing_was_handed_in(self, kinds: Served, page: Page) -> None:
        page.goto(EXAM)
        page.get_by_label("Đúng", exact=True).check()
        expect_received(page, "mot")
        kinds.kill()
        try:
            page.locator("button[value=hand-in]").click()
            expect(page.locator("main")).to_contain_text("chưa được nộp")
        finally:
            kinds.restart()
        page.goto(EXAM)
        expect(page.get_by_label("Đúng", exact=True)).to_be_checked()


class TestWhose:
    def test_signing_out_leaves_nothing_but_what_is_still_to_be_sent(
        self, phone: BrowserContext, page: Page
    ) -> None:
        page.goto(EXAM)
        page.get_by_label("Đúng", exact=True).check()
        expect_received(page, "mot")
        phone.route("**/exam/answers", lambda route: route.abort())
        page.get_by_label("Khóa màn hình", exact=True).check()
        assert EXAM in page.evaluate(WHAT_IS_KEPT)
        page.goto("/")
        page.locator("form[action='/sign-out'] button").click()
        page.wait_for_url("**/sign-in*")
        expect(page.locator("[data-behaviour=signed-out]")).to_be_visible()
        assert page.evaluate(WHAT_IS_KEPT) == []
        assert self._items(page) == [["nhieu", "waiting"]]
        phone.set_offline(True)
        page.goto(EXAM)
        expect(page.locator("fieldset")).to_have_count(0)
        page.go_back()
        expect(page.locator("form[action='/sign-out']")).to_have_count(0)

    def test_another_persons_first_page_drops_those_before(
        self, kinds: Served, phone: BrowserContext, page: Page
    ) -> None:
        page.goto(EXAM)
        assert page.evaluate(WHAT_IS_KEPT) == [EXAM]
        other = add_takers(kinds.environment)[0]
        phone.add_cookies([{"name": "portal", "value": other.cookie, "url": kinds.url}])
        page.goto(LESSONS[0])
        assert page.evaluate(WHAT_IS_KEPT) == [LESSONS[0]]

    def test_what_shows_the_key_is_never_kept(self, page: Page) -> None:
        page.goto(EXAM)
        page.locator("button[value=hand-in]").click()
        page.locator("button[value=hand-in-anyway]").click()
        page.wait_for_url("**/exam/attempts/**")
        page.goto("/certificates")
        assert page.evaluate(WHAT_IS_KEPT) == [EXAM]

    @staticmethod
    def _items(page: Page) -> object:
        return page.evaluate(
            """async () => {
              const base = await new Promise((done) => {
                const request = indexedDB.open("portal");
                request.onsuccess = () => done(request.result);
              });
              const items = await new Promise((done) => {
                const request = base.transaction("items").objectStore("items").getAll();
                request.onsuccess = () => done(request.result);
              });
              return items.map(({ key, state }) => [key.split("/")[1], state]);
            }"""
        )
