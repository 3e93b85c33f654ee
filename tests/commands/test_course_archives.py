"""`flask courses import`, `export` and `recode` as an administrator runs them."""

import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.catalogue.queries import current_revision
from tests.unit.catalogue.conftest import MINI
from tests.unit.catalogue.zips import mini_files, plain_zip, written


def run(app: Flask, *args: object) -> Result:
    return app.test_cli_runner().invoke(args=["courses", *map(str, args)])


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return written(tmp_path, plain_zip(mini_files()))


@pytest.fixture
def shelf(app: Flask, tmp_path: Path) -> Path:
    shutil.copytree(MINI, tmp_path / "shelf" / "mini")
    object.__setattr__(app.config["PORTAL"], "courses", tmp_path / "shelf")
    return tmp_path / "shelf"


class TestImport:
    def test_a_new_course_and_then_the_same(self, app: Flask, archive: Path) -> None:
        assert run(app, "import", archive).output == "mini: revision 1 published\n"
        again = run(app, "import", archive)
        assert (again.exit_code, again.output) == (0, "mini: revision 1 unchanged\n")

    def test_problems_leave_the_portal_as_it_was(self, app: Flask, tmp_path: Path) -> None:
        broken = mini_files() | {"mini/01-mot/02-bai-sau.md": b"\xff\xfex\0"}
        result = run(app, "import", written(tmp_path, plain_zip(broken)))
        assert result.exit_code == 1
        assert result.output.splitlines() == [
            "01-mot/02-bai-sau.md:1: is not UTF-8 text but looks like UTF-16; save it as UTF-8,"
            " or have `courses recode` convert it",
            "mini: 1 problem, nothing imported",
        ]
        with app.app_context():
            assert current_revision("mini") is None


class TestExport:
    def test_the_same_bytes(self, app: Flask, archive: Path, tmp_path: Path) -> None:
        run(app, "import", archive)
        result = run(app, "export", "mini", tmp_path / "out.zip")
        assert result.exit_code == 0, result.output
        with zipfile.ZipFile(tmp_path / "out.zip") as out:
            assert {name: out.read(name) for name in out.namelist()} == mini_files()

    @pytest.mark.parametrize(
        ("more", "says"),
        [(["--revision", "7"], "revision 7 of mini is not published"), ([], "is not published")],
    )
    def test_what_is_not_published(
        self, app: Flask, tmp_path: Path, more: list[str], says: str
    ) -> None:
        result = run(app, "export", "mini", tmp_path / "out.zip", *more)
        assert (result.exit_code, says in result.output) == (1, True)
        assert not (tmp_path / "out.zip").exists()

    def test_into_the_courses_folder(self, app: Flask, archive: Path, shelf: Path) -> None:
        run(app, "import", archive)
        (shelf / "mini/course.md").write_text("mine")
        result = run(app, "export", "mini", "--to-folder")
        assert result.output == f"mini: revision 1, 1 files changed in {shelf / 'mini'}\n"
        assert (shelf / "mini/course.md").read_bytes() == mini_files()["mini/course.md"]

    def test_it_must_be_said_where_to(self, app: Flask) -> None:
        assert run(app, "export", "mini").exit_code == 2


class TestRecode:
    def test_only_when_told(self, app: Flask, tmp_path: Path) -> None:
        path = tmp_path / "a.md"
        path.write_bytes("Việc".encode("utf-16"))
        assert run(app, "recode", tmp_path).output == f"{path}: UTF-16 can be converted\n"
        assert path.read_bytes() == "Việc".encode("utf-16")
        assert run(app, "recode", path, "--write").output == f"{path}: UTF-16 converted\n"
        assert path.read_text("utf-8") == "Việc"
