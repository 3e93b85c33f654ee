"""Through a draft and out again: only what was touched differs, and that as it was written, byte for byte."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.authoring.errors import NothingChanged
from portal.authoring.queries import get_files, get_text
from portal.authoring.saving import save_text
from portal.authoring.services import discard_draft, open_draft
from portal.catalogue.archive_reading import opened_archive
from portal.catalogue.archive_writing import write_archive
from portal.catalogue.importing import import_archive
from portal.catalogue.stored_files import get_stored_files
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from tests.support.drafting import NO_FOLDER, publish
from tests.support.making import Maker
from tests.unit.catalogue.packages import Package, packages
from tests.unit.catalogue.zips import plain_zip, written


@pytest.fixture
def author(make: Maker) -> Person:
    return make.person()


@given(package=packages(), data=st.data())
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_only_touched_files_differ(
    tmp_path: Path, author: Person, package: Package, data: st.DataObject
) -> None:
    begin_writing()
    files = {f"mini/{path}": content for path, content in package.items()}
    assert import_archive(path=written(tmp_path, plain_zip(files)), courses=NO_FOLDER).number
    draft = open_draft(person_id=author.id, course_slug="mini")
    lessons = [path for path in package if "/" in path and "module" not in path]
    touched = data.draw(st.sets(st.sampled_from(lessons)))
    for path in lessons:  # an editor opens and saves them all
        shown = get_text(draft.id, path)
        text = f"{shown.text}\nThêm." if path in touched else shown.text
        save_text(
            person_id=author.id,
            draft_id=draft.id,
            path=path,
            text=text.replace("\n", "\r\n"),  # as browsers send it
            base_version=shown.version,
        )
    assert {
        path for path, content in get_files(draft.id).items() if content != package[path]
    } == touched
    if touched:
        publish(draft, author.id)
    else:
        with pytest.raises(NothingChanged):
            publish(draft, author.id)
        begin_writing()
        discard_draft(person_id=author.id, draft_id=draft.id)
    db.session.commit()
    write_archive(tmp_path / "out.zip", "mini", get_stored_files("mini"))
    with opened_archive(tmp_path / "out.zip", []) as archive:
        assert archive
        exported = dict(archive.files)
    for path, content in package.items():
        end = b"\r\n" if content.count(b"\r\n") * 2 > content.count(b"\n") else b"\n"
        more = end + "Thêm.".encode() if path in touched else b""
        assert exported[path] == content + more
