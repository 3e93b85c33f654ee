"""Vietnamese first, English by a switch that is remembered."""

from gettext import NullTranslations
from typing import Final

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, get_translations
from markupsafe import Markup

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
    app.jinja_env.globals.update(_=_gettext, gettext=_gettext, ngettext=_ngettext)


def _gettext(text: str, **values: object) -> Markup:
    """For templates: a text of ours in the reader's language, with what is put in escaped."""
    return Markup(_catalogue().gettext(text)) % values  # noqa: S704 (of our own catalogue)


def _ngettext(one: str, many: str, num: int, **values: object) -> Markup:
    said = _catalogue().ngettext(one, many, num)
    return Markup(said) % {"num": num, **values}  # noqa: S704 (of our own catalogue)


def _catalogue() -> NullTranslations:
    if not has_request_context():
        return NullTranslations()
    language = current_language()
    if language not in _catalogues:
        _catalogues[language] = get_translations()
    return _catalogues[language]
