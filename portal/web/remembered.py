"""Pages and parts of them that look the same to everybody in the same state: rendered once, filled in for each reader.

What is remembered may depend on its state, the language and the navigation alone. What differs from reader to reader
(their name, the key of what their phone keeps, the token of their session, their answers) has a hole in the template
and is put in afterwards; so the values of a remembered template must be made from its state, never from a person
(docs/decisions/0005).
"""

from collections.abc import Callable, Hashable, Mapping
from secrets import token_hex
from typing import Any, Final, Protocol
from urllib.parse import quote
from uuid import UUID

from flask import Flask, current_app, g, render_template, request, session
from flask_wtf.csrf import generate_csrf
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from portal.people.signed_in import SignedIn
from portal.web.access import current_person
from portal.web.languages import current_language

# new in each process and never sent: nobody can write it into a text
_MARK: Final = token_hex(16)
_NAME: Final = "reader's name"
_GIVEN_NAME: Final = "reader's given name"
_DEVICE_KEY: Final = "reader's device key"
_TOKEN: Final = "reader's token"  # noqa: S105 (the name of a hole)
_BACK: Final = "this page"
_BACK_QUOTED: Final = "this page, quoted"
_MOST_PAGES: Final = 200
_MOST_PARTS: Final = 4000


#: HTML with holes: what stands around them and their names, in turn
Pieces = tuple[str, ...]


class State(Hashable, Protocol):
    """All that a page's content depends on."""

    def values(self) -> Mapping[str, Any]:
        """What the template gets."""


def hole(name: str) -> Markup:
    """For templates: what is put in for each reader under this name."""
    return Markup(f"{_MARK}{name}{_MARK}")  # noqa: S704 (no more than a mark)


def fill(pieces: Pieces, own: Mapping[str, str]) -> Markup:
    """Put HTML into the holes; one that nothing is given for stays empty."""
    filled = list(pieces)
    filled[1::2] = [own.get(name, "") for name in pieces[1::2]]
    return Markup("".join(filled))  # noqa: S704 (of HTML)


def render_remembered(template: str, state: State, own: Mapping[str, str] | None = None) -> str:
    """The page for the signed-in reader; `own` is the HTML for its holes. One with a message or a query is
    rendered anew."""
    if "_flashes" in session or request.query_string:
        return fill(_split(render_template(template, **state.values())), own or {})
    person = current_person()
    key = (template, state, current_language(), _roles(person), request.script_root, request.path)
    page = _remember(
        "pages", _MOST_PAGES, key, lambda: _for_nobody(template, person, **state.values())
    )
    return fill(page, {**_holes_of(person), **(own or {})})


def part(template: str, look: Hashable, **values: Any) -> Markup:
    """For templates: a part of a page with its holes; `look` names all that it shows besides the language."""
    return Markup(_MARK.join(part_in_pieces(template, look, **values)))  # noqa: S704 (of a template)


def part_in_pieces(template: str, look: Hashable, **values: Any) -> Pieces:
    """The same, to be filled."""
    return _part((template, look), lambda: render_template(template, **values))


@pass_context
def layout_part(context: Context, template: str) -> Markup:
    """For layouts: a part that depends on the place and the reader's roles. Who reads is the template's `person`,
    for a page that is remembered itself is rendered for nobody."""
    person: SignedIn | None = context["person"]
    key = (template, request.endpoint, person and _roles(person))
    backs = {"back": hole(_BACK), "back_quoted": hole(_BACK_QUOTED)}
    pieces = _part(key, lambda: _for_nobody(template, person, **backs))
    path = request.full_path.rstrip("?") if request.method == "GET" else request.path
    return fill(
        pieces, {**_holes_of(person), _BACK: escape(path), _BACK_QUOTED: quote(path, safe="/")}
    )


def remember_pages(app: Flask) -> None:
    app.template_global()(hole)
    app.template_global()(layout_part)
    app.template_global()(part)
    app.extensions["remembered"] = {"pages": {}, "parts": {}}


def _part(key: Hashable, render: Callable[[], str]) -> Pieces:
    asked = (key, current_language(), request.script_root)
    return _remember("parts", _MOST_PARTS, asked, render)


def _remember(kind: str, most: int, key: Hashable, render: Callable[[], str]) -> Pieces:
    known: dict[Hashable, Pieces] = current_app.extensions["remembered"][kind]
    pieces = known.get(key)
    if pieces is None:
        pieces = _split(render())
        if len(known) >= most:
            known.clear()
        known[key] = pieces
    return pieces


def _split(html: str) -> Pieces:
    return tuple(str.split(html, _MARK))  # of a Markup too, whose own split marks every piece


def _for_nobody(template: str, person: SignedIn | None, **values: Any) -> str:
    """Rendered with a hole wherever something is the reader's own."""
    outer = g.get("csrf_token")
    g.csrf_token = hole(_TOKEN)  # where Flask-WTF keeps the token of a request
    try:
        return render_template(template, person=person and _Anybody.like(person), **values)
    finally:
        g.pop("csrf_token")
        if outer is not None:
            g.csrf_token = outer


def _holes_of(person: SignedIn | None) -> dict[str, str]:
    if person is None:
        return {_TOKEN: generate_csrf()}
    return {
        _TOKEN: generate_csrf(),
        _NAME: escape(person.full_name),
        _GIVEN_NAME: escape(person.given_name),
        _DEVICE_KEY: person.device_key,
    }


class _Anybody(SignedIn):
    """The reader of what is remembered: with their roles, and otherwise nobody."""

    @classmethod
    def like(cls, person: SignedIn) -> "_Anybody":
        nobody, name, given = UUID(int=0), hole(_NAME), hole(_GIVEN_NAME)
        return cls(nobody, name, given, person.language, session_id="", roles=person.roles)

    @property
    def device_key(self) -> str:
        return hole(_DEVICE_KEY)


def _roles(person: SignedIn) -> frozenset[str]:
    return frozenset(held.role for held in person.roles)
