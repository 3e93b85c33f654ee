"""`flask courses …` as an author and an administrator run it."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask

from portal.catalogue.queries import current_revision
from portal.commands.courses import courses
from tests.unit.catalogue.conftest import MINI


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    shutil.copytree(MINI, tmp_path / "shelf" / "mini")
    return tmp_path / "shelf"


def break_it(shelf: Path) -> None:
    with (shelf / "mini" / "01-mot" / "02-bai-sau.md").open("a") as file:
        file.write("\n[a](khong-he-co-dau)\n")


class TestCheck:
    def test_a_sound_package(self, shelf: Path) -> None:
        result = CliRunner().invoke(courses, ["check", str(shelf / "mini")])
        assert (result.exit_code, result.output) == (0, "1 course checked: all is well\n")

    def test_a_broken_package_in_a_folder(self, shelf: Path) -> None:
        break_it(shelf)
        result = CliRunner().invoke(courses, ["check", str(shelf)])
        assert result.exit_code == 1
        assert result.output.splitlines() == [
            "mini/01-mot/02-bai-sau.md:11: the link khong-he-co-dau leads nowhere",
            "1 course checked: 1 problem",
        ]

    def test_as_json(self, shelf: Path) -> None:
        break_it(shelf)
        result = CliRunner().invoke(courses, ["check", str(shelf / "mini"), "--json"])
        assert result.exit_code == 1
        assert json.loads(result.output) == [
            {
                "kind": "problem",
                "file": "01-mot/02-bai-sau.md",
                "line": 11,
                "code": "broken_link",
                "message": "the link khong-he-co-dau leads nowhere",
            }
        ]

    def test_overdue_facts_are_noticed_and_keep_nobody_from_publishing(self, shelf: Path) -> None:
        (shelf / "facts.csv").write_text(
            "id,statement,source,as_of,review_months\nF1,a,b,2020-01,6\nF2,a,b,2020-01,999\n"
        )
        lesson = shelf / "mini" / "01-mot" / "01-bai-dau.md"
        lesson.write_text(lesson.read_text().replace("facts: []", "facts: [F1, F2]"))
        result = CliRunner().invoke(courses, ["check", str(shelf)])
        assert result.exit_code == 0
        assert result.output.splitlines() == [
            "mini/01-mot/01-bai-dau.md:4: the fact F1 was to be looked at again by 2020-07-31;"
            " then give it a new as_of in facts.csv",
            "1 course checked: all is well; 1 notice",
        ]
        as_json = CliRunner().invoke(courses, ["check", str(shelf / "mini"), "--json"])
        (notice,) = json.loads(as_json.output)
        assert (notice["kind"], notice["code"]) == ("notice", "fact_overdue")

    def test_nothing_to_check_is_not_well(self, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        result = CliRunner().invoke(courses, ["check", str(tmp_path / "empty")])
        assert (result.exit_code, result.output) == (1, "no course package here\n")

    def test_a_path_that_is_not_there(self, tmp_path: Path) -> None:
        assert CliRunner().invoke(courses, ["check", str(tmp_path / "none")]).exit_code == 2


class TestShow:
    def test_everything_as_json(self, shelf: Path) -> None:
        result = CliRunner().invoke(courses, ["show", str(shelf / "mini"), "--json"])
        shown = json.loads(result.output)
        assert result.exit_code == 0
        assert [lesson["id"] for lesson in shown["modules"][0]["lessons"]] == ["bai-dau", "bai-sau"]
        question = shown["exam"]["questions"][0]
        assert (question["id"], question["type"], question["key"]) == ("mat-khau", "one", [1])
        assert (question["points"], question["classes"]) == (1, ["critical"])
        assert shown["exam"]["questions"][1]["key"] == [0, 1]

    def test_as_text(self, shelf: Path) -> None:
        result = CliRunner().invoke(courses, ["show", str(shelf / "mini")])
        assert "  bai-dau: Bài đầu (5 min)" in result.output

    def test_a_broken_package_is_not_shown(self, shelf: Path) -> None:
        break_it(shelf)
        result = CliRunner().invoke(courses, ["show", str(shelf / "mini"), "--json"])
        assert (result.exit_code, result.stdout) == (1, "")


class TestSync:
    def test_it_publishes_once(self, app: Flask) -> None:
        first = app.test_cli_runner().invoke(args=["courses", "sync"])
        assert first.exit_code == 0, first.output
        assert "an-toan-thiet-bi: revision 1 published" in first.output
        assert "scheme.yaml: new version" in first.output
        second = app.test_cli_runner().invoke(args=["courses", "sync"])
        assert "an-toan-thiet-bi: revision 1 unchanged" in second.output

    def test_a_broken_package_keeps_its_revision_and_the_others_load(
        self, app: Flask, shelf: Path
    ) -> None:
        shutil.copytree(MINI, shelf / "hai")
        object.__setattr__(app.config["PORTAL"], "courses", shelf)
        assert app.test_cli_runner().invoke(args=["courses", "sync"]).exit_code == 0
        break_it(shelf)
        with (shelf / "hai" / "course.md").open("a") as file:
            file.write("\nThêm.\n")
        result = app.test_cli_runner().invoke(args=["courses", "sync"])
        assert result.exit_code == 1
        assert result.output.splitlines() == [
            "hai: revision 2 published",
            "mini/01-mot/02-bai-sau.md:11: the link khong-he-co-dau leads nowhere",
            "mini: 1 problem, revision 1 stays",
        ]
        with app.app_context():
            current = current_revision("mini")
            assert current is not None
            assert current.number == 1

    def test_broken_rules_are_named_and_the_courses_load(self, app: Flask, shelf: Path) -> None:
        (shelf / "scheme.yaml").write_text("courses: 5\n", encoding="utf-8")
        object.__setattr__(app.config["PORTAL"], "courses", shelf)
        result = app.test_cli_runner().invoke(args=["courses", "sync"])
        assert result.exit_code == 1
        assert "scheme.yaml:1: " in result.output
        with app.app_context():
            assert current_revision("mini") is not None
