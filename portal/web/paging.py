"""Which page of a list an address asks for."""

from typing import Any

from flask import request


def asked_page() -> int:
    """The page of a list, from 1; 0, which no list has, for what is no page."""
    text: Any = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 0
