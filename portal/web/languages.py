"""Vietnamese first, English by a switch that is remembered."""

from typing import Final

from flask import Flask, g, has_request_context, request
from flask_babel import Babel

from portal.web.access import find_current_person

LANGUAGES: Final = ("vi", "en")
COOKIE: Final = "language"
_YEAR_SECONDS: Final = 365 * 24 * 3600


def current_language() -> str:
    """The reader's: what they chose on this device, else what their account remembers, else Vietnamese."""
    if not has_request_context():
        return "vi"
    if "language" not in g:
        chosen = request.cookies.get(COOKIE)
        is_known = chosen in LANGUAGES or "problem" in g
        person = None if is_known else find_current_person()
        g.language = chosen if chosen in LANGUAGES else (person.language if person else "vi")
    return str(g.language)


def cookie_lasts() -> int:
    """Seconds."""
    return _YEAR_SECONDS


def speak(app: Flask) -> None:
    app.config["BABEL_DEFAULT_LOCALE"] = "vi"
    app.config["BABEL_DEFAULT_TIMEZONE"] = "Asia/Ho_Chi_Minh"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/web/translations"
    Babel(app, locale_selector=current_language)
