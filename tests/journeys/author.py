"""What authors do in the editor, as verbs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playwright.sync_api import BrowserContext, Locator, expect

from tests.journeys.visitor import Visitor


@dataclass
class Author:
    """Somebody with a laptop, in a file of the course's draft."""

    visitor: Visitor
    path: str

    @classmethod
    def at_work(cls, context: BrowserContext, login: str, course: str, path: str) -> "Author":
        visitor = Visitor(context)
        visitor.sign_in(login)
        visitor.open("/trainer/courses")
        visitor.page.locator(f"form[action$='/courses/{course}/draft'] button").click()
        visitor.page.wait_for_url("**/trainer/drafts/*")
        author = cls(visitor, f"{visitor.page.url}/files/{path}")
        author.open()
        return author

    @classmethod
    def beginning(cls, context: BrowserContext, login: str, title: str, path: str) -> "Author":
        """In a file of a course that begins now."""
        visitor = Visitor(context)
        visitor.sign_in(login)
        visitor.open("/trainer/new-course")
        visitor.page.fill("[name=title]", title)
        visitor.page.locator("main form button[type=submit]").click()
        visitor.page.wait_for_url("**/trainer/drafts/*")
        author = cls(visitor, f"{visitor.page.url}/files/{path}")
        author.open()
        return author

    def open(self) -> None:
        self.page.goto(self.path)
        expect(self.page.locator(".CodeMirror")).to_be_visible()

    @property
    def page(self) -> Any:
        return self.visitor.page

    @cached_property
    def state(self) -> Locator:
        return self.page.locator("[data-text-state]")

    @property
    def preview(self) -> Any:
        return self.page.frame_locator("iframe.c-phone")

    def bar(self, name: str) -> Locator:
        return self.page.locator(f"[data-bar='{name}']")

    def write(self, text: str) -> None:
        """At the end of the text."""
        self.page.locator(".CodeMirror-lines").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(text)

    def write_first(self, text: str) -> None:
        """Before the last line of the front matter is over: at the beginning of the body."""
        self.page.evaluate(
            """(text) => {
              const cm = document.querySelector('.CodeMirror').CodeMirror;
              const lines = cm.getValue().split('\\n');
              const end = lines.indexOf('---', 1) + 1;
              cm.replaceRange(text, { line: end, ch: 0 });
            }""",
            text,
        )

    @property
    def text(self) -> str:
        return str(
            self.page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")
        )

    def wait_until_it_says(self, words: str) -> None:
        """From this device, or from the portal, which a closing page may have reached in its last moment."""
        for _ in range(60):
            if words in self.text:
                return
            self.page.wait_for_timeout(250)  # milliseconds
        raise AssertionError(f"the text does not say {words!r}")

    def wait_until_saved(self) -> None:
        expect(self.state).to_have_attribute("data-state", "received", timeout=15_000)

    def wait_until_on_device(self) -> None:
        expect(self.state).not_to_have_attribute("data-state", "changed")
        expect(self.state).not_to_have_attribute("data-state", "received")
