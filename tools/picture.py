"""`make picture`: the README's picture, taken anew from the demonstration: the board, and a home on a phone."""

import base64
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from portal.demonstration.accounts import DEMO_PASSWORD
from tests.support.browser import running_browser
from tests.support.serving import environment_for, prepare, serving

TARGET = Path("docs/picture.png")
_FRAME = """<body style="margin:0;background:#dfe5ee;display:flex;gap:32px;padding:32px;align-items:flex-start">
<img src="data:image/png;base64,{board}" style="width:960px;border-radius:10px">
<img src="data:image/png;base64,{home}" style="width:300px;border-radius:18px"></body>"""


def take(browser: Browser, url: str, *, login: str, path: str, size: tuple[int, int]) -> str:
    """A page as somebody sees it, as base64."""
    context = browser.new_context(
        base_url=url, viewport={"width": size[0], "height": size[1]}, device_scale_factor=1.5
    )
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=login]", login)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.click("main form button[type=submit]")
    page.goto(path)
    shot = page.screenshot()
    context.close()
    return base64.b64encode(shot).decode()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, running_browser() as browser:
        environment = environment_for(Path(folder) / "instance")
        prepare(environment)
        with serving(environment) as portal:
            board = take(
                browser,
                portal.url,
                login="coordinator@example.org",
                path="/readiness/82",
                size=(1280, 860),
            )
            home = take(
                browser, portal.url, login="volunteer@example.org", path="/", size=(360, 774)
            )
        page = browser.new_page(viewport={"width": 1356, "height": 720})
        page.set_content(_FRAME.format(board=board, home=home))
        page.screenshot(path=str(TARGET))


if __name__ == "__main__":
    main()
