"""The first administrator comes by a link that works once, for half an hour, and closes behind them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from portal.kernel import clock
from portal.kernel.db import begin_writing, db
from portal.people.models import RoleHeld, SetUpLink
from portal.people.permissions import Role
from portal.people.set_up import make_set_up_link
from tests.support.making import Maker
from tests.support.pages import Page, PageClient

FORM = {"full_name": "Lê Thị Ba", "email": "ba@example.org", "password": "mot hai ba bon"}


@pytest.fixture
def link(make: Maker) -> str:
    make.unit("82", "Đồng Tháp", kind="tỉnh")
    return new_link()


def new_link() -> str:
    begin_writing()
    token = make_set_up_link()
    db.session.commit()
    return f"/set-up/{token}"


def set_up(client: PageClient, link: str, **more: str) -> Page:
    page = client.get(link)
    return client.submit(page, {**FORM, **more}) if page.status_code == 200 else page


def administrators() -> int:
    db.session.rollback()
    return db.session.query(RoleHeld).filter_by(role=Role.ADMINISTRATOR).count()


class TestSetUp:
    def test_makes_the_first_administrator_of_the_top_unit(
        self, client: PageClient, link: str
    ) -> None:
        page = set_up(client, link)
        assert (page.status_code, page.location) == (302, "/sign-in")
        assert "đăng nhập" in client.follow(page).words.lower()
        signed_in = client.submit(
            client.get("/sign-in"), {"login": FORM["email"], "password": FORM["password"]}
        )
        assert signed_in.status_code == 302
        assert client.get("/readiness").status_code in (200, 302)

    def test_works_once(self, client: PageClient, link: str) -> None:
        set_up(client, link)
        page = client.get(link)
        assert page.status_code == 404
        assert not page.find("input", name="password")

    def test_a_form_opened_before_is_closed_too(self, client: PageClient, link: str) -> None:
        open_before = client.get(link)
        set_up(PageClient(client.app), link)
        page = client.submit(open_before, {**FORM, "email": "late@example.org"})
        assert page.status_code == 404
        assert administrators() == 1

    def test_works_for_half_an_hour(self, client: PageClient, link: str) -> None:
        with clock.frozen(clock.now() + timedelta(minutes=29)):
            page = client.get(link)
            assert page.status_code == 200
        with clock.frozen(clock.now() + timedelta(minutes=30, seconds=1)):
            assert client.get(link).status_code == 404
            assert client.submit(page, FORM).status_code == 404
        assert administrators() == 0

    def test_a_second_link_dies_with_the_first(self, client: PageClient, link: str) -> None:
        other = new_link()
        set_up(client, link)
        assert client.get(other).status_code == 404

    @pytest.mark.parametrize("token", ["x", "0" * 32, "%00", "a" * 3000])
    def test_any_other_token_is_closed(self, client: PageClient, link: str, token: str) -> None:
        assert client.get(f"/set-up/{token}").status_code == 404

    def test_only_the_hash_of_the_token_is_kept(self, link: str) -> None:
        row = db.session.scalars(db.select(SetUpLink)).one()
        assert row.token_hash not in link

    def test_of_two_who_press_at_once_one_gets_in(self, app: Flask, link: str) -> None:
        db.session.remove()
        clients = [PageClient(app) for _ in range(2)]
        pages = [client.get(link) for client in clients]

        def press(number: int) -> int:
            form = {**FORM, "email": f"ba{number}@example.org"}
            return clients[number].submit(pages[number], form).status_code

        with ThreadPoolExecutor() as threads:
            assert sorted(threads.map(press, range(2))) == [302, 404]
        assert administrators() == 1


class TestBadInput:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"full_name": ""},
            {"email": "not an address"},
            {"email": ""},
            {"password": "short"},
            {"password": "matkhau123"},
            {"password": ""},
            {"full_name": "x" * 101},
        ],
    )
    def test_says_what_to_write_and_keeps_the_link(
        self, client: PageClient, link: str, wrong: dict[str, str]
    ) -> None:
        page = set_up(client, link, **wrong)
        assert page.status_code == 422
        assert page.find("a", href=f"#{next(iter(wrong))}"), "the summary leads to the field"
        assert administrators() == 0
        assert set_up(client, link).status_code == 302

    def test_an_address_known_already_is_said(
        self, client: PageClient, make: Maker, link: str
    ) -> None:
        make.person(email=FORM["email"])
        page = set_up(client, link)
        assert page.status_code == 422
        assert "địa chỉ khác" in page.words

    def test_extra_fields_change_nothing(self, client: PageClient, link: str) -> None:
        page = set_up(client, link, unit_id="999", role="trainer", is_active="")
        assert page.status_code == 302
        assert administrators() == 1
