"""How much a view takes: 1 MB (security.py), or what it declares because people send files to it.

The gate reads the declaration after it has let the sender in, and before anything reads the form.
"""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from flask import Request

_MEGABYTE: Final = 1024 * 1024
_LARGEST_FIELDS: Final = 2
View = TypeVar("View", bound=Callable[..., Any])


def accepts_upload(*, megabytes: int) -> Callable[[View], View]:
    """Requests to this view may be as large as this, all files and fields together."""

    def declare(view: View) -> View:
        view.upload_megabytes = megabytes  # type: ignore[attr-defined]
        return view

    return declare


def allow_upload(request: Request, view: object) -> None:
    """Raise the request's limit to what its view declares; nothing may have read the form yet."""
    megabytes: int | None = getattr(view, "upload_megabytes", None)
    if megabytes is not None:
        request.max_content_length = megabytes * _MEGABYTE
        # of fields that are no files: Flask's own limit is half a megabyte, a form's text grows threefold
        request.max_form_memory_size = min(megabytes, _LARGEST_FIELDS) * _MEGABYTE
