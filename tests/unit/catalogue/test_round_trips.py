"""What is imported comes out again byte for byte, and going round makes no new revision."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import func, select

from portal.catalogue.archive_writing import write_archive
from portal.catalogue.errors import FolderNotPlain
from portal.catalogue.importing import import_archive
from portal.catalogue.models import Revision
from portal.catalogue.stored_files import get_stored_files
from portal.catalogue.syncing import export_to_folder, sync_courses
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from tests.unit.catalogue.conftest import Workbench
from tests.unit.catalogue.packages import Package, packages
from tests.unit.catalogue.zips import mini_files, plain_zip, written

pytestmark = pytest.mark.usefixtures("context")
NOWHERE = Path("/nonexistent")
MINI_FILES = {path.removeprefix("mini/"): content for path, content in mini_files().items()}
LESSON = "01-mot/02-bai-sau.md"


def count_revisions() -> int:
    return db.session.scalar(select(func.count()).select_from(Revision)) or 0


class TestImport:
    def test_publishes_once(self, tmp_path: Path) -> None:
        path = written(tmp_path, plain_zip(mini_files()))
        first = import_archive(path=path, courses=NOWHERE)
        assert (first.slug, first.number, first.is_new, first.problems) == ("mini", 1, True, ())
        second = import_archive(path=path, courses=NOWHERE)
        assert (second.number, second.is_new) == (1, False)

    def test_takes_the_slug_from_the_zip_where_there_is_no_folder(self, tmp_path: Path) -> None:
        path = written(tmp_path, plain_zip(MINI_FILES), "khoa-thu.zip")
        assert import_archive(path=path, courses=NOWHERE).slug == "khoa-thu"
        assert import_archive(path=path, courses=NOWHERE, slug="mini").slug == "mini"

    def test_of_a_broken_course_nothing_is_loaded(self, tmp_path: Path) -> None:
        broken = mini_files()
        broken[f"mini/{LESSON}"] += b"\n[a](khong-he-co-dau)\n"
        imported = import_archive(path=written(tmp_path, plain_zip(broken)), courses=NOWHERE)
        assert [str(one) for one in imported.problems] == [
            f"{LESSON}:11: the link khong-he-co-dau leads nowhere"
        ]
        assert (imported.number, count_revisions()) == (None, 0)

    def test_facts_come_from_the_shelf_else_from_the_zip(
        self, tmp_path: Path, bench: Workbench
    ) -> None:
        head = "id,statement,source,as_of,review_months\n"
        bench.replace(LESSON, "facts: []", "facts: [F1]")
        files = {f"mini/{path}": content for path, content in bench.check().files.items()}
        alone = written(tmp_path, plain_zip(files), "alone.zip")
        codes = [p.code for p in import_archive(path=alone, courses=NOWHERE).problems]
        assert codes == ["no_facts_file"]
        files["facts.csv"] = f"{head}F1,s,x,2023,12\n".encode()
        path = written(tmp_path, plain_zip(files))
        assert import_archive(path=path, courses=NOWHERE).number == 1
        (bench.shelf / "facts.csv").write_text(f"{head}F1,s,x,2026,12\n", "utf-8")
        assert import_archive(path=path, courses=bench.shelf).number == 2


class TestRoundTrip:
    @given(package=packages())
    @settings(
        max_examples=12,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def test_every_byte_comes_back_and_makes_no_new_revision(
        self, tmp_path: Path, package: Package
    ) -> None:
        files = {f"mini/{path}": content for path, content in package.items()}
        first = import_archive(path=written(tmp_path, plain_zip(files)), courses=NOWHERE)
        assert first.problems == ()
        stored = get_stored_files("mini")
        assert dict(stored) == package
        write_archive(tmp_path / "out.zip", "mini", stored)
        again = import_archive(path=tmp_path / "out.zip", courses=NOWHERE)
        assert (again.number, again.is_new) == (first.number, False)

    def test_every_revision_stays(self, tmp_path: Path) -> None:
        import_archive(path=written(tmp_path, plain_zip(mini_files())), courses=NOWHERE)
        changed = mini_files() | {f"mini/{LESSON}": MINI_FILES[LESSON] + b"\nTh\xc3\xaam.\n"}
        import_archive(path=written(tmp_path, plain_zip(changed)), courses=NOWHERE)
        assert dict(get_stored_files("mini", 1)) == MINI_FILES
        assert get_stored_files("mini")[LESSON] == changed[f"mini/{LESSON}"]
        with pytest.raises(NotFound):
            get_stored_files("mini", 3)
        with pytest.raises(NotFound):
            get_stored_files("other")


class TestWriteBack:
    def test_touches_only_what_differs(self, tmp_path: Path, bench: Workbench) -> None:
        changed = mini_files() | {f"mini/{LESSON}": MINI_FILES[LESSON] + b"\nTh\xc3\xaam.\n"}
        import_archive(path=written(tmp_path, plain_zip(changed)), courses=NOWHERE)
        bench.write("01-mot/03-bai-thua.md", "x")
        bench.write(".gitkeep", "")
        before = (bench.mini / "course.md").stat().st_ino
        assert export_to_folder(get_stored_files("mini"), bench.shelf) == 2
        assert (bench.mini / LESSON).read_bytes() == changed[f"mini/{LESSON}"]
        assert (bench.mini / "course.md").stat().st_ino == before
        (bench.mini / ".gitkeep").unlink()
        assert not (bench.mini / "01-mot/03-bai-thua.md").exists()
        assert [one.outcome for one in sync_courses(bench.shelf)] == ["unchanged"]

    def test_makes_the_folder(self, tmp_path: Path) -> None:
        import_archive(path=written(tmp_path, plain_zip(mini_files())), courses=NOWHERE)
        folder = tmp_path / "courses"
        assert export_to_folder(get_stored_files("mini"), folder) == len(MINI_FILES)
        assert (folder / "mini" / LESSON).read_bytes() == MINI_FILES[LESSON]

    def test_writes_through_no_link(self, tmp_path: Path, bench: Workbench) -> None:
        import_archive(path=written(tmp_path, plain_zip(mini_files())), courses=NOWHERE)
        elsewhere = tmp_path / "elsewhere"
        (bench.mini / "01-mot").rename(elsewhere)
        (bench.mini / "01-mot").symlink_to(elsewhere)
        (elsewhere / "module.md").write_text("mine")
        with pytest.raises(FolderNotPlain):
            export_to_folder(get_stored_files("mini"), bench.shelf)
        assert (elsewhere / "module.md").read_text() == "mine"
