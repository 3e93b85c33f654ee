"""What every response carries, and what every request must (quality.md, threats)."""

from typing import Final

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.config import Settings, secret_key
from portal.people.sign_in import SESSION_LASTS

_POLICY: Final = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self';"
    " img-src 'self' data:; worker-src 'self'"
)
#: one page asks for the camera: the check without a signal
_PERMISSIONS: Final = "geolocation=(), microphone=(), camera=()"
_MAX_REQUEST_BYTES: Final = 1_000_000
_MAX_FORM_PARTS: Final = 500


def protect(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=secret_key(settings),
        SESSION_COOKIE_NAME="__Host-portal" if settings.https else "portal",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=SESSION_LASTS,
        SESSION_REFRESH_EACH_REQUEST=False,
        MAX_CONTENT_LENGTH=_MAX_REQUEST_BYTES,
        MAX_FORM_PARTS=_MAX_FORM_PARTS,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        PREFERRED_URL_SCHEME="https" if settings.https else "http",
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session: no answer lost to an hour's nap
        WTF_CSRF_SSL_STRICT=settings.https,
    )
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies, x_host=settings.proxies
        )
    CSRFProtect(app)
    sends_hsts = settings.https and settings.hsts

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = headers.get("Content-Security-Policy", _POLICY)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = headers.get("Permissions-Policy", _PERMISSIONS)
        if sends_hsts:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if request.endpoint != "static" and "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        return response
