"""A trainer edits a lesson, another approves it, it is published as a major change, a learner reads it, a holder
answers what is new."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.visitor import Visitor, read_course
from tests.support.looking import assert_sound
from tests.support.serving import Served, copy_instance, environment_for, serving

pytestmark = pytest.mark.journey

COURSE = "an-toan-thiet-bi"
FILE = "01-thiet-bi/01-khoa-man-hinh.md"
LESSON = f"/courses/{COURSE}/thiet-bi/khoa-man-hinh"
SENTENCE = "Trước khi đưa máy cho ai, bạn khóa màn hình."


@pytest.fixture
def portal(prepared: Path, tmp_path: Path) -> Iterator[Served]:
    """A portal where nothing is published that nobody else has looked at."""
    copy_instance(prepared, tmp_path / "instance")
    environment = {**environment_for(tmp_path / "instance"), "PORTAL_REVIEW": "1"}
    with serving(environment) as served:
        yield served


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


class Desk:
    """Browsers of several people, all with or all without scripts."""

    def __init__(self, browser: Browser, portal: Served, scripts: bool) -> None:
        self.browser, self.portal, self.scripts = browser, portal, scripts
        self.visitors: list[Visitor] = []

    def visitor(self, login: str) -> Visitor:
        context: BrowserContext = self.browser.new_context(
            base_url=self.portal.url,
            viewport={"width": 1280, "height": 800},
            java_script_enabled=self.scripts,
        )
        context.set_default_timeout(15_000)
        visitor = Visitor(context)
        visitor.sign_in(login)
        self.visitors.append(visitor)
        return visitor


def write(page: Page, text: str, *, scripts: bool) -> None:
    """At the end of the file that is open, and saved."""
    if scripts:
        expect(page.locator(".CodeMirror")).to_be_visible()
        page.locator(".CodeMirror-lines").click()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text(text)
    else:
        field = page.locator("textarea[name=text]")
        field.fill(f"{field.input_value()}{text}")
    page.locator("form[action*='/files/'] button:has-text('Lưu')").first.click()
    page.wait_for_load_state()


def edit(trainer: Visitor, *, scripts: bool) -> str:
    """From the courses to the draft and a file of it; the draft's address."""
    page = trainer.page
    trainer.open("/trainer/courses")
    page.locator(f"form[action$='/courses/{COURSE}/draft'] button").click()
    page.wait_for_url("**/trainer/drafts/*")
    draft = page.url
    page.goto(f"{draft}/files/{FILE}")
    write(page, f"\n{SENTENCE}\n", scripts=scripts)
    page.goto(draft)
    return draft


def answer_what_is_new(holder: Visitor) -> None:
    """From home by the one lesson that changed and the questions about it, until nothing is asked any more."""
    page, course = holder.page, read_course(COURSE)
    holder.open("/")
    expect(page.locator(".c-next")).to_contain_text("Làm mới: 1 bài, ")
    holder.follow_main_action()
    holder.follow_main_action()
    assert page.url.endswith(LESSON)
    page.locator("form[action$='/done'] button").click()
    page.wait_for_url("**/refresh")
    page.locator("main form button").click()
    asked = holder.questions()
    assert 0 < len(asked) < len(course.keys)
    for question in asked:
        holder.answer_rightly(course, question)
    page.locator("button[value='hand-in']").click()
    page.wait_for_url("**/refresh/attempts/**")
    assert "Đạt: 100" in holder.words
    holder.open(f"/courses/{COURSE}/refresh")
    assert "Không có gì mới" in holder.words


def test_from_the_edit_to_the_reader(browser: Browser, portal: Served, scripts: bool) -> None:
    desk = Desk(browser, portal, scripts)
    trainer = desk.visitor("trainer@example.org")
    draft = edit(trainer, scripts=scripts)

    trainer.page.locator("main a[href$='/publish']").first.click()
    assert "1 tệp khác" in trainer.words
    assert trainer.page.locator("[name=kind]").count() == 0  # not before somebody approved it
    trainer.page.locator("main a[href$='/review']").click()
    trainer.page.fill("[name=note]", "Câu cuối đã rõ chưa?")
    trainer.page.locator("form[action$='/review'] button").click()
    assert "Đang chờ duyệt" in trainer.words

    reviewer = desk.visitor("admin@example.org")
    reviewer.open("/trainer/courses")
    reviewer.page.locator(f"main a[href='{draft.removeprefix(portal.url)}/review']").click()
    assert "Câu cuối đã rõ chưa?" in reviewer.words
    assert SENTENCE in reviewer.words
    reviewer.page.locator("button[value=approve]").click()
    assert "Bản nháp đã được duyệt." in reviewer.words

    trainer.open(f"{draft}/publish")
    trainer.page.locator("main a[href*='show=holder']").first.click()
    assert trainer.page.locator("main tbody tr").count() > 10
    trainer.page.go_back()
    trainer.page.locator("label[for='kind-1']").click()
    trainer.page.fill("[name=note]", "Khóa màn hình trước khi đưa máy")
    asked = trainer.page.locator("a[href*='show=holder'] .c-figure__value").inner_text()
    trainer.page.fill("[name=count]", asked.strip())
    trainer.page.locator("form[action$='/publish'] button").click()
    trainer.page.wait_for_url(f"**/trainer/courses/{COURSE}/revisions")
    assert "Đã công bố phiên bản 2" in trainer.words
    assert "Khóa màn hình trước khi đưa máy" in trainer.words

    learner = desk.visitor("volunteer@example.org")
    learner.open(LESSON)
    assert SENTENCE in learner.words
    answer_what_is_new(desk.visitor("certified@example.org"))
    assert not [said for visitor in desk.visitors for said in visitor.complaints]


def test_the_pages_of_publishing_are_sound(browser: Browser, portal: Served) -> None:
    desk = Desk(browser, portal, scripts=True)
    trainer = desk.visitor("trainer@example.org")
    draft = edit(trainer, scripts=True).removeprefix(portal.url)
    course = f"/trainer/courses/{COURSE}"
    for path in (
        f"{draft}/publish",
        f"{draft}/publish/people?show=holder",
        f"{draft}/publish/units",
        f"{draft}/review",
        f"{course}/revisions",
        f"{course}/differences?from=1&to=draft",
        f"{course}/differences?from=1&to=draft&show=pages",
    ):
        trainer.open(path)
        assert_sound(trainer.page)
    assert not trainer.complaints
