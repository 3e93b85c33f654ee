"""What a visit to a lesson costs in a real browser: bytes and requests, with everything the page draws in."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
)
#: a small phone, in CSS pixels
_PHONE: Final = {"width": 360, "height": 740}
# pictures further down are loaded when one gets there; the tab's icon is not loaded without a window
_SEE_EVERYTHING: Final = """async () => {
  window.scrollTo(0, document.body.scrollHeight);
  const icon = document.querySelector("link[rel=icon]");
  if (icon) await (await fetch(icon.href)).text();
}"""


@dataclass
class Visit:
    """Bytes as they travelled, headers included; answers from the browser's cache cost nothing."""

    total: int = 0
    requests: int = 0
    javascript: int = 0
    hosts: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Visits:
    lesson: str
    first: Visit
    second: Visit


def visit_lessons(address: str, cookies: Mapping[str, str], lessons: Sequence[str]) -> list[Visits]:
    """Each lesson twice by somebody signed in: with an empty profile, and again with what was kept."""
    with sync_playwright() as playwright:
        browser = _launch(playwright)
        try:
            return [_visit_twice(browser, address, cookies, lesson) for lesson in lessons]
        finally:
            browser.close()


def _launch(playwright: Playwright) -> Browser:
    own = next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    return playwright.chromium.launch(executable_path=own, args=list(_ARGUMENTS))


def _visit_twice(browser: Browser, address: str, cookies: Mapping[str, str], lesson: str) -> Visits:
    context: BrowserContext = browser.new_context(viewport=_PHONE)  # type: ignore[arg-type]
    context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
    )
    page = context.new_page()
    first = _visit(page, address + lesson)
    page.goto("about:blank")
    second = _visit(page, address + lesson)
    context.close()
    return Visits(lesson, first, second)


def _visit(page: Page, url: str) -> Visit:
    visit, types = Visit(), dict[str, str]()
    network = page.context.new_cdp_session(page)

    def note_response(event: dict[str, Any]) -> None:
        types[event["requestId"]] = event["type"]
        visit.hosts.add(event["response"]["url"].split("/")[2])

    def note_end(event: dict[str, Any]) -> None:
        size = int(event["encodedDataLength"])
        visit.total += size
        visit.requests += size > 0
        if types.get(event["requestId"]) == "Script":
            visit.javascript += size

    network.on("Network.responseReceived", note_response)
    network.on("Network.loadingFinished", note_end)
    network.send("Network.enable")
    page.goto(url, wait_until="networkidle")
    page.evaluate(_SEE_EVERYTHING)
    page.wait_for_load_state("networkidle")
    network.detach()
    return visit
