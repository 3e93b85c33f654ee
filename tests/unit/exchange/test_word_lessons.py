"""Word documents made into lessons: parted by headings, shown as they were, nothing lost in silence."""

import io
import socket
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.authoring.skeleton import new_course
from portal.catalogue.checks import Shelf, check_files
from portal.catalogue.exchange.word_lessons import WordLessons, read_lessons
from tests.unit.exchange.test_texts import shown
from tests.unit.exchange.word import (
    DRAWN,
    NS,
    docx,
    footnotes,
    heading,
    link,
    note,
    p,
    picture,
    png,
    run,
    table,
)

BASE = {path: text.encode() for path, text in new_course(title="Thử", author="A").items()}
#: a course without modules of its own
SHELL = {path: content for path, content in BASE.items() if "/" not in path}
EXPECTED = "its objectives are the titles of its lessons"
NO_HEADING = "no heading is found"


def lessons(content: bytes) -> WordLessons:
    return read_lessons(content, name="Tài liệu")


def troubles(read: WordLessons) -> list[str]:
    """What is told beyond what is told of every document."""
    told = [str(trouble) for trouble in read.troubles]
    return [one for one in told if EXPECTED not in one and NO_HEADING not in one]


def body(read: WordLessons) -> str:
    """Of the only lesson."""
    (text,) = (
        c.decode()
        for path, c in read.files.items()
        if path.endswith(".md") and "/module" not in path
    )
    return text.split("---\n", 2)[2].strip()


def problems(read: WordLessons) -> list[str]:
    checked = check_files("thu", {**SHELL, **read.files}, Shelf((), None, ()), [])
    return [str(problem) for problem in checked.problems]


class TestParts:
    def test_two_levels_make_modules_and_lessons(self) -> None:
        read = lessons(docx(
            p("Sổ tay", style="Title"), heading(1, "Chương 1: An toàn"), heading(2, "Bài 1. Khóa máy"), "Một.",
            heading(3, "Nhỏ"), "Hai.", heading(2, "Bài 2: Mật khẩu"), "Ba.", heading(1, "Chương 2"), "Bốn.",
        ))  # fmt: skip
        assert list(read.files) == [
            "01-an-toan/module.md", "01-an-toan/01-khoa-may.md", "01-an-toan/02-mat-khau.md",
            "02-chuong-2/module.md", "02-chuong-2/01-chuong-2.md",
        ]  # fmt: skip
        assert read.files["01-an-toan/01-khoa-may.md"].decode() == (
            "---\ntitle: Bài 1. Khóa máy\nminutes: 1\n---\n\nMột.\n\n## Nhỏ\n\nHai.\n"
        )
        assert (read.title, len(read.lessons), troubles(read), problems(read)) == (
            "Sổ tay",
            3,
            [],
            [],
        )

    def test_one_level_makes_lessons_of_one_module(self) -> None:
        read = lessons(docx("Mở đầu.", heading(2, "A"), "Một.", heading(2, "B"), "Hai."))
        assert list(read.files) == [
            "01-tai-lieu/module.md", "01-tai-lieu/01-tai-lieu.md", "01-tai-lieu/02-a.md", "01-tai-lieu/03-b.md",
        ]  # fmt: skip
        assert problems(read) == []

    def test_without_headings_it_is_one_lesson_and_told(self) -> None:
        read = lessons(docx("Một.", "Hai."))
        assert body(read) == "Một.\n\nHai."
        assert any(NO_HEADING in str(trouble) for trouble in read.troubles)

    def test_the_same_title_twice_has_two_names(self) -> None:
        read = lessons(docx(heading(1, "A"), "Một.", heading(1, "A"), "Hai."))
        assert "01-tai-lieu/02-a-2.md" in read.files

    def test_a_heading_without_text_is_told_and_left_out(self) -> None:
        read = lessons(docx(heading(1, "A"), heading(1, "B"), "Một."))
        assert troubles(read) == ["A: left out, there is no text below this heading"]

    def test_minutes_are_those_of_reading(self) -> None:
        read = lessons(docx(" ".join(["từ"] * 301)))
        assert "minutes: 3\n" in next(
            c.decode() for path, c in read.files.items() if "01-tai-lieu.md" in path
        )

    @pytest.mark.parametrize(
        "title", ["a: b", "'x'", "# y", "No", "2025", "- z", "{a}", "@b", "[c]"]
    )
    def test_any_title_can_be_read_again(self, title: str) -> None:
        read = lessons(docx(heading(1, title), "Một.", heading(2, f"{title}!"), "Hai."))
        assert problems(read) == []


class TestTexts:
    def test_looks_lists_tables_links_and_notes(self) -> None:
        read = lessons(docx(
            p(run("đậm ", "b"), run("thường, "), link("web", "trang")),
            p("một", numbered=(4, 0)), p("hai", numbered=(4, 1)), p("ba", numbered=(2, 0)),
            "- gạch", "+ cộng", "- nữa",
            table(["Cột | 1", "Cột 2"], ["a", "b"]),
            p(run("chú thích"), note(7)),
            links={"web": "https://a.vn/b(1)?c=d&e"}, **footnotes(n7="Nguồn."),
        ))  # fmt: skip
        assert body(read) == (
            "**đậm** thường, [trang](https://a.vn/b%281%29?c=d&e)\n\n"
            "- một\n    - hai\n\n1. ba\n\n- gạch\n    - cộng\n- nữa\n\n"
            "| Cột \\| 1 | Cột 2 |\n|---|---|\n| a | b |\n\nchú thích[^1]\n\n[^1]: Nguồn."
        )
        assert (troubles(read), problems(read)) == ([], [])

    def test_a_frame_is_a_quotation(self) -> None:
        assert body(lessons(docx(table(["Nhớ lấy"])))) == "> Nhớ lấy"

    @given(st.text("ab1Ế _*`[]()<>&;#+-=|~!:.\\/^{}\"'", min_size=1, max_size=24))
    @settings(max_examples=60)
    def test_every_paragraph_is_shown_as_it_is(self, text: str) -> None:
        line = " ".join(f"x{text}".split())
        assert shown(body(lessons(docx(p(run(line)))))) == line


class TestPictures:
    def test_go_to_media_with_their_words(self) -> None:
        read = lessons(docx(
            heading(1, "Khóa"), p(run("Xem "), picture("a.png", "Ổ khóa")), p(picture("a.png", "Lại")),
            pictures={"a.png": png()},
        ))  # fmt: skip
        assert read.files["media/khoa.png"] == png()
        assert body(read) == "Xem ![Ổ khóa](../media/khoa.png)\n\n![Lại](../media/khoa.png)"
        assert (troubles(read), problems(read)) == ([], [])

    def test_without_words_are_told_and_seen_by_the_check(self) -> None:
        read = lessons(docx(p(picture("a.png")), pictures={"a.png": png()}))
        assert troubles(read) == ["Tài liệu: the picture tai-lieu.png has no alternative text"]
        assert "has no alternative text" in problems(read)[0]

    def test_of_other_kinds_are_told(self) -> None:
        read = lessons(docx("a", p(picture("a.emf", "Ổ khóa")), pictures={"a.emf": b"\x01\0\0\0"}))
        assert "is of a kind that is not shown here" in troubles(read)[0]
        assert "(Ổ khóa)" in body(read)


class TestHarm:
    @pytest.fixture(autouse=True)
    def _no_way_out(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> None:
            raise AssertionError("something was opened")

        monkeypatch.setattr(socket.socket, "connect", refuse)
        monkeypatch.setattr("mammoth.docx.files.open", refuse, raising=False)
        monkeypatch.setattr("urllib.request.urlopen", refuse)

    @pytest.mark.parametrize(
        "target", ["file:///etc/passwd", "/etc/passwd", "http://127.0.0.1:9/a.png", "../../a.png"]
    )
    def test_pictures_elsewhere_are_never_fetched(self, target: str) -> None:
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" Type="x" Target="{target}" TargetMode="External"/></Relationships>'
        )
        content = docx(
            "a", p(picture("a", "x", kind="link")), **{"word/_rels/document.xml.rels": relations}
        )
        read = lessons(content)
        assert any("is only linked to" in one for one in troubles(read))
        assert not [path for path in read.files if path.startswith("media/")]

    @pytest.mark.parametrize(
        "address",
        ["javascript:alert(1)", "data:text/html,x", "file:///C:/a", "\\\\host\\a", "JaVaScRiPt:x"],
    )
    def test_links_elsewhere_are_text_and_told(self, address: str) -> None:
        read = lessons(docx(p(run("a "), link("l", "máy")), links={"l": address}))
        assert body(read) == "a máy"
        assert "leads to no page of the web" in troubles(read)[0]

    @pytest.mark.parametrize(
        "part", ["word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"]
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_entities_are_refused_in_every_part(self, part: str, encoding: str) -> None:
        evil = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
        read = lessons(docx("x", **{part: evil.encode(encoding)}))  # type: ignore[arg-type]
        assert read.files == {} and read.troubles[0].is_left_out

    def test_a_main_part_of_another_name_is_not_read(self) -> None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("_rels/.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
                '><Relationship Id="a" Target="evil.bin" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
                'relationships/officeDocument"/></Relationships>')  # fmt: skip
            archive.writestr("evil.bin", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")
        assert lessons(stream.getvalue()).files == {}

    @pytest.mark.parametrize("depth", [30, 3_000])
    def test_deep_nesting_is_refused(self, depth: int) -> None:
        inside = p("x")
        for _ in range(depth):
            inside = f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl>"
        assert "divide the document" in str(lessons(docx(inside)).troubles[0])

    @given(
        st.binary(max_size=300)
        | st.text(max_size=100).map(lambda text: docx(p(run(text or "x"))[:-9] or "x"))
    )
    @settings(max_examples=40)
    def test_garbage_is_a_problem(self, content: bytes) -> None:
        read = lessons(content)
        assert read.files or read.troubles

    def test_what_does_not_come_along_is_told(self) -> None:
        formula = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x</m:t></m:r></m:oMath>'
        chart = (
            f'<w:r><w:drawing><wp:inline {DRAWN}><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'
            "</wp:inline></w:drawing></w:r>"
        )
        head = {"word/header1.xml": f"<w:hdr {NS}>{p('Đầu trang')}</w:hdr>"}
        read = lessons(docx(
            p("Mục lục", style="toc1"), p(run("a"), formula, chart, '<w:r><w:commentReference w:id="0"/></w:r>'), **head
        ))  # fmt: skip
        told = " ".join(troubles(read))
        for what in (
            "comments",
            "formulas (1)",
            "charts and diagrams (1)",
            "head and foot",
            "table of contents",
        ):
            assert what in told, what
