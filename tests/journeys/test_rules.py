"""An administrator makes a rule stricter: sees who would flip, types their number, and it happens."""

import pytest
from playwright.sync_api import BrowserContext

from tests.journeys.visitor import Visitor
from tests.support.looking import assert_sound

pytestmark = pytest.mark.journey


def test_a_rule_is_changed_after_seeing_whom_it_turns(laptop: BrowserContext) -> None:
    admin = Visitor(laptop)
    admin.sign_in("admin@example.org")
    page = admin.page
    page.locator("nav a[href='/scheme']").click()
    assert_sound(page)
    page.locator("main a[href='/scheme/P0']").click()
    page.get_by_label("C05").check()
    page.locator("form[method=get] button").click()
    losing = page.locator("a[href*='show=loses'] .c-figure__value").first.inner_text().strip()
    assert int(losing) > 100
    assert_sound(page)

    page.locator("a[href*='show=loses']").first.click()
    page.fill("[name=q]", page.locator("main tbody th a").first.inner_text())
    page.locator("form[role=search] button").click()
    person = page.locator("main tbody th a").first.get_attribute("href")
    assert_sound(page)
    page.locator("main nav a[href^='/scheme/P0?'], nav a[href^='/scheme/P0?']").first.click()

    page.fill("[name=count]", "1")
    page.locator("form[method=post][action='/scheme/P0'] button").click()
    assert f"Hãy nhập {losing}" in admin.words
    page.fill("[name=count]", losing)
    page.locator("form[method=post][action='/scheme/P0'] button").click()
    page.wait_for_url("**/scheme")
    assert "Đã lưu quy định mới" in page.locator("body").inner_text()
    admin.open(str(person))
    assert "VNeID và định danh điện tử” được yêu cầu từ ngày" in admin.words
    assert not admin.complaints
