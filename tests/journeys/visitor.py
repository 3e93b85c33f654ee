"""What people do in the portal, as verbs; selectors by what a thing does, so that both languages work."""

import json
import os
import re
from dataclasses import dataclass
from functools import cache, cached_property

from playwright.sync_api import BrowserContext, Page, expect

from portal.demonstration.accounts import DEMO_PASSWORD
from tests.support.serving import ROOT, run_flask


@dataclass(frozen=True)
class ShippedCourse:
    """A course as `flask courses show` prints it: what exists, and which answers are right."""

    slug: str
    outline: dict[str, list[dict[str, object]]]
    keys: dict[str, list[int]]
    choices: dict[str, list[str]]

    @cached_property
    def lessons(self) -> list[str]:
        """Addresses of the lessons, in order."""
        return [
            f"/courses/{self.slug}/{module['id']}/{lesson['id']}"
            for module in self.outline["modules"]
            for lesson in module["lessons"]  # type: ignore[attr-defined]
        ]

    @property
    def exam(self) -> str:
        return f"/courses/{self.slug}/exam"

    def right(self, question: str) -> list[str]:
        """The words of the right choices."""
        return [self.choices[question][index] for index in self.keys[question]]


@cache
def read_course(slug: str) -> ShippedCourse:
    shown = run_flask(dict(os.environ), "courses", "show", str(ROOT / "courses" / slug), "--json")
    told = json.loads(shown.stdout)
    questions = told["exam"]["questions"]
    keys = {question["id"]: question["key"] for question in questions}
    choices = {one["id"]: [_as_read(text) for text in one["choices"]] for one in questions}
    return ShippedCourse(slug, told, keys, choices)


def _as_read(markdown: str) -> str:
    """What a page shows of a choice's text."""
    return re.sub(r"[`*_]", "", markdown)


class Visitor:
    """Somebody with a device."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if getattr(message, "type", "") == "error" and "Content Security Policy" in text:
            self.complaints.append(text)

    def open(self, path: str) -> int:
        """Go to an address; its status."""
        answer = self.page.goto(path)
        return answer.status if answer else 0

    def sign_in(self, login: str) -> None:
        self.open("/sign-in")
        self.page.fill("[name=login]", login)
        self.page.fill("[name=password]", DEMO_PASSWORD)
        self.page.click("main form button[type=submit]")
        expect(self.page.locator("form[action='/sign-out']")).to_be_visible()

    @property
    def words(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    def follow_main_action(self) -> None:
        """The one pink button of the page."""
        self.page.locator("main a.c-button--primary").first.click()

    def finish_lessons(self, course: ShippedCourse) -> None:
        """From the first lesson on, by the button under each."""
        self.open(course.lessons[0])
        for lesson in course.lessons:
            assert self.page.url.endswith(lesson), f"{self.page.url} instead of {lesson}"
            self.page.locator("form[action$='/done'] button").click()
            self.page.wait_for_url(lambda url, here=lesson: not url.endswith(here))
        assert self.page.url.endswith(course.exam)

    def begin_exam(self, course: ShippedCourse) -> None:
        self.open(course.exam)
        self.page.locator(f"main form[action='{course.exam}'] button").click()
        expect(self.page.locator("fieldset[data-question]").first).to_be_visible()

    def questions(self) -> list[str]:
        """Ids of the drawn questions, in order."""
        drawn = self.page.locator("fieldset[data-question]").all()
        return [str(one.get_attribute("data-question")) for one in drawn]

    def questions_with_one_answer(self) -> list[str]:
        drawn = self.page.locator("fieldset[data-question]:has(input[type=radio])").all()
        return [str(one.get_attribute("data-question")) for one in drawn]

    def choose(self, question: str, texts: list[str]) -> None:
        """The page tells choices apart by their words and places only."""
        fieldset = self.page.locator(f"fieldset[data-question='{question}']")
        for text in texts:
            here = self.page.get_by_label(text, exact=True)
            choice = fieldset.locator(".c-choice").filter(has=here)
            choice.locator("label").click()
            expect(choice.locator("input")).to_be_checked()

    def chosen(self, question: str) -> list[str]:
        """The words of what is chosen."""
        boxes = f"fieldset[data-question='{question}'] .c-choice:has(input:checked) label"
        return [" ".join(text.split()) for text in self.page.locator(boxes).all_inner_texts()]

    def answer_rightly(self, course: ShippedCourse, question: str) -> None:
        self.choose(question, course.right(question))

    def answer_wrongly(self, course: ShippedCourse, question: str) -> None:
        right = course.right(question)
        self.choose(question, [one for one in course.choices[question] if one not in right][:1])

    def wait_until_received(self, questions: list[str]) -> None:
        for question in questions:
            state = self.page.locator(f"fieldset[data-question='{question}'] .c-save-state")
            expect(state).to_have_attribute("data-state", "received")

    def hand_in(self) -> None:
        self.page.locator("button[value='hand-in']").click()
        self.page.wait_for_url("**/exam/attempts/**")
