"""What a phone may keep of our pages, to be read without a signal (docs/decisions/0008, static/js/worker.js).

Every page says for whom it was made, so that the service worker drops the pages of somebody else. Which pages may be
kept is declared on their views; all others are only ever shown by the portal itself.
"""

from typing import Final

from flask import Flask, Response, current_app, g, request

from portal.web.access import View
from portal.web.assets import STATIC, asset

#: "none" where nobody is signed in; absent where nobody asked
READER: Final = "Portal-Reader"
KEEP: Final = "Portal-Keep"
_NEEDED: Final = (
    "css/portal.css",
    "img/icons.svg",
    "img/lotus.svg",
    "js/portal.js",
    "js/behaviours/kept-pages.js",
)


def kept_on_phone(view: View) -> View:
    """This page may be read again without a signal, by the same person on the same phone."""
    view.is_kept_on_phone = True  # type: ignore[attr-defined]
    return view


def worker_script(offline_page: str) -> str:
    """The service worker, with what it needs to know of this version before it."""
    worker = (STATIC / "js" / "worker.js").read_text(encoding="utf-8")
    needs = [asset(path) for path in _NEEDED]
    portal = {"files": asset(""), "offline": offline_page, "needs": needs}
    return f"const PORTAL = {current_app.json.dumps(portal)};\n{worker}"


def say_for_whom(app: Flask) -> None:
    app.after_request(_add_reader)


def _add_reader(response: Response) -> Response:
    if "reader" in g and response.status_code == 200 and response.mimetype == "text/html":
        response.headers[READER] = g.reader.device_key if g.reader else "none"
        view = current_app.view_functions.get(request.endpoint or "")
        if g.reader and getattr(view, "is_kept_on_phone", False):
            response.headers[KEEP] = "yes"
    return response
