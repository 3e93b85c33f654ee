"""Published lists of script injections, shown in the preview of a real browser: nothing runs."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.journeys.author import Author
from tests.support import payloads
from tests.unit.catalogue.test_sanitising import PAYLOADS

pytestmark = pytest.mark.journey

LISTED = json.loads((Path(payloads.__file__).parent / "blns.json").read_text(encoding="utf-8"))
ALL = [*PAYLOADS, *LISTED]
HEAD = "---\ntitle: {}\nminutes: 1\n---\n\n"
CHECK = "```check\nHỏi?\n- [x] {}\n- [ ] b\n> {}\n```\n\n"
TOGETHER = 20
#: shows each text in the preview's frame and, outside any frame, in the page itself
SHOW = """async ([address, token, texts]) => {
  window.ran = [];
  const note = (window_) => {
    for (const name of ["alert", "confirm", "prompt"]) window_[name] = () => window.ran.push(name);
    window_.document.addEventListener("securitypolicyviolation", (event) => {
      if (/script/.test(event.effectiveDirective)) window.ran.push(`${event.effectiveDirective} ${event.sample}`);
    });
  };
  const frame = document.querySelector("iframe.c-phone");
  const main = frame.contentDocument.querySelector("main");
  const outside = document.body.appendChild(document.createElement("div"));
  note(window);
  note(frame.contentWindow);
  const failed = [];
  for (const text of texts) {
    const response = await fetch(address, {
      method: "POST", body: JSON.stringify({ text }),
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token },
    });
    if (!response.ok) { failed.push(`${response.status} ${text}`); continue; }
    const { html, others } = await response.json();
    for (const element of [main, outside]) {
      element.innerHTML = html + others;
      for (const one of element.querySelectorAll("*")) {
        const attributes = [...one.attributes].filter(({ name, value }) =>
          name.startsWith("on") || name === "style" || /^\\s*(javascript|vbscript|data):/i.test(value));
        if (attributes.length || one.tagName === "SCRIPT") failed.push(`${one.outerHTML} from ${text}`);
      }
    }
    if (window.ran.length) { failed.push(`${window.ran} from ${text}`); window.ran = []; }
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  return [...failed, ...window.ran];
}"""


@pytest.fixture
def author(laptop: BrowserContext) -> Author:
    """In the one lesson of a new course, which is checked in a moment."""
    return Author.beginning(laptop, "trainer@example.org", "Khóa thử", "01-phan-dau/01-bai-dau.md")


def show(author: Author, texts: list[str]) -> Any:
    dialogs: list[str] = []
    author.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    form = author.page.locator("form[data-preview-url]")
    address, token = (
        form.get_attribute("data-preview-url"),
        form.locator("[name=csrf_token]").first.input_value(),
    )
    failed = author.page.evaluate(SHOW, [address, token, texts])
    return [*failed, *dialogs, *author.visitor.complaints]


def grouped(payloads: list[str]) -> list[list[str]]:
    return [payloads[first : first + TOGETHER] for first in range(0, len(payloads), TOGETHER)]


def test_nothing_runs_in_a_text(author: Author) -> None:
    assert len(ALL) > 250
    assert not show(author, [f"{HEAD.format('Thử')}{payload}\n" for payload in ALL])


def test_nothing_runs_in_a_self_check(author: Author) -> None:
    texts = [
        HEAD.format("Thử") + "".join(CHECK.replace("{}", payload) for payload in group)
        for group in grouped(ALL)
    ]
    assert not show(author, texts)


def test_nothing_runs_in_a_title(author: Author) -> None:
    titles = [json.dumps(" ".join(group), ensure_ascii=True) for group in grouped(ALL)]
    assert not show(author, [f"{HEAD.format(title)}Chữ\n" for title in titles])


def test_the_list_would_run_elsewhere(author: Author) -> None:
    """The trap itself works: what the portal does not sanitise is noticed."""
    found = author.page.evaluate(
        """async () => {
          const seen = [];
          const note = ({ effectiveDirective }) => seen.push(effectiveDirective);
          document.addEventListener("securitypolicyviolation", note);
          document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=alert(1)>");
          await new Promise((resolve) => setTimeout(resolve, 500));
          return seen;
        }"""
    )
    assert any("script" in directive for directive in found)
