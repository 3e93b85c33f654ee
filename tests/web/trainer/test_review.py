"""Another trainer looks at a draft before it is published."""

from collections.abc import Callable

import pytest
from flask import Flask

from portal.authoring.models import Draft
from portal.people.models import Person
from portal.people.permissions import Role
from portal.teams.models import Unit
from tests.support.drafting import begin_draft, change
from tests.support.making import Maker
from tests.support.pages import Page, PageClient


@pytest.fixture
def draft(make: Maker, author: Person) -> Draft:
    make.course()
    draft = begin_draft(author.id)
    change(draft, author.id)
    return draft


@pytest.fixture
def url(draft: Draft) -> str:
    return f"/trainer/drafts/{draft.id}/review"


@pytest.fixture
def reviewer(app: Flask, make: Maker, province: Unit) -> PageClient:
    client = PageClient(app)
    client.switch_to("en")
    client.sign_in(make.person("Lê Thị Chi", roles=[(Role.TRAINER, province)]))
    return client


@pytest.fixture
def ask(trainer: PageClient, url: str) -> Callable[[], Page]:
    return lambda: trainer.submit(trainer.get(url), {"note": "Xem bài đầu"}, url)


def answer(client: PageClient, url: str, decision: str, words: str = "") -> Page:
    page = client.get(url)
    sent = {"decision": decision, "answer": words}
    return client.submit(page, sent, f"{url}/answer")


def test_the_reviewer_finds_it_on_the_courses_page(
    reviewer: PageClient, ask: Callable[[], Page], url: str
) -> None:
    assert "Waits for your review" not in reviewer.get("/trainer/courses").words
    ask()
    page = reviewer.get("/trainer/courses")
    assert "Waits for your review" in page.words
    assert url in [link.get("href") for link in page.find("a")]


def test_approves_what_was_looked_at(
    reviewer: PageClient, trainer: PageClient, ask: Callable[[], Page], url: str
) -> None:
    ask()
    page = reviewer.get(url)
    assert "Xem bài đầu" in page.words
    assert "Thêm một câu." in page.words
    assert answer(reviewer, url, "approve").location == "/trainer/courses"
    assert "Lê Thị Chi approved" in trainer.get(url).words


def test_returns_it_with_words(
    reviewer: PageClient, trainer: PageClient, ask: Callable[[], Page], url: str
) -> None:
    ask()
    refused = answer(reviewer, url, "return")
    assert refused.status_code == 422
    assert "Say what has to be changed" in refused.words
    answer(reviewer, url, "return", "Thiếu ví dụ")
    words = trainer.get(url).words
    assert "Returned" in words
    assert "Thiếu ví dụ" in words


def test_nobody_approves_their_own(trainer: PageClient, ask: Callable[[], Page], url: str) -> None:
    ask()
    page = trainer.get(url)
    assert not page.find("button", value="approve")
    token = page.find("input", name="csrf_token")[0].get("value")
    files = "0" * 64
    sent = {"csrf_token": token, "files": files, "decision": "approve"}
    assert (
        "Nobody approves their own work"
        in trainer.follow(trainer.post(f"{url}/answer", sent)).words
    )


def test_a_later_change_voids_the_approval(
    reviewer: PageClient,
    trainer: PageClient,
    ask: Callable[[], Page],
    url: str,
    draft: Draft,
    author: Person,
) -> None:
    ask()
    answer(reviewer, url, "approve")
    change(draft, author.id, new="\nVà một câu nữa.\n")
    assert "Changed since it was approved" in trainer.get(url).words


def test_what_was_changed_under_the_reviewers_eyes_is_looked_at_again(
    reviewer: PageClient, ask: Callable[[], Page], url: str, draft: Draft, author: Person
) -> None:
    ask()
    page = reviewer.get(url)
    change(draft, author.id, new="\nVà một câu nữa.\n")
    sent = {"decision": "approve", "answer": ""}
    assert "look again" in reviewer.follow(reviewer.submit(page, sent, f"{url}/answer")).words


class TestRequired:
    @pytest.fixture(autouse=True)
    def _required(self, app: Flask) -> None:
        settings = app.config["PORTAL"]
        app.config["PORTAL"] = type(settings)(**{**vars(settings), "review": True})

    def test_is_published_only_after_an_approval(
        self, reviewer: PageClient, trainer: PageClient, ask: Callable[[], Page], url: str
    ) -> None:
        publish = url.replace("/review", "/publish")
        page = trainer.get(publish)
        assert not page.find("textarea")
        assert "another trainer has to approve" in page.words
        ask()
        answer(reviewer, url, "approve")
        page = trainer.get(publish)
        answered = trainer.follow(trainer.submit(page, {"kind": "minor"}, publish))
        assert "Revision 2 is published" in answered.words

    def test_the_form_alone_does_not_help(self, trainer: PageClient, app: Flask, url: str) -> None:
        publish = url.replace("/review", "/publish")
        settings = app.config["PORTAL"]
        app.config["PORTAL"] = type(settings)(**{**vars(settings), "review": False})
        page = trainer.get(publish)
        app.config["PORTAL"] = settings
        answered = trainer.follow(trainer.submit(page, {"kind": "minor"}, publish))
        assert "has to approve exactly these files first" in answered.words
