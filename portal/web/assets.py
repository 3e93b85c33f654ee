"""Static files under names that change with their content, so that browsers may keep them for a year."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from flask import Flask, url_for

STATIC: Final = Path(__file__).parent / "static"
_DIGEST_LENGTH: Final = 10
_YEAR_SECONDS: Final = 365 * 24 * 3600


@cache
def digest_of(path: str) -> str:
    return hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:_DIGEST_LENGTH]


def asset(path: str) -> str:
    """The address of a static file, such as `asset("css/portal.css")`."""
    return url_for("static", filename=path, v=digest_of(path))


def serve_assets(app: Flask) -> None:
    app.template_global()(asset)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = _YEAR_SECONDS
