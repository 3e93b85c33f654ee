"""Signing in: by phone or e-mail, telling nothing to strangers, slowed when guessed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import begin_writing, db
from portal.people.models import Person, SignInFailure, SignInSession
from tests.support.making import PASSWORD, Maker
from tests.support.pages import Page, PageClient

WRONG = "Số điện thoại, e-mail hoặc mật khẩu chưa đúng"


def try_to_sign_in(
    client: PageClient,
    login: str,
    password: str = PASSWORD,
    *,
    address: str = "10.0.0.1",
    **more: str,
) -> Page:
    """Fill in the form of the sign-in page, from an address on the network."""
    page = client.get("/sign-in")
    token = page.find("input", name="csrf_token")[0].get("value", "")
    data = {"csrf_token": token, "login": login, "password": password, **more}
    return client.post("/sign-in", data, environ_overrides={"REMOTE_ADDR": address})


def is_signed_in(client: PageClient) -> bool:
    return client.get("/certificates").status_code == 200


@pytest.fixture
def ana(make: Maker) -> Person:
    return make.person("Nguyễn Thị Ana", email="ana@example.org", phone="0912345678")


@pytest.mark.usefixtures("ana")
class TestSignIn:
    @pytest.mark.parametrize(
        "login", ["ana@example.org", " Ana@Example.ORG ", "0912 345 678", "+84912345678"]
    )
    def test_works_by_phone_and_by_email(self, client: PageClient, login: str) -> None:
        page = try_to_sign_in(client, login)
        assert (page.status_code, page.location) == (302, "/")
        assert "Nguyễn Thị Ana" in client.get("/").words

    @pytest.mark.parametrize(
        "login", ["ana@example.org", "nobody@example.org", "0987654321", "'; --"]
    )
    def test_wrong_says_the_same_whether_the_person_exists_or_not(
        self, client: PageClient, login: str
    ) -> None:
        page = try_to_sign_in(client, login, "not the password")
        assert WRONG in page.words
        assert not is_signed_in(client)

    def test_strangers_see_no_difference(self, client: PageClient) -> None:
        known = try_to_sign_in(client, "ana@example.org", "not the password")
        unknown = try_to_sign_in(client, "bne@example.org", "not the password")
        assert known.status_code == unknown.status_code
        assert known.words == unknown.words

    def test_what_was_typed_stays_but_never_the_password(self, client: PageClient) -> None:
        page = try_to_sign_in(client, "ana@example.org", "not the password")
        assert page.find("input", name="login")[0].get("value") == "ana@example.org"
        assert not page.find("input", name="password")[0].get("value")
        assert "not the password" not in page.text

    def test_empty_fields_say_what_to_write(self, client: PageClient) -> None:
        page = client.submit(client.get("/sign-in"), {"login": "", "password": ""})
        assert page.status_code == 422
        assert "Điền mật khẩu" in page.words or "Nhập mật khẩu" in page.words

    def test_a_suspended_person_is_as_unknown(self, client: PageClient, ana: Person) -> None:
        suspend(ana)
        assert WRONG in try_to_sign_in(client, "ana@example.org").words

    def test_somebody_signed_in_is_led_on(self, client: PageClient, ana: Person) -> None:
        client.sign_in(ana)
        assert client.get("/sign-in").location == "/"
        assert client.get("/sign-in?next=/certificates").location == "/certificates"

    def test_pages_lead_to_sign_in_and_back(self, client: PageClient) -> None:
        page = client.get("/certificates?a=1")
        assert page.location
        assert page.location.startswith("/sign-in?next=")
        form = client.get(page.location)
        back = client.submit(form, {"login": "ana@example.org", "password": PASSWORD})
        assert back.location == "/certificates?a=1"


@pytest.mark.usefixtures("ana")
class TestNext:
    @pytest.mark.parametrize(
        "wanted",
        ["https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
         "/\t/evil.example", "javascript:alert(1)", "http:evil", "evil.example", "/\r\nSet-Cookie: a=b",
         "//[", "/%0d%0aX: y\n", " //evil.example", "/x\n//evil.example"],
    )  # fmt: skip
    def test_other_hosts_are_never_gone_to(self, client: PageClient, wanted: str) -> None:
        page = try_to_sign_in(client, "ana@example.org", next=wanted)
        assert (page.status_code, page.location) == (302, "/")
        assert client.get("/sign-in", query_string={"next": wanted}).location == "/"

    def test_own_paths_are(self, client: PageClient) -> None:
        page = try_to_sign_in(client, "ana@example.org", next="/certificates?a=1#b")
        assert page.location == "/certificates?a=1#b"


class TestThrottle:
    def test_five_wrong_tries_are_answered_then_none_is(
        self, client: PageClient, ana: Person
    ) -> None:
        for _ in range(5):
            assert WRONG in try_to_sign_in(client, "ana@example.org", "not the password").words
        page = try_to_sign_in(client, "ana@example.org")
        assert page.status_code == 429
        assert "15 phút" in page.words
        assert not is_signed_in(client)

    def test_is_the_same_for_somebody_unknown(self, client: PageClient) -> None:
        for _ in range(5):
            try_to_sign_in(client, "nobody@example.org", "not the password")
        assert try_to_sign_in(client, "nobody@example.org").status_code == 429

    def test_counts_the_same_login_however_typed(self, client: PageClient, ana: Person) -> None:
        for typed in ("0912345678", "+84912345678", "84912345678", "0912 345 678", "091.234.5678"):
            try_to_sign_in(client, typed, "not the password")
        assert try_to_sign_in(client, "0912345678").status_code == 429

    def test_others_and_other_addresses_are_still_served(
        self, client: PageClient, make: Maker, ana: Person
    ) -> None:
        make.person("Lê Văn Ben", email="ben@example.org")
        for _ in range(6):
            try_to_sign_in(client, "ana@example.org", "not the password")
        assert try_to_sign_in(client, "ben@example.org").status_code == 302
        elsewhere = PageClient(client.app)
        assert try_to_sign_in(elsewhere, "ana@example.org", address="10.0.0.2").status_code == 302

    def test_passes_after_a_quarter_of_an_hour(self, client: PageClient, ana: Person) -> None:
        begun = clock.now()
        with clock.frozen(begun):
            for _ in range(6):
                try_to_sign_in(client, "ana@example.org", "not the password")
        with clock.frozen(begun + timedelta(minutes=14)):
            assert try_to_sign_in(client, "ana@example.org").status_code == 429
        with clock.frozen(begun + timedelta(minutes=15, seconds=1)):
            assert try_to_sign_in(client, "ana@example.org").status_code == 302

    def test_trying_while_slowed_does_not_make_it_longer(
        self, client: PageClient, ana: Person
    ) -> None:
        begun = clock.now()
        with clock.frozen(begun):
            for _ in range(5):
                try_to_sign_in(client, "ana@example.org", "not the password")
        with clock.frozen(begun + timedelta(minutes=14)):
            try_to_sign_in(client, "ana@example.org", "not the password")
        with clock.frozen(begun + timedelta(minutes=15, seconds=1)):
            assert try_to_sign_in(client, "ana@example.org").status_code == 302

    def test_many_names_from_one_address_are_slowed(self, client: PageClient) -> None:
        for number in range(60):
            try_to_sign_in(client, f"p{number}@example.org", "not the password")
        assert try_to_sign_in(client, "p61@example.org").status_code == 429

    def test_failures_hold_no_name_and_no_address(self, client: PageClient, context: Flask) -> None:
        try_to_sign_in(client, "0912345678", "not the password")
        kept = db.session.scalars(db.select(SignInFailure)).one()
        text = f"{kept.login_hash} {kept.address_hash}"
        assert "912345678" not in text
        assert "10.0.0.1" not in text

    def test_a_right_one_clears_the_count(self, client: PageClient, ana: Person) -> None:
        for _ in range(2):
            for _ in range(4):
                try_to_sign_in(client, "ana@example.org", "not the password")
            assert try_to_sign_in(client, "ana@example.org").status_code == 302
            client = PageClient(client.app)


class TestSession:
    def test_signing_in_begins_a_new_one(self, client: PageClient, ana: Person) -> None:
        client.get("/sign-in")
        before = cookie(client)
        client.sign_in(ana)
        assert cookie(client) != before
        stranger = PageClient(client.app)
        stranger.http.set_cookie("portal", before)
        assert not is_signed_in(stranger), "a session given to somebody before is no key after"

    def test_each_browser_has_its_own(self, app: Flask, ana: Person) -> None:
        tokens = set()
        for _ in range(2):
            client = PageClient(app)
            client.sign_in(ana)
            tokens.add(cookie(client))
        assert len(tokens) == 2
        assert db.session.query(SignInSession).count() == 2

    def test_the_database_holds_only_hashes(self, client: PageClient, ana: Person) -> None:
        client.sign_in(ana)
        with client.http.session_transaction() as session:
            token = session["_user_id"]
        row = db.session.scalars(db.select(SignInSession)).one()
        assert token != row.token_hash
        assert len(token) >= 32

    def test_ends_after_thirty_days(self, client: PageClient, ana: Person) -> None:
        client.sign_in(ana)
        with clock.frozen(clock.now() + timedelta(days=29)):
            assert is_signed_in(client)
        with clock.frozen(clock.now() + timedelta(days=30, minutes=1)):
            assert not is_signed_in(client)

    def test_of_a_suspended_person_is_dead_at_once(self, client: PageClient, ana: Person) -> None:
        client.sign_in(ana)
        suspend(ana)
        assert not is_signed_in(client)


class TestSignOut:
    @pytest.fixture
    def sign_out(self, client: PageClient, ana: Person) -> Callable[[], Page]:
        client.sign_in(ana)
        return lambda: client.submit(client.get("/certificates"), action="/sign-out")

    def test_kills_the_session_on_the_server(
        self, client: PageClient, sign_out: Callable[[], Page]
    ) -> None:
        stolen = cookie(client)
        assert sign_out().location == "/sign-in?left=1"
        assert not is_signed_in(client)
        thief = PageClient(client.app)
        thief.http.set_cookie("portal", stolen)
        assert not is_signed_in(thief), "the cookie of before is worth nothing"
        assert db.session.scalars(db.select(SignInSession)).one().ended_at is not None

    def test_leaves_nothing_in_the_browser(self, sign_out: Callable[[], Page]) -> None:
        headers = sign_out().response.headers
        assert headers["Clear-Site-Data"] == '"cache"'
        assert headers["Cache-Control"] == "no-store"

    def test_pages_of_before_were_never_stored(self, client: PageClient, ana: Person) -> None:
        client.sign_in(ana)
        assert client.get("/certificates").response.headers["Cache-Control"] == "no-store"

    def test_leaves_other_browsers_signed_in(
        self, app: Flask, ana: Person, sign_out: Callable[[], Page]
    ) -> None:
        other = PageClient(app)
        other.sign_in(ana)
        sign_out()
        assert is_signed_in(other)

    def test_twice_is_no_error(self, client: PageClient, sign_out: Callable[[], Page]) -> None:
        page = client.get("/certificates")
        token = page.find("input", name="csrf_token")[0].get("value")
        sign_out()
        again = client.post("/sign-out", {"csrf_token": token})
        assert again.status_code in (302, 400)


def cookie(client: PageClient) -> str:
    found = client.http.get_cookie("portal")
    assert found
    return found.value


def suspend(person: Person) -> None:
    begin_writing()
    db.session.get_one(Person, person.id).is_active = False
    db.session.commit()
