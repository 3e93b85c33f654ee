"""Revisions listed, compared as written and as readers see them, restored, downloaded."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.authoring.models import Draft
from portal.authoring.queries import find_open_draft, get_files
from portal.authoring.saving import add_bytes
from portal.catalogue.archive_writing import write_archive
from portal.catalogue.stored_files import get_stored_files
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from tests.support.drafting import begin_draft, change, publish
from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.unit.catalogue.recordings import png

URL = "/trainer/courses/mini"


@pytest.fixture
def two(make: Maker, author: Person) -> str:
    """Two revisions: the second has a sentence more and a note."""
    make.course()
    draft = begin_draft(author.id)
    change(draft, author.id)
    publish(draft, author.id, is_major=True, note="Thêm một câu cho rõ")
    return URL


class TestList:
    def test_says_who_published_what(self, trainer: PageClient, two: str) -> None:
        words = trainer.get(f"{two}/revisions").words
        assert "Revision 2 major Thêm một câu cho rõ" in words
        assert "Trần Văn Biên" in words
        assert "from the courses folder" in words

    def test_is_linked_from_the_course(self, trainer: PageClient, two: str) -> None:
        assert trainer.get(two).links()["Revisions"] == f"{two}/revisions"

    @pytest.mark.parametrize("page", ["0", "2", "x"])
    def test_a_page_that_is_not_there_is_not_found(
        self, trainer: PageClient, two: str, page: str
    ) -> None:
        assert trainer.get(f"{two}/revisions?page={page}").status_code == 404


class TestDifferences:
    def test_lines_with_the_words_that_differ(self, trainer: PageClient, two: str) -> None:
        page = trainer.get(f"{two}/differences?from=1&to=2")
        assert "01-mot/01-bai-dau.md changed" in page.words
        assert [ins.text for ins in page.find("ins") if ins.text] == ["Thêm một câu."]
        assert "added:" in page.words

    def test_backwards_they_are_taken_out(self, trainer: PageClient, two: str) -> None:
        page = trainer.get(f"{two}/differences?from=2&to=1")
        assert [gone.text for gone in page.find("del") if gone.text] == ["Thêm một câu."]

    def test_as_readers_see_it(self, trainer: PageClient, two: str) -> None:
        page = trainer.get(f"{two}/differences?from=1&to=2&show=pages")
        assert [ins.text for ins in page.find("ins")] == ["Thêm một câu."]

    def test_a_draft_is_compared_with_what_is_published(
        self, trainer: PageClient, two: str, author: Person
    ) -> None:
        draft = begin_draft(author.id)
        change(draft, author.id, path="exam.md", old="- [x] ", new="- [x] Thật ra ")
        for show in ("", "&show=pages"):
            assert "Thật ra" in trainer.get(f"{two}/differences?from=2&to=draft{show}").words

    def test_a_picture_is_shown_before_and_after(
        self, trainer: PageClient, two: str, author: Person
    ) -> None:
        draft = begin_draft(author.id)
        begin_writing()
        add_bytes(person_id=author.id, draft_id=draft.id, path="media/hinh.png", content=png(8, 8))
        db.session.commit()
        page = trainer.get(f"{two}/differences?from=2&to=draft")
        (image,) = page.find("img")
        assert image.get("alt") == "After: media/hinh.png"
        picture = trainer.get(image.get("src", ""))
        assert picture.response.mimetype == "image/webp"
        assert trainer.get("/trainer/pictures/ab/x.png").status_code == 404

    @pytest.mark.parametrize(
        "asked", ["from=1&to=9", "from=1&to=draft", "from=x&to=1", "from=1", "from=-1&to=1"]
    )
    def test_a_side_that_is_not_there_is_not_found(
        self, trainer: PageClient, two: str, asked: str
    ) -> None:
        assert trainer.get(f"{two}/differences?{asked}").status_code == 404

    def test_without_sides_the_newest_change(self, trainer: PageClient, two: str) -> None:
        assert trainer.get(f"{two}/differences").location == f"{two}/differences?from=1&to=2"


class TestRestore:
    def restore(self, trainer: PageClient, two: str, number: int = 1) -> str:
        page = trainer.get(f"{two}/revisions")
        answer = trainer.submit(page, action=f"{two}/revisions/{number}/restore")
        return answer.location or ""

    def test_opens_a_draft_with_its_files(self, trainer: PageClient, two: str) -> None:
        assert self.restore(trainer, two).endswith("/publish")
        draft = find_open_draft("mini")
        assert draft
        assert get_files(draft.id).digests == get_stored_files("mini", 1).digests

    def test_and_publishing_it_gives_the_old_course_again(
        self, trainer: PageClient, two: str, author: Person
    ) -> None:
        self.restore(trainer, two)
        draft = find_open_draft("mini")
        assert draft
        assert publish(draft, author.id).number == 3
        assert get_stored_files("mini").digests == get_stored_files("mini", 1).digests

    def test_an_open_draft_is_not_overwritten(
        self, trainer: PageClient, two: str, author: Person
    ) -> None:
        begin_draft(author.id)
        assert self.restore(trainer, two) == f"{two}/revisions"
        assert "Somebody is writing a draft" in trainer.get(f"{two}/revisions").words
        assert db.session.scalar(select(func.count()).select_from(Draft)) == 2


class TestArchive:
    def test_has_the_bytes_of_courses_export(
        self, trainer: PageClient, two: str, tmp_path: Path
    ) -> None:
        for number in (1, 2):
            write_archive(tmp_path / "out.zip", "mini", get_stored_files("mini", number))
            db.session.commit()
            with trainer.http.get(f"{two}/revisions/{number}/archive") as got:
                assert got.get_data() == (tmp_path / "out.zip").read_bytes()
                assert f"mini-{number}.zip" in got.headers["Content-Disposition"]
        assert trainer.get(f"{two}/revisions/3/archive").status_code == 404
