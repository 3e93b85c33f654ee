"""A real browser: Debian's Chromium, or the one that Playwright brought."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

HOW_TO_GET_CHROMIUM = (
    "Chromium is needed for the browser tests: install Debian's package chromium,"
    " or run .venv/bin/python -m playwright install chromium"
)

#: to evaluate: done once a service worker is there, so that the next page is its (wait_for_function needs eval, which
#: we refuse; the page itself may have come too early for it to take over)
WORKER_READY = """() => Promise.race([
  navigator.serviceWorker.ready.then(() => {}),
  new Promise((_, fail) => setTimeout(fail, 15000, new Error("no service worker came"))),
])"""

#: what keeps Chromium quiet on a machine without the internet
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--use-fake-device-for-media-stream",  # a camera, where there is none
)


def find_chromium() -> str | None:
    """The path of a Chromium: the system's first, then Playwright's own."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache/ms-playwright"))
    own = sorted(cache.glob("chromium-*/chrome-linux*/chrome"))
    return str(own[-1]) if own else None


@contextmanager
def running_browser() -> Iterator[Browser]:
    path = find_chromium()
    if path is None:
        raise RuntimeError(HOW_TO_GET_CHROMIUM)
    with sync_playwright() as playwright:
        browser = launch(playwright, path)
        yield browser
        browser.close()


def launch(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
