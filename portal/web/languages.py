"""Vietnamese first, English by a switch that is remembered."""

from gettext import NullTranslations
from typing import Final

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, get_translations

from portal.web.access import find_current_person

LANGUAGES: Final = ("vi", "en")
COOKIE: Final = "language"
#: by language; read once in a process
_catalogues: dict[str, NullTranslations] = {}
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
    # Flask-Babel asks six proxies for each string, and a page has a hundred: templates ask the catalogue itself
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _catalogue().gettext(text),
        lambda one, many, count: _catalogue().ngettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"]


def _catalogue() -> NullTranslations:
    if not has_request_context():
        return NullTranslations()
    if "catalogue" not in g:
        language = current_language()
        if language not in _catalogues:
            _catalogues[language] = get_translations()
        g.catalogue = _catalogues[language]
    catalogue: NullTranslations = g.catalogue
    return catalogue
