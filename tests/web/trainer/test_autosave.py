"""What the editor's script asks of the portal (docs/authoring.md): saving, merging, previews, pictures."""

import io
import json
import re
import time
from typing import Any

import pytest
from werkzeug.test import TestResponse

from portal.people.models import Person
from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.trainer.test_courses import Statements
from tests.web.trainer.test_drafts import (  # noqa: F401 (fixtures)
    LESSON,
    begin,
    files_of,
    other,
    picture,
    save_as,
    trainer,
    unit,
)


class Script:
    """The editor's page of one file, asking as its script does."""

    def __init__(self, client: PageClient, draft: str) -> None:
        self.client, self.draft = client, draft
        page = client.get(f"{draft}/files/{LESSON}")
        self.token = page.find("input", name="csrf_token")[-1].get("value", "")
        self.text = files_of()[LESSON]

    def ask(self, what: str, body: Any, **more: Any) -> TestResponse:
        headers = {"X-CSRFToken": self.token, "Accept": "application/json"}
        with self.client.app.app_context():
            return self.client.http.post(
                f"{self.draft}/{what}/{LESSON}", json=body, headers=headers, **more
            )

    def save(self, text: str, version: int) -> TestResponse:
        return self.ask("texts", {"text": text, "version": version})


@pytest.fixture
def script(trainer: PageClient, make: Maker) -> Script:  # noqa: F811
    return Script(trainer, begin(trainer, make))


class TestSaving:
    def test_answers_with_the_version_and_the_time(self, script: Script) -> None:
        reply = script.save("một", 1)
        assert reply.status_code == 200
        assert reply.json
        assert reply.json["version"] == 2
        assert re.fullmatch(r"\d\d:\d\d", reply.json["saved_at"])
        assert files_of()[LESSON] == "một"

    def test_the_same_again_is_saved_already(self, script: Script) -> None:
        assert script.save("một", 1).json == script.save("một", 1).json

    def test_another_text_meanwhile_is_told(self, script: Script, other: Person) -> None:  # noqa: F811
        save_as(other, "của Lan")
        reply = script.save("của Biên", 1)
        assert reply.status_code == 409
        assert reply.json == {"error": "file_changed", "text": "của Lan", "version": 2}
        assert files_of()[LESSON] == "của Lan"

    @pytest.mark.parametrize(
        ("body", "status"),
        [
            ({"text": "a\0b", "version": 1}, 422),
            ({"text": "\ud800", "version": 1}, 422),
            ({"text": "a" * 205_000, "version": 1}, 413),
            ({"text": "a" * 10_000_000, "version": 1}, 413),
            ({"text": 1, "version": 1}, 422),
            ({"text": "a", "version": "1"}, 422),
            ({"text": "a", "version": True}, 422),
            ({"text": "a", "version": -1}, 422),
            (["a"], 422),
        ],
        ids=["nul", "half", "long", "huge", "number", "word", "bool", "negative", "list"],
    )
    def test_what_cannot_be_stored_is_refused(
        self, script: Script, body: object, status: int
    ) -> None:
        assert script.ask("texts", body).status_code == status
        assert files_of()[LESSON] == script.text

    def test_brackets_nested_thousandfold_are_no_text(self, script: Script) -> None:
        headers = {"X-CSRFToken": script.token, "Content-Type": "application/json"}
        address = f"{script.draft}/texts/{LESSON}"
        reply = script.client.http.post(address, data="[" * 100_000, headers=headers)
        assert reply.status_code == 422

    def test_a_closed_draft_and_a_lost_session_are_told_apart(
        self,
        script: Script,
        trainer: PageClient,  # noqa: F811
    ) -> None:
        trainer.submit(trainer.get(script.draft), action=f"{script.draft}/discard")
        assert script.save("một", 1).status_code == 410
        trainer.http.delete_cookie("portal")
        assert script.save("một", 1).status_code in (400, 401)


class TestMerging:
    def test_gives_both_texts_and_whose_it_was(self, script: Script, other: Person) -> None:  # noqa: F811
        save_as(other, f"{script.text}\nCuối của Lan.\n")
        mine = script.text.replace("## Mở đầu", "## Mở đầu mới")
        merged = script.ask("merges", {"text": mine, "base": script.text}).json
        assert merged
        assert (merged["conflicts"], merged["saved_by"], merged["is_mine"]) == (
            0,
            "Lê Thị Lan",
            False,
        )
        assert "Mở đầu mới" in merged["text"]
        assert merged["text"].endswith("Cuối của Lan.\n")
        assert script.save(merged["text"], merged["version"]).status_code == 200

    def test_a_file_that_went_can_be_made_anew(self, script: Script, trainer: PageClient) -> None:  # noqa: F811
        trainer.submit(trainer.get(f"{script.draft}/removal/{LESSON}"))
        assert script.save("một", 1).status_code == 409
        merged = script.ask("merges", {"text": "một", "base": script.text}).json
        assert merged
        assert (merged["version"], merged["saved_by"]) == (0, None)
        assert script.save("một", merged["version"]).status_code == 200


class TestPreview:
    def test_shows_the_text_and_its_problems_and_saves_nothing(self, script: Script) -> None:
        reply = script.ask("previews", {"text": f"{script.text}\n\n*mới* [x](khong.md)\n"}).json
        assert reply
        assert "<em>mới</em>" in reply["html"]
        lines = script.text.count("\n") + 3
        assert [one["line"] for one in reply["problems"]] == [lines]
        assert files_of()[LESSON] == script.text

    @pytest.mark.parametrize(
        "text",
        ["[" * 20_000, "<" * 20_000, "> " * 9_000 + "a", "`" * 19_999, "- [ ] " * 9_000, "\u202e" * 99],
        ids=["brackets", "tags", "quotes", "ticks", "boxes", "backwards"],
    )  # fmt: skip
    def test_is_safe_and_soon_there_whatever_is_written(self, script: Script, text: str) -> None:
        began = time.process_time()
        assert (
            script.ask("previews", {"text": f"---\ntitle: a\nminutes: 1\n---\n{text}"}).status_code
            == 200
        )
        assert time.process_time() - began < 3

    def test_keeps_no_writer_waiting(self, script: Script) -> None:
        view = script.client.app.view_functions["trainer.preview"]
        assert view.only_reads  # type: ignore[attr-defined]


class TestPictures:
    @pytest.mark.parametrize(
        "name",
        ["<img src=x onerror=alert(1)>.png", "../../etc/passwd.png", "a" * 300 + ".png", "\u202egnp.png", ".png"],
        ids=["markup", "path", "long", "backwards", "nameless"],
    )  # fmt: skip
    def test_hostile_names_become_our_own(self, script: Script, name: str) -> None:
        fields = {"file": (io.BytesIO(picture()), name), "alternative": "Ảnh", "name": ""}
        headers = {"X-CSRFToken": script.token, "Accept": "application/json"}
        address = f"{script.draft}/new-media"
        reply = script.client.http.post(address, data=fields, headers=headers)
        assert reply.status_code == 200, reply.get_data(as_text=True)
        assert re.fullmatch(r"media/[a-z0-9]+(-[a-z0-9]+)*\.webp", json.loads(reply.data)["path"])


class TestCost:
    def test_pages_and_saves_ask_the_database_little(
        self,
        script: Script,
        trainer: PageClient,  # noqa: F811
        statements: Statements,
    ) -> None:
        trainer.get(script.draft)
        for url in (script.draft, f"{script.draft}/files/{LESSON}"):
            with statements() as seen:
                trainer.get(url)
            assert len(seen) <= 6, seen
        with statements() as seen:
            script.save("một", 1)
        assert len(seen) <= 6, seen
