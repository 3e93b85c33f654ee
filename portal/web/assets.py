"""Static files under addresses that change with their content, so that browsers may keep them for a year.

The version stands in the path, not in a query, so that a script's relative imports carry it too.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from flask import Flask, request, send_from_directory
from flask.typing import ResponseReturnValue

from portal.web.access import public

STATIC: Final = Path(__file__).parent / "static"
_DIGEST_LENGTH: Final = 10
_YEAR_SECONDS: Final = 365 * 24 * 3600


@cache
def version() -> str:
    """A digest of all static files together."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(STATIC).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:_DIGEST_LENGTH]


def asset(path: str) -> str:
    """The address of a static file, such as `asset("css/portal.css")`."""
    return f"{request.script_root}/static/{version()}/{path}"


@public
def static(version: str, filename: str) -> ResponseReturnValue:  # noqa: ARG001 (any version is served)
    response = send_from_directory(STATIC, filename, max_age=_YEAR_SECONDS)
    response.headers["Cache-Control"] = f"public, max-age={_YEAR_SECONDS}, immutable"
    return response


def serve_assets(app: Flask) -> None:
    app.template_global()(asset)
    app.add_url_rule("/static/<string:version>/<path:filename>", "static", static)
