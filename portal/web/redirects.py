"""Where to go after a form: own paths only."""

from urllib.parse import urlsplit


def own_path(wanted: str | None, otherwise: str) -> str:
    """The wanted path if it is one of ours, else the other; never an error, never another host."""
    if not wanted or any(sign in wanted for sign in "\\\r\n\t") or not wanted.startswith("/"):
        return otherwise
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return otherwise
    if parts.scheme or parts.netloc or wanted.startswith("//"):
        return otherwise
    return wanted
