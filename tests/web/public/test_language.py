"""Vietnamese first; English by a switch that the device and the account remember."""

import pytest
from flask import Flask

from portal.kernel.db import db
from portal.people.models import Person
from tests.support.making import Maker
from tests.support.pages import Page, PageClient


def switch(client: PageClient, language: str, start: str = "/sign-in") -> Page:
    return client.submit(client.get(start), {"language": language}, action="/language")


def language_of(page: Page) -> str:
    assert page.root is not None
    return page.root.get("lang", "")


class TestLanguage:
    def test_is_vietnamese_whatever_the_browser_asks_for(self, client: PageClient) -> None:
        page = client.get("/sign-in", headers={"Accept-Language": "en-GB,en;q=0.9"})
        assert language_of(page) == "vi"
        assert "Đăng nhập" in page.words

    def test_switch_leads_back_and_is_remembered(self, client: PageClient) -> None:
        page = switch(client, "en", "/check")
        assert (page.status_code, page.location) == (302, "/check")
        assert language_of(client.get("/check")) == "en"
        assert "Sign in" in client.get("/sign-in").words

    def test_switches_back(self, client: PageClient) -> None:
        switch(client, "en")
        switch(client, "vi")
        assert language_of(client.get("/sign-in")) == "vi"

    def test_lasts_a_year_and_is_hidden_from_scripts(self, client: PageClient) -> None:
        header = switch(client, "en").response.headers["Set-Cookie"]
        assert "Max-Age=31536000" in header
        assert "HttpOnly" in header
        assert "SameSite=Lax" in header

    def test_the_account_remembers_it_on_another_device(
        self, app: Flask, client: PageClient, make: Maker
    ) -> None:
        ana = make.person()
        client.sign_in(ana)
        switch(client, "en", "/")
        assert db.session.get_one(Person, ana.id).language == "en"
        elsewhere = PageClient(app)
        elsewhere.sign_in(ana)
        assert language_of(elsewhere.get("/")) == "en"

    @pytest.mark.parametrize("language", ["", "fr", "EN", "vi-VN", "<script>"])
    def test_one_we_do_not_speak_changes_nothing(self, client: PageClient, language: str) -> None:
        page = switch(client, language)
        assert page.status_code == 302
        assert "Set-Cookie" not in page.response.headers
        assert language_of(client.get("/sign-in")) == "vi"

    def test_a_strange_cookie_is_passed_over(self, client: PageClient) -> None:
        client.switch_to("fr")
        assert language_of(client.get("/sign-in")) == "vi"

    def test_leads_to_own_pages_only(self, client: PageClient) -> None:
        page = client.submit(
            client.get("/sign-in"), {"language": "en", "next": "//evil.example"}, action="/language"
        )
        assert page.location == "/"
