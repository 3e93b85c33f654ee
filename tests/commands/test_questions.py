"""`flask questions convert` and `flask quizzes mark`, as one calls them."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.unit.exchange.word import docx, p, picture, png, run

KINDS = Path(__file__).parents[1] / "packages" / "kinds" / "exam.md"
pytestmark = pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)


def convert(app: Flask, file: Path, from_: str, to: str, *more: str) -> Result:
    return app.test_cli_runner().invoke(
        args=["questions", "convert", str(file), "--from", from_, "--to", to, *more]
    )


def mark(app: Flask, folder: Path, questions: Any, responses: Any, *more: str) -> Result:
    paths = folder / "questions.json", folder / "responses.json"
    for path, content in zip(paths, (questions, responses), strict=True):
        path.write_text(json.dumps(content), encoding="utf-8")
    return app.test_cli_runner().invoke(args=["quizzes", "mark", *map(str, paths), *more])


class TestConvert:
    def test_prints_json_and_counts(self, app: Flask) -> None:
        result = convert(app, KINDS, "markdown", "json")
        assert result.exit_code == 0
        assert result.stderr == "7 questions, 0 problems\n"
        rows = json.loads(result.stdout)
        assert [row["type"] for row in rows] == [
            "one", "several", "short", "number", "matching", "ordering", "gaps",
        ]  # fmt: skip
        assert rows[0] == {
            "id": "mot", "type": "one", "text": "Một lựa chọn",
            "options": [
                {"text": "Sai", "correct": False, "feedback": ""},
                {"text": "Đúng", "correct": True, "feedback": ""},
            ],
            "answers": [], "points": 1, "classes": [], "explanation": "Giải thích bí mật.",
        }  # fmt: skip

    def test_names_what_is_left_out(self, app: Flask) -> None:
        result = convert(app, KINDS, "markdown", "gift")
        assert result.exit_code == 1
        *problems, last = result.stderr.splitlines()
        assert [line.split(":")[0] for line in problems] == ["thu-tu", "cho-trong"]
        assert last == "5 questions, 2 problems"

    def test_tells_of_doubt_but_leaves_nothing_out(self, app: Flask, tmp_path: Path) -> None:
        file = tmp_path / "thi.docx"
        file.write_bytes(docx("Câu 1. Hỏi?", "A. một", "B. hai"))
        result = convert(app, file, "docx", "json")
        assert result.exit_code == 0
        assert "Câu 1 (Hỏi?): its key is doubtful: no option is marked as right" in result.stderr
        assert result.stderr.endswith("1 questions, 1 problems\n")
        assert json.loads(result.stdout)[0]["classes"] == ["doubtful"]

    def test_writes_pictures_where_it_is_told_to(self, app: Flask, tmp_path: Path) -> None:
        file, media = tmp_path / "thi.docx", tmp_path / "media"
        asked = p(run("Câu 1. Hình?"), picture("a.png", "Ổ khóa"))
        file.write_bytes(docx(asked, "*A. một", "B. hai", pictures={"a.png": png()}))
        media.mkdir()
        (media / "cau-1.png").write_bytes(b"another")
        result = convert(app, file, "docx", "markdown", "--media", str(media))
        assert (result.exit_code, result.stderr) == (0, "1 questions, 0 problems\n")
        assert "![Ổ khóa](media/cau-1-2.png)" in result.stdout
        assert (media / "cau-1-2.png").read_bytes() == png()
        assert (media / "cau-1.png").read_bytes() == b"another"

    def test_tells_of_pictures_that_have_no_place(self, app: Flask, tmp_path: Path) -> None:
        file = tmp_path / "thi.docx"
        asked = p(run("Câu 1. Hình?"), picture("a.png", "Ổ khóa"))
        file.write_bytes(docx(asked, "*A. một", "B. hai", pictures={"a.png": png()}))
        result = convert(app, file, "docx", "json")
        assert result.exit_code == 0
        assert (
            "thi.docx: 1 picture was left out; name a folder for them with --media DIR"
            in result.stderr
        )
        assert result.stderr.endswith("1 questions, 1 problems\n")
        assert "1 questions, 0 problems" in convert(app, file, "docx", "moodle-xml").stderr

    def test_puts_pictures_beside_markdown_into_moodle_xml(
        self, app: Flask, tmp_path: Path
    ) -> None:
        file = tmp_path / "exam.md"
        (tmp_path / "media").mkdir()
        (tmp_path / "media" / "a.png").write_bytes(png())
        file.write_text("## A {#a}\n\n![b](media/a.png)\n\n- [x] c\n- [ ] d\n")
        result = convert(app, file, "markdown", "moodle-xml")
        assert result.stderr == "1 questions, 0 problems\n"
        assert '<file name="a.png" path="/" encoding="base64">' in result.stdout

    def test_refuses_unknown_formats(self, app: Flask) -> None:
        assert convert(app, KINDS, "pdf", "json").exit_code == 2


class TestTemplate:
    def test_is_written_and_converted(self, app: Flask, tmp_path: Path) -> None:
        file = tmp_path / "mau.xlsx"
        result = app.test_cli_runner().invoke(args=["questions", "template", str(file)])
        assert result.exit_code == 0
        assert convert(app, file, "xlsx", "json").stderr == "7 questions, 0 problems\n"

    def test_needs_the_ending(self, app: Flask, tmp_path: Path) -> None:
        args = ["questions", "template", str(tmp_path / "mau.csv")]
        result = app.test_cli_runner().invoke(args=args)
        assert result.exit_code == 2 and "must end in .xlsx" in result.stderr


class TestMark:
    @pytest.fixture
    def questions(self, app: Flask) -> Any:
        return json.loads(convert(app, KINDS, "markdown", "json").stdout)

    RIGHT = {
        "mot": 1, "nhieu": [0, 1], "thu-do": "ha noi", "bao-nhieu": "15", "ghep": [0, 1, 2],
        "thu-tu": [0, 1, 2], "cho-trong": ["156", "otp"],
    }  # fmt: skip

    def test_of_the_key_is_all(self, app: Flask, tmp_path: Path, questions: Any) -> None:
        result = mark(app, tmp_path, questions, self.RIGHT, "--json")
        told = json.loads(result.stdout)
        assert (result.exit_code, told["score"], told["passed"]) == (0, 1.0, True)
        assert told["questions"][3] == {
            "id": "bao-nhieu", "share": 1.0, "right": True, "points": 2.0, "of": 2,
        }  # fmt: skip

    def test_of_several_sheets_is_a_list(self, app: Flask, tmp_path: Path, questions: Any) -> None:
        half = {**self.RIGHT, "cho-trong": ["156", ""], "bao-nhieu": None}
        result = mark(app, tmp_path, questions, [self.RIGHT, half], "--json")
        assert [one["score"] for one in json.loads(result.stdout)] == [1.0, 5.5 / 8]

    def test_names_answers_that_do_not_fit(
        self, app: Flask, tmp_path: Path, questions: Any
    ) -> None:
        result = mark(app, tmp_path, questions, {"mot": [0, 1], "x": 1})
        assert result.exit_code == 1
        assert result.stderr.splitlines() == [
            "x: there is no such question", "mot: the answer does not fit the question",
        ]  # fmt: skip
        assert result.stdout.startswith("0.0000 not passed")

    @pytest.mark.parametrize(
        "questions",
        [
            {}, [], [1], [{"id": "a"}],
            [{"id": "a", "type": "one", "text": "a", "options": [{"text": "b", "correct": False}]}],
            [{"id": "a", "type": "gaps", "text": "a", "answers": [[]]}],
            [{"id": "a", "type": "number", "text": "a", "answers": ["x"]}],
            [{"id": "a", "type": "one", "text": "a", "options": 3}],
        ],
    )  # fmt: skip
    def test_refuses_what_cannot_be_marked(
        self, app: Flask, tmp_path: Path, questions: Any
    ) -> None:
        result = mark(app, tmp_path, questions, {})
        assert result.exit_code == 1
        assert result.stderr.startswith("Error: ")

    def test_refuses_what_is_no_json(self, app: Flask, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_text("{", encoding="utf-8")
        path = str(tmp_path / "a.json")
        result = app.test_cli_runner().invoke(args=["quizzes", "mark", path, path])
        assert "not readable JSON" in result.stderr
