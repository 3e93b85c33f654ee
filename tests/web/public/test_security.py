"""What every response carries, and what every request must (quality.md, threats)."""

from pathlib import Path

import pytest
from flask import Flask

from portal.application import create_app
from portal.kernel.db import db
from portal.web.assets import version
from tests.support.databases import settings_for
from tests.support.making import Maker
from tests.support.pages import PageClient

PAGES = ["/sign-in", "/healthz", "/no-such-page", "/static/x/css/portal.css", "/certificates"]


def portal(tmp_path: Path, database_url: str, **settings: object) -> Flask:
    given = settings_for(tmp_path / "instance", database_url)
    return create_app(type(given)(**{**vars(given), **settings}))


class TestHeaders:
    @pytest.mark.parametrize("url", PAGES)
    def test_stand_on_every_answer(self, client: PageClient, url: str) -> None:
        headers = client.get(url).response.headers
        policy = headers["Content-Security-Policy"]
        for part in ("default-src 'self'", "object-src 'none'", "base-uri 'none'",
                     "frame-ancestors 'none'", "form-action 'self'"):  # fmt: skip
            assert part in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"

    def test_personal_pages_are_never_stored(self, client: PageClient, make: Maker) -> None:
        client.sign_in(make.person())
        for url in ("/", "/certificates", "/sign-in", "/no-such-page"):
            assert client.get(url).response.headers["Cache-Control"] == "no-store"

    def test_static_files_are_kept_for_a_year(self, client: PageClient) -> None:
        headers = client.get(f"/static/{version()}/css/portal.css").response.headers
        assert "max-age=31536000" in headers["Cache-Control"]
        assert "Set-Cookie" not in headers

    @pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
    @pytest.mark.parametrize(
        ("settings", "sent"),
        [
            ({"https": True}, True),
            ({"https": True, "hsts": False}, False),
            ({"https": False}, False),
        ],
    )
    def test_https_is_insisted_on_where_there_is_some(
        self, tmp_path: Path, database_url: str, settings: dict[str, bool], sent: bool
    ) -> None:
        client = PageClient(portal(tmp_path, database_url, **settings))
        headers = client.get("/healthz").response.headers
        assert ("Strict-Transport-Security" in headers) is sent


class TestCookies:
    @pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
    def test_over_https_belong_to_this_host_alone(self, tmp_path: Path, database_url: str) -> None:
        client = PageClient(portal(tmp_path, database_url, https=True))
        page = client.get("/sign-in", base_url="https://localhost")
        cookie = page.response.headers["Set-Cookie"]
        assert cookie.startswith("__Host-portal=")
        for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert f"; {flag}" in cookie
        assert "Domain" not in cookie

    def test_are_hidden_from_scripts(self, client: PageClient) -> None:
        cookie = client.get("/sign-in").response.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
class TestHosts:
    @pytest.mark.parametrize(
        "host", ["evil.example", "localhost.evil.example", "sansang.example:x"]
    )
    def test_others_are_refused(self, tmp_path: Path, database_url: str, host: str) -> None:
        client = PageClient(portal(tmp_path, database_url, trusted_hosts=("sansang.example",)))
        for url in ("/sign-in", "/certificates", "/healthz"):
            assert client.get(url, headers={"Host": host}).status_code == 400

    def test_the_named_one_is_served(self, tmp_path: Path, database_url: str) -> None:
        client = PageClient(portal(tmp_path, database_url, trusted_hosts=("sansang.example",)))
        assert client.get("/sign-in", headers={"Host": "sansang.example"}).status_code == 200

    def test_forwarded_names_count_only_behind_a_proxy(
        self, tmp_path: Path, database_url: str
    ) -> None:
        forged = {"Host": "sansang.example", "X-Forwarded-Host": "evil.example"}
        trusted = ("sansang.example",)
        direct = PageClient(portal(tmp_path, database_url, trusted_hosts=trusted))
        assert direct.get("/sign-in", headers=forged).status_code == 200
        behind = PageClient(portal(tmp_path, database_url, trusted_hosts=trusted, proxies=1))
        assert behind.get("/sign-in", headers=forged).status_code == 400


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
class TestFiles:
    @pytest.mark.parametrize(
        "path",
        [".git/config", "instance/secret.key", "wsgi.py", "portal/config.py", ".env", "static",
         "static/x/../../config.py", "static/x/..%2f..%2fconfig.py", "static/x/%2e%2e/__init__.py",
         "static/x//etc/passwd"],
    )  # fmt: skip
    def test_of_the_server_are_not_found(self, client: PageClient, path: str) -> None:
        page = client.get(f"/{path}")
        assert page.status_code in (404, 308)
        assert "secret" not in page.text

    def test_styleguide_is_there_in_demonstrations_only(
        self, client: PageClient, tmp_path: Path, database_url: str
    ) -> None:
        assert client.get("/styleguide").status_code == 200
        real = PageClient(portal(tmp_path, database_url, demo=False))
        assert real.get("/styleguide").status_code == 404
        words = real.get("/sign-in").words
        assert "SanSang-2026" not in words
        assert "@example.org" not in words


@pytest.fixture(autouse=True)
def _let_go_of_databases(app: Flask) -> None:
    """Portals that a test made itself share the tested database; their connections end with it."""
    with app.app_context():
        db.engine.dispose()
