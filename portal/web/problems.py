"""Errors as pages: what happened, that nothing was lost, what to do. Never a trace, never a blank page."""

import secrets
from typing import Final

import structlog
from flask import Flask, g, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError

from portal.kernel.db import db
from portal.kernel.errors import NotFound, Refused

log = structlog.get_logger()

_WITH_A_PAGE: Final = frozenset({400, 403, 404, 405, 413, 429, 500, 503})
_RETRY_SECONDS: Final = 5


def show_problems(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(NotFound, lambda error: _page(404, _noted(error)))
    app.register_error_handler(Refused, lambda error: _page(403, _noted(error)))
    app.register_error_handler(OperationalError, _database_problem)
    app.register_error_handler(Exception, _unforeseen)


def wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _noted(error: NotFound | Refused) -> str:
    db.session.rollback()
    log.warning("refused", path=request.path, code=error.code)
    return error.code


def _page(status: int, code: str, reference: str | None = None) -> ResponseReturnValue:
    if wants_json():
        return jsonify(error=code, reference=reference), status
    shown = status if status in _WITH_A_PAGE else 400
    g.problem = code
    page = render_template(f"errors/{shown}.html", reference=reference)
    return make_response(page, status)


def _http_problem(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error  # a redirect that a router raised
    db.session.rollback()
    code = "csrf" if isinstance(error, CSRFError) else error.name.lower().replace(" ", "_")
    if isinstance(error, InternalServerError):
        return _unforeseen(error)
    response = make_response(_page(error.code, code))
    for name, value in error.get_headers():
        if name.lower() in {"allow", "retry-after"}:
            response.headers[name] = value
    return response


def _foreign_host(_error: SecurityError) -> ResponseReturnValue:
    """No page: its links would lead to a host that is not ours."""
    answer = "This portal does not answer to that host name (PORTAL_TRUSTED_HOSTS).\n"
    return make_response(answer, 400, {"Content-Type": "text/plain; charset=utf-8"})


def _database_problem(error: OperationalError) -> ResponseReturnValue:
    """Busy or away: the reader may try again in a moment; nothing was half written."""
    db.session.rollback()
    log.error("database_unavailable", path=request.path, reason=str(error.orig))
    response = make_response(_page(503, "busy"))
    response.headers["Retry-After"] = str(_RETRY_SECONDS)
    return response


def _unforeseen(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    reference = secrets.token_hex(4).upper()
    log.exception("server_error", reference=reference, path=request.path, exc_info=error)
    return _page(500, "server_error", reference)
