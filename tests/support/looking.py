"""Looking at a page as the product promises it: axe, three widths, both languages, nothing sideways."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (320, 768, 1280)
LANGUAGES = ("vi", "en")

_axe = Axe()
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def find_faults(page: Page) -> list[str]:
    """What axe finds wrong with the page as it stands, and whether it scrolls sideways."""
    # at rest: a bar that sticks to the window's edge would half cover whatever is beneath it by chance
    page.evaluate("window.scrollTo(0, 0)")
    results = _axe.run(page, options=_RULES)
    faults = [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        faults.append("the page scrolls sideways")
    return faults


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
