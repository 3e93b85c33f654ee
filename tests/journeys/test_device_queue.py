"""What a phone keeps and sends (docs/device-queue.md): cut off, refused, shared, evicted, in two tabs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.support.serving import Served
from tests.support.taking import EXAM, LESSONS, Taker, add_takers

pytestmark = pytest.mark.journey

ANSWERS = "**/exam/answers"
#: marks forms that a script listens to: one that is pressed before is sent as without scripts
SHOW_WHAT_LISTENS = """
const add = EventTarget.prototype.addEventListener;
EventTarget.prototype.addEventListener = function (type, ...more) {
  if (type === "submit" && this.dataset) this.dataset.listens = "";
  return add.call(this, type, ...more);
};
"""
#: to evaluate: done once the emptied phone holds an item again; looking never makes the database
KEPT_AGAIN = """async () => {
  const asked = (request) => new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  for (let tries = 150; tries; tries -= 1) {
    if ((await indexedDB.databases()).some(({ name }) => name === "portal")) {
      const base = await asked(indexedDB.open("portal"));
      const stores = [...base.objectStoreNames];
      const count = stores.length && (await asked(base.transaction("items").objectStore("items").count()));
      base.close();
      if (count) return;
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("nothing was kept again");
}"""


@pytest.fixture
def phone(browser: Browser, kinds: Served, taker: Taker) -> Iterator[BrowserContext]:
    with taker.phone(browser, kinds.url, service_workers="block") as phone:
        yield phone


@pytest.fixture
def exam(phone: BrowserContext) -> Page:
    page = phone.new_page()
    page.goto(EXAM)
    return page


def expect_state(page: Page, wanted: str, question: str = "mot") -> None:
    state = page.locator(f"fieldset[data-question='{question}'] .c-save-state")
    expect(state).to_have_attribute("data-state", wanted)


def right(page: Page) -> None:
    page.get_by_label("Đúng", exact=True).check()


class TestSending:
    def test_what_cannot_be_sent_waits_and_goes_out_from_any_page(
        self, phone: BrowserContext, exam: Page
    ) -> None:
        phone.route(ANSWERS, lambda route: route.abort())
        right(exam)
        expect_state(exam, "error")  # online by the phone's word, and yet not sent
        exam.goto("/")
        waiting = exam.locator("[data-outbox=waiting]")
        expect(waiting).to_contain_text("1")
        phone.unroute(ANSWERS)
        exam.evaluate("dispatchEvent(new Event('online'))")
        expect(waiting).to_be_hidden()
        exam.goto(EXAM)
        expect_state(exam, "received")

    def test_only_the_portal_itself_can_receive(self, phone: BrowserContext, exam: Page) -> None:
        """A café's sign-in page answers everything with 200."""
        phone.route(ANSWERS, lambda route: route.fulfill(body="<h1>Wi-Fi</h1>"))
        right(exam)
        expect_state(exam, "error")

    def test_a_busy_portal_is_asked_again(self, phone: BrowserContext, exam: Page) -> None:
        phone.route(ANSWERS, lambda route: route.fulfill(status=503, body="{}"), times=1)
        right(exam)
        expect_state(exam, "received")

    def test_a_refusal_is_told_and_kept_until_it_was_read(
        self, kinds: Served, phone: BrowserContext, exam: Page
    ) -> None:
        other = phone.new_page()
        other.goto(EXAM)
        phone.route(ANSWERS, lambda route: route.abort())
        right(exam)
        expect_state(exam, "error")
        other.locator("button[value=hand-in]").click()
        other.locator("button[value=hand-in-anyway]").click()
        other.wait_for_url("**/exam/attempts/**")
        other.goto("about:blank")  # the result's page had no use for what the phone kept
        phone.unroute(ANSWERS)
        exam.evaluate("dispatchEvent(new Event('online'))")
        expect(exam.locator("[data-quiz-notice=closed]")).to_be_visible()
        exam.goto("/")
        refused = exam.locator("[data-outbox=refused]")
        expect(refused).to_contain_text("Đủ loại câu hỏi")
        refused.get_by_role("button").click()
        expect(refused).to_be_hidden()
        exam.reload()
        expect(exam.locator("h1")).to_be_visible()
        expect(refused).to_be_hidden()

    def test_an_answer_given_before_the_script_came_is_sent_too(
        self, phone: BrowserContext
    ) -> None:
        page = phone.new_page()
        held: list[Route] = []
        page.route("**/behaviours/quiz.js", lambda route: held.append(route))
        page.goto(EXAM, wait_until="domcontentloaded")
        right(page)
        held[0].continue_()
        expect_state(page, "received")


class TestHandingIn:
    def test_survives_a_lost_reply_with_the_same_receipt(
        self, phone: BrowserContext, exam: Page
    ) -> None:
        def lose(route: Route) -> None:
            route.fetch(max_redirects=0)  # the portal has it
            route.abort()

        other = phone.new_page()
        for page in (exam, other):
            page.goto(f"{EXAM}?gaps=yes")
        phone.route("**/exam/hand-in", lose, times=1)
        exam.locator("button[value=hand-in-anyway]").click()
        exam.wait_for_url("chrome-error://**")
        other.locator("button[value=hand-in-anyway]").dblclick()
        other.wait_for_url("**/exam/attempts/**")
        receipt = other.locator("main > p").last.inner_text()
        exam.goto(EXAM)
        exam.locator("main table a").click()
        expect(exam.locator("main > p").last).to_have_text(receipt)
        expect(exam.locator("main > p").last).to_contain_text("-")


class TestPhone:
    def test_one_that_keeps_nothing_says_so_and_sends_all_the_same(
        self, phone: BrowserContext
    ) -> None:
        phone.add_init_script("delete window.indexedDB; IDBFactory.prototype.open = undefined")
        phone.route(ANSWERS, lambda route: route.abort())
        page = phone.new_page()
        page.goto(EXAM)
        right(page)
        expect_state(page, "unsaved")
        expect(page.locator("[data-quiz-notice=memory]")).to_be_visible()
        phone.unroute(ANSWERS)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect_state(page, "received")
        expect(page.locator("[data-quiz-notice=memory]")).to_be_hidden()

    def test_an_evicted_answer_is_kept_again(
        self, kinds: Served, phone: BrowserContext, exam: Page
    ) -> None:
        phone.route(ANSWERS, lambda route: route.abort())
        right(exam)
        expect_state(exam, "error")
        phone.new_cdp_session(exam).send(
            "Storage.clearDataForOrigin", {"origin": kinds.url, "storageTypes": "indexeddb"}
        )
        exam.evaluate(KEPT_AGAIN)
        exam.reload()
        expect_state(exam, "error")
        expect(exam.get_by_label("Đúng", exact=True)).to_be_checked()

    def test_two_people_on_one_phone_never_send_each_others(
        self, kinds: Served, phone: BrowserContext, exam: Page
    ) -> None:
        phone.route(ANSWERS, lambda route: route.abort())
        right(exam)
        expect_state(exam, "error")
        exam.goto("about:blank")
        sent: list[str] = []
        phone.route(ANSWERS, lambda route: (sent.append(route.request.url), route.abort()))
        mine = phone.cookies()
        theirs = add_takers(kinds.environment)[0]
        phone.add_cookies([{"name": "portal", "value": theirs.cookie, "url": kinds.url}])
        exam.goto(EXAM)
        exam.wait_for_timeout(500)
        assert not sent
        expect(exam.get_by_label("Đúng", exact=True)).not_to_be_checked()
        phone.unroute(ANSWERS)
        phone.add_cookies(mine)  # type: ignore[arg-type]
        exam.goto(EXAM)
        expect_state(exam, "received")


class TestTabs:
    def test_show_each_others_answers_and_the_last_one_stays(
        self, phone: BrowserContext, exam: Page
    ) -> None:
        other = phone.new_page()
        other.goto(EXAM)
        right(exam)
        expect_state(other, "received")
        other.get_by_label("Sai", exact=True).check()
        expect(exam.get_by_label("Sai", exact=True)).to_be_checked()
        expect_state(exam, "received")
        exam.reload()
        expect(exam.get_by_label("Sai", exact=True)).to_be_checked()

    def test_are_safe_in_a_browser_that_cannot_tell_them_apart(self, phone: BrowserContext) -> None:
        phone.add_init_script(
            "delete window.BroadcastChannel; delete Navigator.prototype.locks;"
            "delete AbortSignal.timeout"
        )
        one, other = phone.new_page(), phone.new_page()
        one.goto(EXAM)
        other.goto(EXAM)
        right(one)
        expect_state(one, "received")
        other.get_by_label("Sai", exact=True).check()
        expect_state(other, "received")
        one.reload()
        expect(one.get_by_label("Sai", exact=True)).to_be_checked()


class TestLessons:
    @pytest.fixture
    def lesson(self, browser: Browser, kinds: Served) -> Iterator[Page]:
        """The first of the course, of somebody who has read nothing yet."""
        reader = add_takers(kinds.environment, in_exam=False)[0]
        with reader.phone(browser, kinds.url, service_workers="block") as phone:
            phone.add_init_script(SHOW_WHAT_LISTENS)
            page = phone.new_page()
            page.goto(LESSONS[0])
            expect(page.locator("form[action$='/done'][data-listens]")).to_be_visible()
            yield page

    def test_done_leads_to_the_next_one(self, lesson: Page) -> None:
        lesson.locator("form[action$='/done'] button").click()
        lesson.wait_for_url(f"**{LESSONS[1]}")
        lesson.locator("form[action$='/done'] button").click()
        lesson.wait_for_url(f"**{EXAM}")

    def test_done_without_a_signal_is_kept_and_sent_later(self, lesson: Page) -> None:
        lesson.context.route("**/done", lambda route: route.abort())
        lesson.locator("form[action$='/done'] button").click()
        expect(lesson.locator(".c-save-state")).to_have_attribute("data-state", "on-phone")
        expect(lesson.locator("form[action$='/done'] button")).to_be_hidden()
        lesson.goto(EXAM)
        expect(lesson.locator("[data-outbox=waiting]")).to_contain_text("1")
        lesson.context.unroute("**/done")
        lesson.evaluate("dispatchEvent(new Event('online'))")
        expect(lesson.locator("[data-outbox=waiting]")).to_be_hidden()
        lesson.goto(LESSONS[0])
        expect(lesson.locator("form[action$='/done']")).to_have_count(0)
