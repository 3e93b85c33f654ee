"""`flask courses sync` where both sides are edited, and `flask courses diff`."""

import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.catalogue.models import Revision
from portal.catalogue.stored_files import get_stored_files
from portal.kernel.db import db
from tests.unit.catalogue.conftest import MINI
from tests.unit.catalogue.zips import mini_files, plain_zip, written

LESSON = "01-mot/02-bai-sau.md"
BEFORE = mini_files()[f"mini/{LESSON}"]


def run(app: Flask, *args: object) -> Result:
    return app.test_cli_runner().invoke(args=["courses", *map(str, args)])


@pytest.fixture
def shelf(app: Flask, tmp_path: Path) -> Path:
    """Synced once."""
    shutil.copytree(MINI, tmp_path / "shelf" / "mini")
    object.__setattr__(app.config["PORTAL"], "courses", tmp_path / "shelf")
    assert run(app, "sync").output == "mini: revision 1 published\n"
    return tmp_path / "shelf"


def edit_in_portal(app: Flask, tmp_path: Path, more: bytes) -> None:
    files = mini_files() | {f"mini/{LESSON}": BEFORE + more}
    assert run(app, "import", written(tmp_path, plain_zip(files))).exit_code == 0


def edit_in_folder(shelf: Path, more: bytes) -> None:
    (shelf / "mini" / LESSON).write_bytes(BEFORE + more)


def current_text(app: Flask) -> bytes:
    with app.app_context():
        return get_stored_files("mini")[LESSON]


class TestSync:
    def test_says_where_revisions_came_from(self, app: Flask, shelf: Path, tmp_path: Path) -> None:
        edit_in_portal(app, tmp_path, b"\nTrong.\n")
        with app.app_context():
            origins = db.session.scalars(db.select(Revision.origin).order_by(Revision.number))
            assert list(origins) == ["folder", "portal"]

    def test_an_edit_in_the_portal_is_shown_and_left_alone(
        self, app: Flask, shelf: Path, tmp_path: Path
    ) -> None:
        edit_in_portal(app, tmp_path, b"\nTrong.\n")
        result = run(app, "sync")
        assert result.exit_code == 0
        assert f"changed {LESSON}" in result.output
        assert "\n-Trong.\n" in result.output
        assert "mini: edited in the portal since the last sync, revision 2 left" in result.output
        assert current_text(app) == BEFORE + b"\nTrong.\n"
        assert (shelf / "mini" / LESSON).read_bytes() == BEFORE

    def test_edits_on_both_sides_want_a_decision(
        self, app: Flask, shelf: Path, tmp_path: Path
    ) -> None:
        edit_in_portal(app, tmp_path, b"\nTrong.\n")
        edit_in_folder(shelf, b"\nNgoai.\n")
        result = run(app, "sync")
        assert result.exit_code == 1
        assert "edited in the portal and in the folder since" in result.output
        assert current_text(app) == BEFORE + b"\nTrong.\n"

    def test_the_folder_wins_when_told(self, app: Flask, shelf: Path, tmp_path: Path) -> None:
        edit_in_portal(app, tmp_path, b"\nTrong.\n")
        edit_in_folder(shelf, b"\nNgoai.\n")
        result = run(app, "sync", "--from", "folder", "--course", "mini")
        assert (result.exit_code, result.output) == (0, "mini: revision 3 published\n")
        assert current_text(app) == BEFORE + b"\nNgoai.\n"
        assert run(app, "sync").output == "mini: revision 3 unchanged\n"

    def test_the_portal_wins_when_told_and_the_folder_goes_on_from_there(
        self, app: Flask, shelf: Path, tmp_path: Path
    ) -> None:
        edit_in_portal(app, tmp_path, b"\nTrong.\n")
        edit_in_folder(shelf, b"\nNgoai.\n")
        result = run(app, "sync", "--from", "portal")
        assert (result.exit_code, result.output) == (
            0,
            "mini: revision 2 written into the folder\n",
        )
        assert (shelf / "mini" / LESSON).read_bytes() == BEFORE + b"\nTrong.\n"
        edit_in_folder(shelf, b"\nTrong va ngoai.\n")
        assert run(app, "sync").output == "mini: revision 3 published\n"

    def test_the_same_edit_on_both_sides_is_no_quarrel(
        self, app: Flask, shelf: Path, tmp_path: Path
    ) -> None:
        edit_in_portal(app, tmp_path, b"\nNhu nhau.\n")
        edit_in_folder(shelf, b"\nNhu nhau.\n")
        assert run(app, "sync").output == "mini: revision 2 unchanged\n"
        edit_in_folder(shelf, b"\nTiep.\n")
        assert run(app, "sync").output == "mini: revision 3 published\n"

    def test_a_course_that_is_not_there(self, app: Flask, shelf: Path) -> None:
        result = run(app, "sync", "--course", "khac")
        assert (result.exit_code, "there is no course khac" in result.output) == (1, True)


class TestDiff:
    def test_between_two_revisions(self, app: Flask, shelf: Path, tmp_path: Path) -> None:
        edit_in_portal(app, tmp_path, b"\nTrong.\n")
        result = run(app, "diff", "mini", 1, 2)
        lines = result.output.splitlines()
        assert lines[:3] == [
            f"changed {LESSON}",
            f"--- {LESSON} (revision 1)",
            f"+++ {LESSON} (revision 2)",
        ]
        assert lines[-3:] == ["+", "+Trong.", "mini: 0 added, 0 removed, 1 changed"]
        assert "-Trong." in run(app, "diff", "mini", 2, 1).output

    def test_of_what_is_not_there(self, app: Flask, shelf: Path) -> None:
        result = run(app, "diff", "mini", 1, 9)
        assert (result.exit_code, "revision 9 of mini" in result.output) == (1, True)
