"""The gate: closed by default, one declaration on every view, one commit a request.

A view carries `@public` or `@requires(Permission.X)`; a view without either answers nobody (and a test fails).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from flask import Flask, abort, current_app, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user
from werkzeug import Response

from portal.kernel.db import begin_reading, begin_writing, db
from portal.people.permissions import Permission
from portal.people.queries import find_signed_in
from portal.people.signed_in import SignedIn
from portal.web.uploads import allow_upload

View = Callable[..., ResponseReturnValue]

PUBLIC: Final = "public"
_READING_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def public(view: View) -> View:
    """Anybody may open this, signed in or not."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """Only somebody signed in who holds the permission for some unit; scope is the query's to keep."""

    def declare(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return declare


def commits(view: View) -> View:
    """Commit once when the view succeeded; undo everything when it refused or failed."""

    @wraps(view)
    def committing(*args: Any, **values: Any) -> ResponseReturnValue:
        response = make_response(view(*args, **values))
        if response.status_code < 400:
            db.session.commit()
        else:
            db.session.rollback()
        return response

    committing.commits = True  # type: ignore[attr-defined]
    return committing


def only_reads(view: View) -> View:
    """A POST that changes nothing (it carries a text too long for an address): it keeps no writer waiting."""
    view.only_reads = True  # type: ignore[attr-defined]
    return view


def reads_first(view: View) -> View:
    """A POST with long work before its change: it calls `start_writing` when it comes to that."""
    view.reads_first = True  # type: ignore[attr-defined]
    return view


def start_writing() -> None:
    """From here on this request writes, and on SQLite keeps all others waiting. What was read is read anew."""
    db.session.rollback()
    begin_writing()


def stop_writing() -> None:
    """Whatever was begun is undone, and nobody waits any more: from here on this request reads."""
    db.session.rollback()
    begin_reading()


def current_person() -> SignedIn:
    """Who is signed in; only for views that require a permission."""
    person = find_current_person()
    if person is None:
        abort(401)
    return person


def find_current_person() -> SignedIn | None:
    """Who is signed in, or None; asked a dozen times a page, so kept for the request."""
    if "reader" not in g:
        user = current_user._get_current_object()
        g.reader = user if user.is_authenticated else None
    reader: SignedIn | None = g.reader
    return reader


def can(permission: Permission | str) -> bool:
    """For templates and navigation: whether the reader holds a permission for some unit."""
    person = find_current_person()
    return person is not None and person.may(Permission(permission))


def access_of(view: object) -> str | None:
    """What a view declares: "public", a permission, or None where it forgot."""
    return getattr(view, "access", None)


def keep_the_gate(app: Flask) -> None:
    """Install the gate. It must be the first thing that a request meets."""
    manager = LoginManager(app)
    manager.session_protection = None  # sessions are rows; a phone's address changes all day
    manager.user_loader(find_signed_in)
    app.before_request(_check_access)


def _check_access() -> ResponseReturnValue | None:
    # who asks is looked up in a transaction that reads, whatever comes after: on SQLite a writer keeps all
    # others waiting. And explicitly each time: a worker's thread keeps what the last request left behind.
    begin_reading()
    if request.endpoint is None:
        return None  # no such address: the 404 page answers
    view = current_app.view_functions.get(request.endpoint)
    access = access_of(view)
    if access != PUBLIC:
        person = find_current_person()
        if person is None:
            return _to_sign_in()
        if access is None or not person.may(Permission(access)):
            abort(403)
    if request.method not in _READING_METHODS:
        allow_upload(request, view)
        if not (getattr(view, "only_reads", False) or getattr(view, "reads_first", False)):
            start_writing()
    return None


def _to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method in _READING_METHODS else None
    if wanted is None and request.headers.get("Accept") == "application/json":
        abort(401)  # the page keeps what it has and asks to sign in again
    return redirect(url_for("public.sign_in", next=wanted))
