"""Errors as pages: calm, whole, in the reader's language, with a reference that the log knows."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
import structlog
from flask import Flask
from sqlalchemy.exc import OperationalError
from structlog.testing import CapturingLogger, CapturingLoggerFactory, capture_logs

from portal.web.access import public
from tests.support.making import Maker
from tests.support.pages import PageClient

SECRET = "mat khau rat bi mat"


@pytest.fixture
def broken(own_app: Flask) -> Flask:
    """The portal with a page that fails and one whose database is away."""

    @public
    def failing() -> str:
        password = SECRET
        raise ValueError(len(password))

    @public
    def without_database() -> str:
        raise OperationalError("select 1", {}, Exception("database is locked"))

    own_app.add_url_rule("/failing", "failing", failing)
    own_app.add_url_rule("/without-database", "without_database", without_database)
    return own_app


@pytest.fixture
def written(app: Flask) -> CapturingLogger:
    """The log's lines as they are written, by the portal's own settings."""
    factory = CapturingLoggerFactory()
    structlog.configure(**{**structlog.get_config(), "logger_factory": factory})
    return factory.logger


class TestNotFound:
    @pytest.mark.parametrize(
        "url", ["/no-such-page", "/courses/../x", "/people/not-a-uuid", "/%ff", "/a\u0000b"]
    )
    def test_says_so_calmly(self, client: PageClient, url: str) -> None:
        page = client.get(url)
        assert page.status_code == 404
        assert page.find("a", href="/")

    def test_speaks_the_readers_language(self, client: PageClient) -> None:
        client.switch_to("en")
        page = client.get("/no-such-page")
        assert page.root is not None
        assert page.root.get("lang") == "en"
        assert "not found" in page.words

    def test_tells_scripts_in_json(self, client: PageClient) -> None:
        page = client.get("/no-such-page", headers={"Accept": "application/json"})
        assert page.status_code == 404
        assert page.json["error"] == "not_found"


class TestServerError:
    def test_gives_a_reference_that_is_in_the_log(self, broken: Flask) -> None:
        with capture_logs() as logged:
            page = PageClient(broken).get("/failing")
        assert page.status_code == 500
        reference = re.search(r"\b[0-9A-F]{8}\b", page.words)
        assert reference
        assert [e["reference"] for e in logged if e["event"] == "server_error"] == [reference[0]]

    def test_shows_nothing_of_the_inside(self, broken: Flask) -> None:
        page = PageClient(broken).get("/failing")
        assert "ValueError" not in page.text
        assert "Traceback" not in page.text

    def test_is_logged_without_the_values_at_hand(
        self, broken: Flask, written: CapturingLogger
    ) -> None:
        PageClient(broken).get("/failing")
        lines = [json.loads(call.args[0]) for call in written.calls]
        failed = next(line for line in lines if line["event"] == "server_error")
        assert failed["exception"][0]["exc_type"] == "ValueError"
        assert failed["request"]
        assert SECRET not in json.dumps(lines)

    def test_needs_no_database(
        self, broken: Flask, statements: Callable[[], AbstractContextManager[list[str]]]
    ) -> None:
        with statements() as seen:
            PageClient(broken).get("/failing")
        assert not seen

    def test_tells_scripts_in_json(self, broken: Flask) -> None:
        page = PageClient(broken).get("/failing", headers={"Accept": "application/json"})
        assert page.status_code == 500
        assert page.json["reference"]


class TestDatabaseAway:
    def test_asks_to_come_back_in_a_moment(self, broken: Flask) -> None:
        page = PageClient(broken).get("/without-database")
        assert page.status_code == 503
        assert int(page.response.headers["Retry-After"]) > 0


class TestOtherRefusals:
    def test_wrong_methods(self, client: PageClient) -> None:
        page = client.open("/sign-in", method="DELETE")
        assert page.status_code == 405
        assert "POST" in page.response.headers["Allow"]

    def test_too_much_at_once(self, client: PageClient) -> None:
        page = client.post("/language", {"language": "x" * 1_100_000})
        assert page.status_code == 413

    def test_too_many_fields(self, client: PageClient) -> None:
        part = '--b\r\nContent-Disposition: form-data; name="f"\r\n\r\nx\r\n'
        body = part * 1000 + "--b--\r\n"
        page = client.post("/language", body, content_type="multipart/form-data; boundary=b")
        assert page.status_code == 413


class TestExpiredToken:
    def test_of_another_session_is_refused_and_nothing_changes(
        self, client: PageClient, make: Maker
    ) -> None:
        ana = make.person()
        page = client.get("/sign-in")
        client.http.delete_cookie("portal")
        answer = client.submit(page, {"login": ana.email, "password": "mot hai ba bon"})
        assert answer.status_code == 400
        assert "gửi lại" in answer.words
        assert client.get("/certificates").status_code == 302

    def test_tells_scripts_what_it_was(self, client: PageClient, make: Maker) -> None:
        client.sign_in(make.person())
        answer = client.post(
            "/language", {"language": "en"}, headers={"Accept": "application/json"}
        )
        assert answer.status_code == 400
        assert answer.json["error"] == "csrf"

    def test_an_ended_session_is_told_to_scripts(self, client: PageClient, make: Maker) -> None:
        course = make.course()
        answer = client.post(
            f"/courses/{course}/exam/answers", {}, headers={"Accept": "application/json"}
        )
        assert answer.status_code == 401
        assert answer.json["error"] == "unauthorized"
