"""A trainer opens a room, two phones come in, and what they do is seen as it happens."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from portal.demonstration.accounts import DEMO_PASSWORD
from tests.journeys.visitor import Visitor
from tests.support.looking import assert_sound, find_faults
from tests.support.serving import Served

pytestmark = pytest.mark.journey

NEW = "/trainer/courses/nhap-mon/room"
RESULT = "**/exam/rehearsal/attempts/**"


@pytest.fixture
def old_phone(browser: Browser, portal: Served) -> Iterator[BrowserContext]:
    """A phone that runs no scripts."""
    context = browser.new_context(base_url=portal.url, java_script_enabled=False)
    context.set_default_timeout(15_000)
    yield context
    context.close()


def test_a_room_from_its_opening_to_its_end(
    laptop: BrowserContext, phone: BrowserContext, old_phone: BrowserContext
) -> None:
    trainer, scanning, typing = Visitor(laptop), Visitor(phone), Visitor(old_phone)
    code = open_room(trainer)
    scan(scanning, code)
    type_in(typing, code)
    expect(figure(trainer, 0)).to_have_text("2")  # without a reload
    assert_sound(trainer.page)

    scanning.page.locator("fieldset[data-question] .c-choice label").first.click()
    expect(trainer.page.locator("#live .c-progress__count")).to_have_text(re.compile(r"^1\b"))
    hand_in(scanning)
    expect(figure(trainer, 2)).to_have_text("1")
    assert "Lê Thị Ngọc Mai" not in trainer.words

    trainer.page.locator("form[action$='/end'] button").click()
    trainer.page.locator("dialog button[value='yes']").click()
    trainer.page.wait_for_url("**/results")
    assert "Lê Thị Ngọc Mai" in trainer.words
    assert_sound(trainer.page)
    hand_in(typing)  # who is in it may finish
    expect(figure(trainer, 2)).to_have_text("2")
    assert scanning.open(f"/join/{code}") == 200
    assert re.search("/exam/rehearsal/attempts/", scanning.page.url)  # to how it went
    stand_at_the_door(trainer, scanning)
    assert not trainer.complaints and not scanning.complaints


def stand_at_the_door(trainer: Visitor, visitor: Visitor) -> None:
    """Of the exam, with lessons left."""
    trainer.open(NEW)
    trainer.page.locator("[name=counts_as][value=exam]").check()
    trainer.page.locator("main form button[type=submit]").click()
    code = trainer.page.locator(".c-wall__code").inner_text().replace(" ", "")
    trainer.page.locator("main a[href$='/results']").click()
    visitor.open(f"/join/{code}")
    expect(visitor.page.locator("[data-told]")).to_be_visible()
    assert not find_faults(visitor.page)
    expect(trainer.page.locator("#door")).to_be_visible()  # without a reload
    expect(trainer.page.locator("[aria-labelledby=door]")).to_contain_text("Lê Thị Ngọc Mai")
    assert not find_faults(trainer.page)


def open_room(trainer: Visitor) -> str:
    trainer.sign_in("trainer@example.org")
    trainer.open(NEW.removesuffix("/room"))
    trainer.page.locator(f"a[href='{NEW}']").click()
    trainer.page.locator("main form button[type=submit]").click()
    return trainer.page.locator(".c-wall__code").inner_text().replace(" ", "")


def scan(visitor: Visitor, code: str) -> None:
    """As somebody who has not signed in yet."""
    visitor.open(f"/join/{code}")
    visitor.page.fill("[name=login]", "volunteer@example.org")
    visitor.page.fill("[name=password]", DEMO_PASSWORD)
    visitor.page.click("main form button[type=submit]")
    visitor.page.wait_for_url(f"**/join/{code}")
    assert_sound(visitor.page)
    come_in(visitor)


def type_in(visitor: Visitor, code: str) -> None:
    visitor.sign_in("leader@example.org")
    visitor.open("/")
    visitor.page.locator("main a[href='/join']").click()
    visitor.page.fill("[name=code]", f"{code[:3]} {code[3:]}")
    visitor.page.locator("main form button").click()
    come_in(visitor)


def come_in(visitor: Visitor) -> None:
    visitor.page.locator("main form[action^='/join/'] button").click()
    expect(visitor.page.locator("fieldset[data-question]").first).to_be_visible()


def hand_in(visitor: Visitor) -> None:
    visitor.page.locator("button[value='hand-in']").click()
    visitor.page.locator("button[value='hand-in-anyway']").click()
    visitor.page.wait_for_url(RESULT)


def figure(trainer: Visitor, place: int) -> Locator:
    return trainer.page.locator("#live .c-figure__value").nth(place)
