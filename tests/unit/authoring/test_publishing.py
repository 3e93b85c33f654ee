"""Publishing a draft: exactly what was looked at, once, over nothing that came meanwhile."""

import pytest
from sqlalchemy import func, select

from portal.audit.models import AuditEntry
from portal.authoring import errors
from portal.authoring.models import Draft
from portal.authoring.queries import get_files
from portal.authoring.services import discard_draft
from portal.catalogue.errors import BrokenPackage
from portal.catalogue.models import Revision
from portal.catalogue.queries import get_current_content
from portal.catalogue.revisions import publish_folder
from portal.certification.errors import PeopleChanged
from portal.kernel.db import begin_writing, db
from portal.learning.models import CourseRevised
from portal.people.models import Person
from tests.support.drafting import begin_draft, change, publish
from tests.support.making import PACKAGES, Maker


@pytest.fixture
def trainer(make: Maker) -> Person:
    return make.person()


@pytest.fixture
def draft(make: Maker, trainer: Person) -> Draft:
    make.course()
    return begin_draft(trainer.id)


def revisions() -> int:
    return db.session.scalar(select(func.count()).select_from(Revision)) or 0


def test_makes_a_revision_by_somebody_and_closes_the_draft(draft: Draft, trainer: Person) -> None:
    change(draft, trainer.id)
    revision = publish(draft, trainer.id, is_major=True, note=" Luật mới ")
    assert (revision.number, revision.is_major, revision.note) == (2, True, "Luật mới")
    asked = db.session.scalars(select(CourseRevised)).one()
    assert (asked.revision_id, asked.made_by) == (revision.id, trainer.id)
    assert (revision.origin, revision.published_by) == ("portal", trainer.id)
    assert (draft.closed_by, draft.published_revision_id) == (trainer.id, revision.id)
    assert "Thêm một câu" in get_current_content("mini").lessons[0].html("vi")[0]
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "revision.published")
    ).one()
    assert (entry.actor_id, entry.subject, entry.details["number"]) == (trainer.id, "mini", 2)


def test_a_second_time_is_the_same_revision(draft: Draft, trainer: Person) -> None:
    change(draft, trainer.id)
    first = publish(draft, trainer.id)
    assert publish(draft, trainer.id, is_major=True, note="x").id == first.id
    assert (revisions(), first.is_major) == (2, False)


def test_a_major_one_asks_those_who_were_counted(draft: Draft, trainer: Person) -> None:
    change(draft, trainer.id)
    with pytest.raises(PeopleChanged):
        publish(draft, trainer.id, is_major=True, note="x", asks=3)
    db.session.rollback()
    assert publish(draft, trainer.id, is_major=True, note="x", asks=0).is_major


def test_only_what_was_looked_at_is_published(draft: Draft, trainer: Person) -> None:
    change(draft, trainer.id)
    looked_at = get_files(draft.id).files_digest
    change(draft, trainer.id, new="Và một câu nữa.\n")
    with pytest.raises(errors.DraftChanged):
        publish(draft, trainer.id, files_digest=looked_at)
    assert revisions() == 1


def test_not_over_what_somebody_published_meanwhile(
    draft: Draft, trainer: Person, tmp_path_factory: pytest.TempPathFactory
) -> None:
    change(draft, trainer.id)
    folder = tmp_path_factory.mktemp("shelf") / "mini"
    for path in (PACKAGES / "mini").rglob("*.md"):
        (folder / path.relative_to(PACKAGES / "mini")).parent.mkdir(parents=True, exist_ok=True)
        (folder / path.relative_to(PACKAGES / "mini")).write_bytes(path.read_bytes())
    with (folder / "01-mot" / "02-bai-sau.md").open("a") as file:
        file.write("\nTừ thư mục.\n")
    begin_writing()
    publish_folder(folder)
    db.session.commit()
    with pytest.raises(errors.BaseMoved):
        publish(draft, trainer.id)
    assert revisions() == 2


def test_refuses_what_cannot_be(draft: Draft, trainer: Person) -> None:
    with pytest.raises(errors.NothingChanged):
        publish(draft, trainer.id)
    change(draft, trainer.id)
    with pytest.raises(errors.NoteMissing):
        publish(draft, trainer.id, is_major=True, note="  ")
    change(draft, trainer.id, new="\n[đâu](khong-co.md)\n")
    with pytest.raises(BrokenPackage):
        publish(draft, trainer.id)
    begin_writing()
    discard_draft(person_id=trainer.id, draft_id=draft.id)
    with pytest.raises(errors.DraftClosed):
        publish(draft, trainer.id)
    assert revisions() == 1
