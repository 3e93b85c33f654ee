"""Search over the published lessons, the same on both engines."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from portal.catalogue.revisions import publish_package
from portal.catalogue.searching import Answer, Found, search_lessons
from tests.unit.catalogue.conftest import Workbench

pytestmark = pytest.mark.usefixtures("context")
Statements = Callable[[], AbstractContextManager[list[str]]]


def write_lesson(bench: Workbench, number: int, title: str, text: str) -> None:
    head = f"---\ntitle: {title}\nminutes: 1\n---\n"
    bench.write(f"01-mot/{number:02d}-bai-{number}.md", head + text)


def found(query: str, language: str = "vi") -> list[str]:
    return [lesson.lesson_id for lesson in search_lessons(query, language).lessons]


def marks(answer: Found) -> list[str]:
    return [piece.text for piece in answer.lessons[0].passage if piece.is_marked]


@pytest.fixture
def lessons(context: object, bench: Workbench) -> Workbench:
    assert context
    write_lesson(
        bench, 10, "Giữ khóa", "## Mật khẩu {#mat-khau}\n\nĐặt mật khẩu dài, đừng đưa ai.\n"
    )
    write_lesson(bench, 11, "Khi thất lạc", "Người dân mất khẩu phần, rồi tìm lại mật thư.\n")
    write_lesson(bench, 12, "Tem mật", "Khẩu lệnh nhập vào.\n")
    publish_package(package=bench.check())
    return bench


class TestSearch:
    @pytest.mark.usefixtures("lessons")
    @pytest.mark.parametrize(
        "query", ["mật khẩu", "mat khau", "MAT KHAU", "Mật  khẩu!", "mật khẩu dài"]
    )
    def test_with_or_without_accents(self, query: str) -> None:
        assert found(query)[0] == "bai-10"

    @pytest.mark.usefixtures("lessons")
    def test_shows_where(self) -> None:
        answer = search_lessons("mật khẩu", "vi")
        first = answer.lessons[0]
        assert (first.course_slug, first.module_id, first.anchor) == ("mini", "mot", "s-mat-khau")
        assert marks(answer) == ["mật khẩu"]
        assert [piece.text for piece in first.heading] == ["Mật khẩu"]

    @pytest.mark.usefixtures("lessons")
    def test_what_is_written_with_its_accents_comes_first(self) -> None:
        assert found("mất khẩu")[0] == "bai-11"
        assert found("mật khẩu")[0] == "bai-10"

    @pytest.mark.usefixtures("lessons")
    def test_all_words_must_be_there_in_title_or_text(self) -> None:
        assert found("tem khẩu lệnh") == ["bai-12"]
        assert found("tem dài") == []

    def test_readers_of_a_language_find_what_they_would_read(self, lessons: Workbench) -> None:
        assert found("opening", "en") == ["bai-dau"]
        assert found("opening", "vi") == []
        assert found("mo dau", "en") == []
        assert found("mật khẩu dài", "en") == ["bai-10"]  # not translated, so read in Vietnamese

    def test_only_the_current_revision_is_found(self, lessons: Workbench) -> None:
        write_lesson(lessons, 10, "Giữ khóa", "Bây giờ nói chuyện khác.\n")
        publish_package(package=lessons.check())
        assert "bai-10" not in found("mật khẩu")
        assert found("chuyện khác") == ["bai-10"]

    @pytest.mark.usefixtures("lessons")
    @pytest.mark.parametrize(
        ("query", "answer"),
        [
            ("", Answer.NOTHING_ASKED),
            ("  ", Answer.NOTHING_ASKED),
            ("m", Answer.TOO_SHORT),
            ("!!!", Answer.TOO_SHORT),
            ("xyzzy", Answer.NOTHING_FOUND),
            ('" OR 1=1 --', Answer.NOTHING_FOUND),
            ("NEAR(mat khau) AND *", Answer.NOTHING_FOUND),
            ("a:b & c | !d <-> 'e", Answer.NOTHING_FOUND),
            ("\0\ud800 mat", Answer.FOUND),
            ("mat " * 1000, Answer.FOUND),
        ],
        ids=lambda value: value[:20].encode("unicode_escape").decode(),
    )
    def test_whatever_is_asked_has_an_answer(self, query: str, answer: Answer) -> None:
        assert search_lessons(query, "vi").answer is answer

    def test_takes_one_statement(self, lessons: Workbench, statements: Statements) -> None:
        with statements() as seen:
            search_lessons("mật khẩu", "vi")
        assert len(seen) == 1

    def test_shows_twenty_and_says_that_there_are_more(self, bench: Workbench) -> None:
        for number in range(10, 35):
            write_lesson(bench, number, "Bài", f"Chung từ {number}.\n")
        publish_package(package=bench.check())
        answer = search_lessons("chung từ", "vi")
        assert (len(answer.lessons), answer.has_more) == (20, True)

    def test_keys_and_explanations_of_exams_are_not_found(self, lessons: Workbench) -> None:
        assert found("phản hồi bí mật") == []
        assert found("mat khau la cua ho") == []  # the answer of a self-check
