"""A course written in the browser and kept in a folder under git: neither side overwrites the other."""

import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from portal.authoring.errors import BaseMoved
from portal.authoring.updating import get_update, update_draft
from portal.catalogue.stored_files import get_stored_files
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from tests.support.drafting import LESSON, begin_draft, change, publish
from tests.support.making import Maker
from tests.unit.catalogue.conftest import MINI

OTHER = "01-mot/02-bai-sau.md"


def run(app: Flask, *args: object) -> Result:
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["courses", *map(str, args)])


@pytest.fixture
def author(make: Maker) -> Person:
    return make.person()


@pytest.fixture
def shelf(app: Flask, author: Person, tmp_path: Path) -> Path:
    """Synced once."""
    shutil.copytree(MINI, tmp_path / "shelf" / "mini")
    object.__setattr__(app.config["PORTAL"], "courses", tmp_path / "shelf")
    assert run(app, "sync").output == "mini: revision 1 published\n"
    return tmp_path / "shelf"


def test_what_was_published_from_a_draft_is_told_with_a_diff_and_left_alone(
    app: Flask, shelf: Path, author: Person
) -> None:
    draft = begin_draft(author.id)
    change(draft, author.id)
    publish(draft, author.id)
    result = run(app, "sync")
    assert result.exit_code == 0
    assert f"changed {LESSON}" in result.output
    assert "-Thêm một câu." in result.output
    assert "edited in the portal since the last sync, revision 2 left" in result.output


def test_export_touches_only_the_files_that_were_edited(
    app: Flask, shelf: Path, author: Person
) -> None:
    draft = begin_draft(author.id)
    change(draft, author.id)
    publish(draft, author.id)
    untouched = {path: path.stat().st_ino for path in shelf.rglob("*.md") if path.name != LESSON}
    result = run(app, "export", "mini", "--to-folder")
    assert "1 files changed" in result.output
    assert (shelf / "mini" / LESSON).read_text("utf-8").endswith("\nThêm một câu.\n")
    moved = [path for path, inode in untouched.items() if path.stat().st_ino != inode]
    assert moved == [shelf / "mini" / LESSON]
    assert run(app, "sync").output == "mini: revision 2 unchanged\n"


def test_a_draft_is_not_published_over_what_the_folder_brought(
    app: Flask, shelf: Path, author: Person
) -> None:
    draft = begin_draft(author.id)
    change(draft, author.id)
    with (shelf / "mini" / OTHER).open("a", encoding="utf-8") as file:
        file.write("\nTừ thư mục.\n")
    assert run(app, "sync").output == "mini: revision 2 published\n"
    with pytest.raises(BaseMoved):
        publish(draft, author.id)
    begin_writing()
    told = get_update(draft.id)
    update_draft(
        person_id=author.id,
        draft_id=draft.id,
        number=told.number,
        files_digest=told.files_digest,
        choices={},
    )
    db.session.commit()
    assert publish(draft, author.id).number == 3
    stored = get_stored_files("mini")
    assert "Từ thư mục." in stored[OTHER].decode()
    assert "Thêm một câu." in stored[LESSON].decode()
