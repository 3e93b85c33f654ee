"""Pages that are the same for everybody in the same state: rendered once, filled in for each reader.

What such a page shows may depend on its state, the language and the navigation alone. The three things that differ from
reader to reader, their name, the key of what their phone keeps and the token of their session, are put in by us
afterwards; so a page's values must be
made from its state, never from a person (docs/decisions/0005).
"""

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any, Final, Protocol
from uuid import UUID

from flask import g, render_template, request, session
from flask_wtf.csrf import generate_csrf
from markupsafe import escape

from portal.people.signed_in import device_key
from portal.web.access import current_person
from portal.web.languages import current_language

# from Unicode's private use area: in no text that anybody wrote, and unchanged by escaping
_NAME: Final = "\ue000name\ue000"
_TOKEN: Final = "\ue000token\ue000"  # noqa: S105 (a stand-in)
_ID: Final = UUID("e0000000-0000-4000-8000-00000000e000")  # of nobody
_KEY: Final = device_key(_ID)
_MOST_PAGES: Final = 200

_pages: dict[Hashable, str] = {}


class State(Hashable, Protocol):
    """All that a page's content depends on."""

    def values(self) -> Mapping[str, Any]:
        """What the template gets."""


def render_remembered(template: str, state: State) -> str:
    """The page for the signed-in reader. One with a message or a query of its own is rendered anew."""
    if "_flashes" in session or request.query_string:
        return render_template(template, **state.values())
    person = current_person()
    roles = frozenset(held.role for held in person.roles)
    key = (template, state, current_language(), roles, request.script_root, request.path)
    page = _pages.get(key)
    if page is None:
        page = _render_with_stand_ins(template, state)
        if len(_pages) >= _MOST_PAGES:
            _pages.clear()
        _pages[key] = page
    mine = {
        _TOKEN: generate_csrf(),
        _NAME: str(escape(person.full_name)),
        _KEY: person.device_key,
    }
    for stand_in, own in mine.items():
        page = page.replace(stand_in, own)
    return page


def _render_with_stand_ins(template: str, state: State) -> str:
    nobody = replace(current_person(), id=_ID, full_name=_NAME, given_name=_NAME)
    g.csrf_token = _TOKEN  # where Flask-WTF keeps the token of a request
    try:
        return render_template(template, person=nobody, **state.values())
    finally:
        g.pop("csrf_token")
