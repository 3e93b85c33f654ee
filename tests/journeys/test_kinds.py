"""Every type of question on a phone with its script: kept at once, sent, there again, marked."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.serving import ROOT, environment_for, run_flask, serving

pytestmark = pytest.mark.journey

ANA = """
from portal.application import create_app
from portal.kernel.db import begin_writing, db
from portal.people.services import add_person
with create_app().app_context():
    begin_writing()
    add_person(full_name="Nguyễn Thị Ana", password="mot hai ba bon", email="ana@example.org")
    db.session.commit()
"""
TEXTS = {"thu-do": ["ha noi"], "bao-nhieu": ["10.200.000"], "cho-trong": ["156", "otp"]}
SELECTS = {
    "Báo cháy": "114", "Báo công an": "113", "Cấp cứu": "115",
    "Ngắt mạng": "1", "Đổi mật khẩu": "2", "Báo ngân hàng": "3",
}  # fmt: skip


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A phone of Ana's, on a portal that has the course of tests/packages/kinds only."""
    shutil.copytree(ROOT / "tests/packages/kinds", tmp_path / "courses/kinds")
    environment = environment_for(tmp_path / "instance") | {
        "PORTAL_COURSES": str(tmp_path / "courses")
    }
    run_flask(environment, "db", "upgrade")
    run_flask(environment, "courses", "sync")
    subprocess.run([sys.executable, "-c", ANA], cwd=ROOT, env=environment, check=True)
    with serving(environment) as served:
        context = browser.new_context(
            base_url=served.url, viewport={"width": 360, "height": 740}, locale="vi-VN"
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto("/sign-in")
        page.fill("[name=login]", "ana@example.org")
        page.fill("[name=password]", "mot hai ba bon")
        page.click("main button[type=submit]")
        yield page
        context.close()


def open_exam(page: Page) -> None:
    for lesson in ("bai-dau", "bai-sau"):
        page.goto(f"/courses/kinds/mot/{lesson}")
        page.locator("main form[action$='/done'] button").click()
        page.wait_for_url(lambda url, here=lesson: not url.endswith(here))
    page.goto("/courses/kinds/exam")
    page.locator("main form[action$='/exam'] button").click()
    page.wait_for_selector("[data-behaviour=quiz]")


def answer_all(page: Page) -> None:
    for label in ("Đúng", "Khóa màn hình", "Cập nhật máy"):
        page.get_by_label(label, exact=True).check()
    for label, option in SELECTS.items():
        page.get_by_label(label, exact=True).select_option(label=option)
    for question, texts in TEXTS.items():
        fields = page.locator(f"[data-question={question}] input[type=text]")
        for place, text in enumerate(texts):
            fields.nth(place).press_sequentially(text)


def test_answers_of_every_type_are_received_kept_and_marked(page: Page) -> None:
    open_exam(page)
    answer_all(page)
    expect(page.locator(".c-save-state[data-state=received]")).to_have_count(7)
    expect(page.locator("[data-quiz-answered]")).to_have_text("Đã trả lời 7/7 câu")
    page.reload()
    for question, texts in TEXTS.items():
        fields = page.locator(f"[data-question={question}] input[type=text]")
        assert [fields.nth(place).input_value() for place in range(len(texts))] == texts
    page.get_by_role("button", name="Nộp bài").click()
    page.wait_for_url("**/exam/attempts/**")
    expect(page.locator("main")).to_contain_text("Đạt: 100")


def test_what_was_typed_without_a_signal_is_there_after_a_reload(page: Page) -> None:
    open_exam(page)
    page.route("**/exam/answers", lambda route: route.abort())
    answer_all(page)
    page.reload()
    expect(page.locator("[data-quiz-answered]")).to_have_text("Đã trả lời 7/7 câu")
    page.unroute("**/exam/answers")
    page.reload()
    expect(page.locator(".c-save-state[data-state=received]")).to_have_count(7)
