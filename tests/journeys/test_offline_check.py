"""Passes checked where there is no signal: in a real browser, by the same examples as Python has."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from portal.certification.passes.keys import make_key
from portal.certification.passes.status_list import ListedState, ListedStatus, pack, sign_list
from portal.certification.passes.tokens import PassClaims, sign_pass
from portal.kernel.identifiers import new_serial
from tests.journeys.visitor import Visitor
from tests.support.browser import WORKER_READY
from tests.support.looking import assert_sound
from tests.vectors.make_passes import FILE

pytestmark = pytest.mark.journey

KNOWN: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))

#: loads the modules as the page does; `own`: the browser's Ed25519, else the vendored library
LOAD = """
  const base = document.querySelector("script[src$='portal.js']").src.replace("portal.js", "passes/");
  const [signatures, lists, judging] = await Promise.all(
    ["signatures", "status-list", "judging"].map((name) => import(`${base}${name}.js`)));
  if (!given.own) {
    const importKey = crypto.subtle.importKey.bind(crypto.subtle);
    crypto.subtle.importKey = (form, bytes, name, ...rest) =>
      name === "Ed25519" ? Promise.reject(new Error("none here")) : importKey(form, bytes, name, ...rest);
  }
  const own = await signatures.prepare();
  const keys = signatures.keysFrom(given.keys);
  const list = await lists.readList(given.list, keys);
"""
JUDGE = f"""async (given) => {{ {LOAD}
  const found = [];
  for (const one of given.cases) {{
    const {{ verdict }} = await judging.judge(one.text, {{ keys, list, now: Date.parse(one.at) }});
    found.push([one.name, verdict]);
  }}
  return {{ own, found }};
}}"""
MEASURE = f"""async (given) => {{ {LOAD}
  const began = performance.now();
  let valid = 0;
  for (const text of given.texts) {{
    const {{ verdict }} = await judging.judge(text, {{ keys, list, now: Date.now() }});
    if (verdict === "valid") valid += 1;
  }}
  return {{ valid, ms: Math.round(performance.now() - began) }};
}}"""


def let_the_phone_keep(page: Page) -> None:
    """Open the page once more, with the service worker in charge."""
    page.evaluate(WORKER_READY)
    page.reload()
    page.wait_for_load_state("networkidle")


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    visitor = Visitor(phone)
    visitor.open("/check")
    return visitor.page


@pytest.mark.parametrize("own", [True, False], ids=["browsers-own", "vendored"])
def test_every_example_is_judged_as_written(page: Page, own: bool) -> None:
    answer = page.evaluate(JUDGE, {**KNOWN, "own": own})
    assert answer["own"] is own, "the way that is meant was tried"
    assert answer["found"] == [[case["name"], case["verdict"]] for case in KNOWN["cases"]]


@pytest.mark.parametrize("own", [True, False], ids=["browsers-own", "vendored"])
def test_a_thousand_passes(page: Page, own: bool) -> None:
    key, until = make_key(), date.today() + timedelta(days=100)  # noqa: DTZ011
    serials = [new_serial() for _each in range(1000)]
    issued = until - timedelta(days=365)
    texts = [
        f"https://sansang.example/check/{serial}?t="
        + sign_pass(PassClaims(serial, "N. T. A.", "P0", issued, until), key)
        for serial in serials
    ]
    packed = pack((serial, ListedStatus(ListedState.IN_FORCE, until)) for serial in serials)
    signed = sign_list(packed, datetime.now(UTC), key)
    given = {"own": own, "keys": [key.public.as_jwk()], "list": signed, "texts": texts}
    answer = page.evaluate(MEASURE, given)
    assert answer["valid"] == 1000
    print(f"1,000 passes in {answer['ms']} ms, list of {len(signed):,} bytes, own={own}")


#: Chrome on Android reads codes by itself, Chromium on a desktop does not: this one sees the code in every picture
READS_CODES = """window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect(video) { return video.videoWidth ? [{ rawValue: %s }] : []; }
};"""


class TestThePage:
    @pytest.fixture
    def link(self, laptop: BrowserContext) -> str:
        """What the code of somebody's pass holds."""
        holder = Visitor(laptop)
        holder.sign_in("certified@example.org")
        holder.open("/certificates")
        holder.page.locator("a[href$='/pass']").first.click()
        return str(holder.page.locator("main a[href*='?t=']").get_attribute("href"))

    @pytest.fixture
    def leader(self, phone: BrowserContext) -> Visitor:
        visitor = Visitor(phone)
        visitor.sign_in("coordinator@example.org")
        visitor.open("/check/offline")
        expect(visitor.page.locator("[data-list-state='fresh']")).to_be_visible()
        return visitor

    def check(self, leader: Visitor, text: str) -> str:
        leader.page.fill("main [name=serial]", text)
        leader.page.click("main form button[type=submit]")
        shown = leader.page.locator("[data-verdict]:visible")
        expect(shown).to_have_count(1)
        return str(shown.get_attribute("data-verdict"))

    def test_judges_without_a_signal(self, leader: Visitor, link: str) -> None:
        leader.page.context.set_offline(True)
        assert self.check(leader, link) == "valid"
        assert "N. H. P." in leader.words
        assert self.check(leader, link[:-9] + "AAAAAAAAA") == "forged"
        assert self.check(leader, "SS-00000-00000") == "not_listed"
        assert self.check(leader, link.split("/check/")[1].split("?")[0]) == "valid"
        assert self.check(leader, "xin chào") == "mistyped"
        assert not leader.complaints

    def test_opens_again_without_a_signal(self, leader: Visitor, link: str) -> None:
        let_the_phone_keep(leader.page)
        expect(leader.page.locator("[data-list-state='fresh']")).to_be_visible()
        leader.page.context.set_offline(True)
        leader.page.reload()
        expect(leader.page.locator("[data-list-state='fresh']")).to_be_visible()
        assert self.check(leader, link) == "valid"

    def test_keeps_its_list_when_there_is_no_new_one(self, leader: Visitor) -> None:
        leader.page.context.set_offline(True)
        leader.page.click("[data-action='sync']")
        expect(leader.page.locator("[data-sync='failed']")).to_be_visible()
        expect(leader.page.locator("[data-list-state='fresh']")).to_be_visible()

    def test_warns_of_an_old_list(self, leader: Visitor) -> None:
        leader.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=8))
        leader.page.context.route("**/check/list", lambda route: route.abort())
        leader.page.reload()
        expect(leader.page.locator("[data-list-state='old']")).to_be_visible()

    def test_scans_with_the_camera(self, leader: Visitor, link: str) -> None:
        page = leader.page
        page.context.grant_permissions(["camera"])
        page.add_init_script(READS_CODES % json.dumps(link))
        page.reload()
        expect(page.locator("[data-scan='missing']")).to_be_hidden()
        page.context.set_offline(True)
        page.click("[data-action='scan']")
        expect(page.locator("[data-verdict='valid']")).to_be_visible()
        assert page.locator("[data-video]").evaluate("(video) => video.videoWidth > 0")
        page.click("[data-action='scan']")
        expect(page.locator("[data-video]")).to_be_hidden()

    def test_says_that_the_camera_was_refused(self, leader: Visitor) -> None:
        leader.page.context.clear_permissions()
        leader.page.add_init_script(READS_CODES % '""')
        leader.page.reload()
        leader.page.click("[data-action='scan']")
        expect(leader.page.locator("[data-scan='refused']")).to_be_visible()

    def test_is_sound(self, leader: Visitor) -> None:
        assert_sound(leader.page)


def test_a_pass_opens_again_without_a_signal(phone: BrowserContext) -> None:
    holder = Visitor(phone)
    holder.sign_in("certified@example.org")
    holder.open("/certificates")
    holder.page.locator("a[href$='/pass']").first.click()
    expect(holder.page.locator(".c-pass__code svg")).to_be_visible()
    let_the_phone_keep(holder.page)
    phone.set_offline(True)
    holder.page.reload()
    expect(holder.page.locator(".c-pass__code svg")).to_be_visible()
    expect(holder.page.locator("[data-pass='held']")).to_be_visible()
    holder.page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=800))
    holder.page.reload()
    expect(holder.page.locator("[data-pass='lapsed']")).to_be_visible()
    expect(holder.page.locator("[data-pass='held']")).to_be_hidden()
