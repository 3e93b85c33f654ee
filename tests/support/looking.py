"""Looking at a page as the product promises it: axe, three widths, both languages, nothing sideways."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

WIDTHS = (320, 768, 1280)
LANGUAGES = ("vi", "en")

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_LOOK = """async (tags) => {
  // at rest: a bar that sticks to the window's edge would half cover whatever lies beneath it by chance
  window.scrollTo(0, 0);
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  const faults = found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`));
  const { scrollWidth, clientWidth } = document.documentElement;
  return scrollWidth > clientWidth ? [...faults, "the page scrolls sideways"] : faults;
}"""


def find_faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, and whether it scrolls sideways."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[str] = page.evaluate(_LOOK, _TAGS)
    return found


def assert_sound(page: Page, *, languages: tuple[str, ...] = LANGUAGES) -> None:
    """Look at the page's address at every width and in every language; end where we began."""
    address, size = page.url, page.viewport_size
    before = {c["name"]: c for c in page.context.cookies()}.get("language", {}).get("value")
    faults = []
    for language in languages:
        _switch(page, language)
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            faults += [f"{address} {language} {width} px: {fault}" for fault in find_faults(page)]
    _switch(page, before or "vi")
    if size:
        page.set_viewport_size(size)
    page.goto(address)
    assert not faults, "\n".join(faults)


def _switch(page: Page, language: str) -> None:
    page.context.add_cookies([{"name": "language", "value": language, "url": page.url}])
