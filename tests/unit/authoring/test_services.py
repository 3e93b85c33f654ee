"""Drafts: opened from what is published, saved without overwriting anybody, and never losing a text."""

import pytest
from sqlalchemy import select

from portal.authoring import errors
from portal.authoring.models import Draft, DraftText
from portal.authoring.queries import get_files, get_text, list_files
from portal.authoring.saving import add_bytes, remove_file, rename_file, save_text
from portal.authoring.services import discard_draft, open_draft, start_course
from portal.catalogue.stored_files import get_stored_files
from portal.kernel.db import begin_writing, db
from portal.kernel.errors import NotFound
from portal.people.models import Person
from tests.support.making import Maker

LESSON = "01-mot/01-bai-dau.md"


@pytest.fixture
def trainer(make: Maker) -> Person:
    return make.person()


@pytest.fixture
def draft(make: Maker, trainer: Person) -> Draft:
    slug = make.course()
    begin_writing()
    return open_draft(person_id=trainer.id, course_slug=slug)


class TestOpening:
    def test_has_the_files_of_the_current_revision_byte_for_byte(self, draft: Draft) -> None:
        stored, files = get_stored_files("mini"), get_files(draft.id)
        assert files.digests == stored.digests
        assert {path: files[path] for path in files} == {path: stored[path] for path in stored}

    def test_everybody_works_in_the_same(self, draft: Draft, make: Maker) -> None:
        other = make.person()
        begin_writing()
        assert open_draft(person_id=other.id, course_slug="mini").id == draft.id

    def test_an_unknown_course_is_not_found(self, trainer: Person) -> None:
        with pytest.raises(NotFound):
            open_draft(person_id=trainer.id, course_slug="khac")

    def test_a_new_course_begins_with_texts(self, trainer: Person) -> None:
        draft = start_course(person_id=trainer.id, slug="moi", title='Mới: "a"', author="Ana")
        assert "course.md" in get_files(draft.id)
        with pytest.raises(errors.SlugTaken):
            start_course(person_id=trainer.id, slug="moi", title="Mới", author="Ana")

    @pytest.mark.parametrize(
        "slug", ["Khóa mới", "", "a" * 81, "../x"], ids=["spelt", "empty", "long", "path"]
    )
    def test_an_address_is_spelt_plainly(self, trainer: Person, slug: str) -> None:
        with pytest.raises(errors.BadSlug):
            start_course(person_id=trainer.id, slug=slug, title="Mới", author="Ana")

    def test_a_discarded_one_makes_room(self, draft: Draft, trainer: Person) -> None:
        discard_draft(person_id=trainer.id, draft_id=draft.id)
        assert open_draft(person_id=trainer.id, course_slug="mini").id != draft.id
        with pytest.raises(errors.DraftClosed):
            save_text(
                person_id=trainer.id, draft_id=draft.id, path=LESSON, text="a", base_version=1
            )


class TestSaving:
    def save(self, draft: Draft, person: Person, text: str, base: int = 1) -> int:
        return save_text(
            person_id=person.id, draft_id=draft.id, path=LESSON, text=text, base_version=base
        ).version

    def test_counts_versions_and_a_retry_changes_nothing(
        self, draft: Draft, trainer: Person
    ) -> None:
        assert self.save(draft, trainer, "Một\r\n") == 2
        assert self.save(draft, trainer, "Một\n") == 2
        assert get_text(draft.id, LESSON).text == "Một\n"

    def test_another_text_meanwhile_is_not_overwritten(
        self, draft: Draft, trainer: Person, make: Maker
    ) -> None:
        other = make.person()
        begin_writing()
        self.save(draft, other, "của Lan")
        with pytest.raises(errors.FileChanged) as refused:
            self.save(draft, trainer, "của Minh")
        assert (refused.value.text, refused.value.version) == ("của Lan", 2)
        assert refused.value.saved_by == other.id
        assert self.save(draft, trainer, "của Minh\ncủa Lan", base=2) == 3

    def test_what_somebody_else_wrote_is_kept(
        self, draft: Draft, trainer: Person, make: Maker
    ) -> None:
        other = make.person()
        begin_writing()
        self.save(draft, trainer, "một")
        self.save(draft, other, "hai", base=2)
        self.save(draft, other, "ba", base=3)
        kept = db.session.scalars(select(DraftText.text).order_by(DraftText.version)).all()
        assert kept[1:] == ["một"]
        assert "Bài" in kept[0] or kept[0].startswith("---")

    @pytest.mark.parametrize("text", ["a\0b", "\ud800"], ids=["nul", "half"])
    def test_signs_that_no_file_holds_are_refused(
        self, draft: Draft, trainer: Person, text: str
    ) -> None:
        with pytest.raises(errors.NotStorable):
            self.save(draft, trainer, text)

    def test_a_text_beyond_the_limit_is_refused(self, draft: Draft, trainer: Person) -> None:
        with pytest.raises(errors.FileTooLarge):
            self.save(draft, trainer, "đ" * 150_000)


class TestFiles:
    def test_a_new_one(self, draft: Draft, trainer: Person) -> None:
        saved = save_text(
            person_id=trainer.id,
            draft_id=draft.id,
            path="01-mot/03-them.md",
            text="a",
            base_version=0,
        )
        assert saved.version == 1
        assert get_text(draft.id, "01-mot/03-them.md").text == "a"

    @pytest.mark.parametrize(
        "path",
        ["../a.md", "a/b/c.md", "/a.md", "Ảnh.png", "a", "a//b.md", "a.md/", "a" * 300 + ".md"],
        ids=["up", "deep", "root", "accents", "no-ending", "empty-folder", "folder", "long"],
    )
    def test_names_that_no_package_has_are_refused(
        self, draft: Draft, trainer: Person, path: str
    ) -> None:
        with pytest.raises(errors.BadPath):
            add_bytes(person_id=trainer.id, draft_id=draft.id, path=path, content=b"a")

    def test_bytes_are_stored(self, draft: Draft, trainer: Person) -> None:
        add_bytes(person_id=trainer.id, draft_id=draft.id, path="media/a.png", content=b"abc")
        assert get_files(draft.id)["media/a.png"] == b"abc"
        with pytest.raises(errors.FileExists):
            add_bytes(person_id=trainer.id, draft_id=draft.id, path="media/a.png", content=b"")
        with pytest.raises(errors.FileNotText):
            get_text(draft.id, "media/a.png")

    def test_a_removed_one_is_gone_but_its_text_is_kept(
        self, draft: Draft, trainer: Person
    ) -> None:
        before = get_text(draft.id, LESSON).text
        remove_file(draft_id=draft.id, path=LESSON)
        assert LESSON not in [file.path for file in list_files(draft.id)]
        assert db.session.scalars(select(DraftText.text)).all() == [before]
        with pytest.raises(errors.FileChanged):
            save_text(
                person_id=trainer.id, draft_id=draft.id, path=LESSON, text="a", base_version=1
            )
        again = save_text(
            person_id=trainer.id, draft_id=draft.id, path=LESSON, text="a", base_version=0
        )
        assert again.version == 2

    def test_a_renamed_one_keeps_its_text(self, draft: Draft, trainer: Person) -> None:
        before = get_text(draft.id, LESSON).text
        rename_file(person_id=trainer.id, draft_id=draft.id, path=LESSON, to="01-mot/09-khac.md")
        assert get_text(draft.id, "01-mot/09-khac.md").text == before
        with pytest.raises(NotFound):
            get_text(draft.id, LESSON)
        with pytest.raises(errors.FileExists):
            rename_file(
                person_id=trainer.id, draft_id=draft.id, path="01-mot/09-khac.md", to="course.md"
            )
