"""Published revisions: immutable, shared by content, read once."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.catalogue.errors import BrokenPackage, FilesChanged
from portal.catalogue.models import Blob, Rendering, Revision, RevisionFile
from portal.catalogue.pictures import encode_picture
from portal.catalogue.queries import (
    current_revision,
    get_content,
    get_current_content,
    get_media,
    list_current_contents,
    media_pieces,
)
from portal.catalogue.reading import digest_of
from portal.catalogue.revisions import publish_package
from portal.catalogue.stored_files import get_stored_files
from portal.catalogue.syncing import Outcome, sync_courses
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from tests.unit.catalogue.conftest import Workbench
from tests.unit.catalogue.recordings import png

LESSON = "01-mot/02-bai-sau.md"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"/>'
Statements = Callable[[], AbstractContextManager[list[str]]]
pytestmark = pytest.mark.usefixtures("context")


def count(model: type[Blob] | type[Rendering] | type[Revision]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


class TestPublish:
    def test_the_first_revision(self, bench: Workbench) -> None:
        with clock.frozen(datetime(2026, 5, 1, 2, tzinfo=UTC)):
            revision = publish_package(package=bench.check())
        assert (revision.course_slug, revision.number, revision.is_major) == ("mini", 1, False)
        assert revision.published_at == datetime(2026, 5, 1, 2, tzinfo=UTC)

    def test_the_same_package_is_no_new_revision(self, bench: Workbench) -> None:
        first = publish_package(package=bench.check())
        assert publish_package(package=bench.check()).id == first.id
        assert count(Revision) == 1

    def test_a_changed_lesson_shares_everything_else(self, bench: Workbench) -> None:
        publish_package(package=bench.check())
        blobs, renderings = count(Blob), count(Rendering)
        bench.append(LESSON, "\nThêm một câu.\n")
        revision = publish_package(package=bench.check(), note="Thêm câu", is_major=True)
        assert (revision.number, revision.note, revision.is_major) == (2, "Thêm câu", True)
        assert (count(Blob), count(Rendering)) == (blobs + 1, renderings + 1)

    def test_going_back_is_a_new_revision_with_the_old_content(self, bench: Workbench) -> None:
        before = (bench.mini / LESSON).read_bytes()
        first = publish_package(package=bench.check())
        bench.append(LESSON, "\nThêm.\n")
        publish_package(package=bench.check())
        bench.write(LESSON, before)
        third = publish_package(package=bench.check())
        assert (third.number, third.digest) == (3, first.digest)

    def test_a_reviewed_fact_is_a_new_revision(self, bench: Workbench) -> None:
        bench.replace(LESSON, "facts: []", "facts: [F1]")
        facts = bench.shelf / "facts.csv"
        head = "id,statement,source,as_of,review_months\n"
        facts.write_text(f"{head}F1,s,x,2023,12\nF2,s,x,2023,12\n")
        publish_package(package=bench.check())
        assert get_current_content("mini").lessons[1].is_under_review(date(2026, 1, 1))
        facts.write_text(f"{head}F1,s,x,2023,12\nF2,s,x,2024,12\n")
        assert publish_package(package=bench.check()).number == 1
        facts.write_text(f"{head}F1,s,x,2026,12\n")
        assert publish_package(package=bench.check()).number == 2
        assert not get_current_content("mini").lessons[1].is_under_review(date(2026, 1, 1))

    def test_a_broken_package_is_refused_whole(self, bench: Workbench) -> None:
        bench.append(LESSON, "\n[a](khong-he-co-dau)\n")
        with pytest.raises(BrokenPackage) as refused:
            publish_package(package=bench.check())
        assert [problem.code for problem in refused.value.problems] == ["broken_link"]
        assert (count(Revision), count(Blob)) == (0, 0)

    def test_every_byte_comes_back(self, bench: Workbench) -> None:
        checked = bench.check()
        revision = publish_package(package=checked)
        stored = db.session.execute(
            select(RevisionFile.path, Blob.content)
            .join(Blob, Blob.digest == RevisionFile.blob_digest)
            .where(RevisionFile.revision_id == revision.id)
        )
        assert {path: bytes(content) for path, content in stored} == checked.files


class TestPictures:
    def test_are_kept_as_they_came_and_given_out_anew(self, bench: Workbench) -> None:
        original = png()
        bench.write("media/x.png", original)
        bench.append(LESSON, "\n![x](../media/x.png)\n")
        publish_package(package=bench.check())
        assert get_stored_files("mini")["media/x.png"] == original
        with pytest.raises(NotFound):
            get_media(digest_of(original))
        html = get_current_content("mini").lessons[1].html("vi")[0]
        address = re.search(r"/media/([0-9a-f]{64})/x\.webp", html)
        assert address is not None
        media = get_media(address[1])
        content = b"".join(media_pieces(address[1], 0, media.size))
        assert (media.media_type, digest_of(content)) == ("image/webp", address[1])

    def test_what_the_portal_made_itself_can_be_put_into_a_package(self, bench: Workbench) -> None:
        """First as somebody's file, which is kept back, then as the portal's own, which is shown."""
        made = encode_picture("png", png())
        bench.write("media/a.webp", made.content)
        publish_package(package=bench.check())
        with pytest.raises(NotFound):
            get_media(digest_of(made.content))
        bench.write("media/x.png", png())
        publish_package(package=bench.check())
        assert get_media(digest_of(made.content)).media_type == "image/webp"

    def test_a_file_that_was_changed_after_the_check_is_refused(self, bench: Workbench) -> None:
        checked = bench.check()
        bench.append(LESSON, "\nThêm.\n")
        with pytest.raises(FilesChanged):
            publish_package(package=checked)


class TestContent:
    def test_what_learners_and_quizzes_read(self, bench: Workbench) -> None:
        publish_package(package=bench.check())
        content = get_current_content("mini")
        assert content.course.title("vi") == "Khóa thử"
        assert content.course.title("en") == "Test course"
        assert content.course.about_html("en") == "<p>A small course of two lessons.</p>"
        (module,) = content.modules
        assert module.objectives("en") == ("Know one thing",)
        first, second = content.lessons
        assert (first.module_id, first.id, first.minutes) == ("mot", "bai-dau", 5)
        assert content.find_lesson("mot", "bai-sau") is second
        assert content.find_lesson("mot", "khac") is None
        assert content.neighbours(first) == (None, second)
        assert content.neighbours(second) == (first, None)
        assert second.title("en") == "Bài sau"
        assert second.html("en")[1] == "vi"
        assert first.html("en")[1] == "en"

    def test_the_exam(self, bench: Workbench) -> None:
        publish_package(package=bench.check())
        exam = get_current_content("mini").exam
        assert (exam.pass_mark, exam.attempts, exam.cooldown_hours, exam.draw) == (0.8, 3, 24, 4)
        assert (exam.title("en"), exam.review, exam.shuffle) == ("Final quiz", "submitted", True)
        question = exam.questions[0]
        assert (question.id, question.type, question.is_critical) == ("mat-khau", "one", True)
        assert [choice.is_right for choice in question.choices] == [False, True, False]
        assert [choice.index for choice in question.choices] == [0, 1, 2]
        assert question.read_again == (("mot", "bai-dau"),)
        assert exam.questions[1].type == "several"

    def test_an_old_revision_reads_as_it_was(self, bench: Workbench) -> None:
        first = publish_package(package=bench.check())
        bench.append(LESSON, "\nThêm một câu.\n")
        second = publish_package(package=bench.check())
        assert "Thêm" not in get_content(first.id).lessons[1].html("vi")[0]
        assert "Thêm" in get_content(second.id).lessons[1].html("vi")[0]

    def test_a_page_costs_one_statement_once_content_is_known(
        self, bench: Workbench, statements: Statements
    ) -> None:
        revision = publish_package(package=bench.check())
        get_content(revision.id)
        with statements() as seen:
            get_content(revision.id)
            get_current_content("mini")
            list_current_contents()
        assert len(seen) == 2

    def test_unknown_ones(self) -> None:
        assert current_revision("khac") is None
        with pytest.raises(NotFound):
            get_current_content("khac")
        with pytest.raises(NotFound):
            get_content(4711)


class TestMedia:
    def test_pictures_are_given_and_keys_never(self, bench: Workbench) -> None:
        bench.write("media/x.svg", SVG)
        bench.append(LESSON, "\n![x](../media/x.svg)\n")
        publish_package(package=bench.check())
        found = get_media(digest_of(SVG.encode()))
        assert (found.media_type, found.size) == ("image/svg+xml", len(SVG))
        assert b"".join(media_pieces(found.digest, 0, found.size)) == SVG.encode()
        with pytest.raises(NotFound):
            get_media(digest_of((bench.mini / "exam.md").read_bytes()))
        with pytest.raises(NotFound):
            get_media("0" * 64)


class TestSync:
    def test_sound_ones_are_loaded_and_broken_ones_told(
        self, bench: Workbench, context: Flask
    ) -> None:
        del context
        assert [one.outcome for one in sync_courses(bench.shelf)] == [Outcome.PUBLISHED]
        assert [one.outcome for one in sync_courses(bench.shelf)] == [Outcome.UNCHANGED]
        bench.append(LESSON, "\n[a](khong-he-co-dau)\n")
        (broken,) = sync_courses(bench.shelf)
        assert (broken.outcome, broken.number) == (Outcome.BROKEN, 1)
        assert [str(problem) for problem in broken.problems] == [
            f"mini/{LESSON}:11: the link khong-he-co-dau leads nowhere"
        ]
        assert "khong-he-co-dau" not in get_current_content("mini").lessons[1].html("vi")[0]

    def test_a_folder_that_is_no_package_does_not_stop_the_others(self, bench: Workbench) -> None:
        (bench.shelf / "khac").mkdir()
        outcomes = {one.slug: one.outcome for one in sync_courses(bench.shelf)}
        assert outcomes == {"khac": Outcome.BROKEN, "mini": Outcome.PUBLISHED}

    def test_codes_come_from_the_scheme(self, bench: Workbench) -> None:
        sync_courses(bench.shelf)
        assert get_current_content("mini").course.code is None
        (bench.shelf / "scheme.yaml").write_text("courses:\n  - {code: C99, slug: mini}\n")
        bench.append(LESSON, "\nThêm.\n")
        sync_courses(bench.shelf)
        assert get_current_content("mini").course.code == "C99"

    @pytest.mark.parametrize("scheme", ["", "[", "courses: 3", "courses: [x]", "- a"])
    def test_a_scheme_that_cannot_be_read_gives_no_codes(
        self, bench: Workbench, scheme: str
    ) -> None:
        (bench.shelf / "scheme.yaml").write_text(scheme)
        assert [one.outcome for one in sync_courses(bench.shelf)] == [Outcome.PUBLISHED]
