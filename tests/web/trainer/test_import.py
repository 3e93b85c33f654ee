"""A zip of a course becomes a draft: whole, checked, and over nobody's work."""

import io
from typing import Any

import pytest
from sqlalchemy import func, select

from portal.authoring.models import Draft
from portal.authoring.queries import find_open_draft, get_files
from portal.catalogue.models import Blob
from portal.kernel.db import db
from portal.people.models import Person
from tests.support.drafting import begin_draft, publish
from tests.support.making import Maker
from tests.support.pages import Page, PageClient
from tests.unit.catalogue.zips import mini_files, plain_zip

URL = "/trainer/imports"
LESSON = "mini/01-mot/02-bai-sau.md"


def send(trainer: PageClient, content: bytes, name: str = "mini.zip") -> Page:
    token = trainer.get(URL).find("input", name="csrf_token")[0].get("value")
    sent: dict[str, Any] = {"csrf_token": token, "archive": (io.BytesIO(content), name)}
    return trainer.post(URL, sent, content_type="multipart/form-data")


def changed_files() -> dict[str, bytes]:
    files = mini_files()
    return files | {LESSON: files[LESSON] + "\nThêm.\n".encode()}


def drafts() -> int:
    return db.session.scalar(select(func.count()).select_from(Draft)) or 0


def test_is_linked_from_the_courses(trainer: PageClient) -> None:
    assert URL in trainer.get("/trainer/courses").links().values()


def test_a_new_course_becomes_a_draft(trainer: PageClient, author: Person) -> None:
    answer = send(trainer, plain_zip(mini_files()))
    draft = find_open_draft("mini")
    assert draft
    assert answer.location == f"/trainer/drafts/{draft.id}"
    files = get_files(draft.id)
    assert {f"mini/{path}": files[path] for path in files} == mini_files()
    assert publish(draft, author.id).number == 1


def test_a_published_course_becomes_a_draft_of_its_current_revision(
    trainer: PageClient, author: Person, make: Maker
) -> None:
    make.course()
    send(trainer, plain_zip(changed_files()))
    draft = find_open_draft("mini")
    assert draft
    assert publish(draft, author.id).number == 2


def test_what_readers_have_already_is_nothing_to_import(trainer: PageClient, make: Maker) -> None:
    make.course()
    answer = send(trainer, plain_zip(mini_files()))
    assert answer.status_code == 422
    assert "Readers have exactly these files already" in answer.words
    assert drafts() == 0


def test_an_open_draft_is_never_overwritten(
    trainer: PageClient, make: Maker, author: Person
) -> None:
    make.course()
    draft = begin_draft(author.id)
    before = get_files(draft.id).files_digest
    answer = send(trainer, plain_zip(changed_files()))
    assert answer.status_code == 409
    assert "Trần Văn Biên is writing a draft of this course." in answer.words
    assert get_files(draft.id).files_digest == before
    trainer.submit(answer, action=f"/trainer/drafts/{draft.id}/discard")
    assert send(trainer, plain_zip(changed_files())).status_code == 302


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (plain_zip(mini_files() | {LESSON: b"# x"}), "01-mot/02-bai-sau.md, line 1"),
        (plain_zip({"../x.md": b"x"}), "leads out of the package"),
        (b"no zip", "is not a readable zip archive"),
        (b"", "is not a readable zip archive"),
        (plain_zip({"Khoa/course.md": b"x"}), "course.md, line 1"),
    ],
    ids=["broken", "outside", "no-zip", "empty", "little"],
)
def test_nothing_is_imported_of_what_is_wrong(
    trainer: PageClient, content: bytes, said: str
) -> None:
    answer = send(trainer, content)
    assert answer.status_code == 422
    assert said in answer.words
    assert drafts() == 0
    assert not db.session.scalar(select(func.count()).select_from(Blob))


def test_another_kind_of_file_is_refused(trainer: PageClient) -> None:
    assert "This is no zip file" in send(trainer, b"x", "khoa.rar").words
    token = trainer.get(URL).find("input", name="csrf_token")[0].get("value")
    assert "Choose a zip file" in trainer.post(URL, {"csrf_token": token}).words
