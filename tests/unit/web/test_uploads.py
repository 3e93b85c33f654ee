"""A view that takes files takes more than others, and only from those who may open it."""

import pytest
from flask import Flask

from portal.people.permissions import Permission
from portal.web.access import View, commits, public, requires
from portal.web.uploads import accepts_upload

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
MEGABYTE = 1024 * 1024


def view() -> View:
    """One of its own: a declaration is kept on the function."""
    return lambda: "taken"


@pytest.fixture
def uploads(own_app: Flask) -> Flask:
    add = own_app.add_url_rule
    add("/small", "small", public(commits(view())), methods=["POST"])
    add("/large", "large", commits(accepts_upload(megabytes=3)(public(view()))), methods=["POST"])
    closed = accepts_upload(megabytes=3)(requires(Permission.CATALOGUE_SEE)(commits(view())))
    add("/closed", "closed", closed, methods=["POST"])
    return own_app


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/small", MEGABYTE // 2, 400),
        ("/small", 2 * MEGABYTE, 413),
        ("/large", 2 * MEGABYTE, 400),
        ("/large", 4 * MEGABYTE, 413),
        ("/closed", 2 * MEGABYTE, 302),
    ],
)
def test_the_limit_is_the_views(uploads: Flask, path: str, size: int, status: int) -> None:
    """400: the form was read, and had no token."""
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n'
    body = head + b"x" * size + b"\r\n--x--\r\n"
    sent = uploads.test_client().post(
        path, data=body, content_type="multipart/form-data; boundary=x"
    )
    assert sent.status_code == status
