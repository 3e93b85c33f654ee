"""`flask courses from-word`, as one calls it."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.unit.exchange.word import docx, heading, p, picture, png

pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def from_word(app: Flask, file: Path, folder: Path) -> Result:
    args = ["courses", "from-word", str(file), "--to", str(folder)]
    return app.test_cli_runner().invoke(args=args)


@pytest.fixture
def document(tmp_path: Path) -> Path:
    file = tmp_path / "so-tay.docx"
    file.write_bytes(docx(
        heading(1, "Khóa máy"), "Một.", p(picture("a.png", "Ổ khóa")), heading(1, "Mật khẩu"), "Hai.",
        pictures={"a.png": png()},
    ))  # fmt: skip
    return file


def test_makes_a_course_that_passes_the_check(app: Flask, document: Path, tmp_path: Path) -> None:
    result = from_word(app, document, tmp_path / "khoa-moi")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "01-so-tay/01-khoa-may.md", "01-so-tay/02-mat-khau.md", "01-so-tay/module.md", "course.md", "exam.md",
        "media/khoa-may.png",
    ]  # fmt: skip
    assert result.stderr.endswith("2 lessons, 1 problems\n")
    check = app.test_cli_runner().invoke(args=["courses", "check", str(tmp_path / "khoa-moi")])
    assert check.stdout == "1 course checked: all is well\n"


def test_a_second_document_stands_beside_the_first(
    app: Flask, document: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "khoa-moi"
    from_word(app, document, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    result = from_word(app, document, folder)
    assert "02-so-tay-2/01-khoa-may.md" in result.stdout
    assert all(path.read_bytes() == content for path, content in before.items())
    check = app.test_cli_runner().invoke(args=["courses", "check", str(folder)])
    assert check.stdout == "1 course checked: all is well\n"


def test_a_folder_of_something_else_is_left_alone(
    app: Flask, document: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "khac"
    folder.mkdir()
    (folder / "Của tôi.txt").write_text("x", encoding="utf-8")
    result = from_word(app, document, folder)
    assert result.exit_code == 1 and "holds what is no part of a course" in result.stderr
    assert [path.name for path in folder.iterdir()] == ["Của tôi.txt"]


def test_what_is_no_document_is_said(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(b"x")
    result = from_word(app, file, tmp_path / "khoa-moi")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the file: left out, it is damaged, or not of this kind" in result.stderr
    assert not (tmp_path / "khoa-moi").exists()
