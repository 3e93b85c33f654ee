"""A draft brought up to date with what was published meanwhile."""

from pathlib import Path

import pytest
from sqlalchemy import select

from portal.authoring import errors
from portal.authoring.models import Draft, DraftText
from portal.authoring.queries import get_files, get_text
from portal.authoring.updates import Step
from portal.authoring.updating import get_update, update_draft
from portal.catalogue.queries import current_revision
from portal.catalogue.revisions import publish_folder
from portal.catalogue.stored_files import get_stored_files
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from tests.support.drafting import LESSON, begin_draft, change, publish
from tests.support.making import PACKAGES, Maker

OTHER_LESSON = "01-mot/02-bai-sau.md"


@pytest.fixture
def trainer(make: Maker) -> Person:
    return make.person()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The courses folder, where somebody else works."""
    for path in (PACKAGES / "mini").rglob("*"):
        if path.is_file():
            copy = tmp_path / "shelf" / "mini" / path.relative_to(PACKAGES / "mini")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return tmp_path / "shelf" / "mini"


@pytest.fixture
def draft(make: Maker, trainer: Person) -> Draft:
    make.course()
    return begin_draft(trainer.id)


def append(folder: Path, path: str, text: str) -> None:
    with (folder / path).open("a", encoding="utf-8") as file:
        file.write(text)
    begin_writing()
    publish_folder(folder)
    db.session.commit()


def update(draft: Draft, person: Person, **choices: str) -> None:
    begin_writing()
    told = get_update(draft.id)
    update_draft(
        person_id=person.id,
        draft_id=draft.id,
        number=told.number,
        files_digest=told.files_digest,
        choices={f"{LESSON}:0": choice for choice in choices.values()},  # type: ignore[misc]
    )
    db.session.commit()


def test_changes_in_different_files_come_together(
    draft: Draft, trainer: Person, folder: Path
) -> None:
    change(draft, trainer.id)
    append(folder, OTHER_LESSON, "\nTừ thư mục.\n")
    with pytest.raises(errors.BaseMoved):
        publish(draft, trainer.id)
    assert [(file.path, file.step) for file in get_update(draft.id).files] == [
        (OTHER_LESSON, Step.TAKE)
    ]
    update(draft, trainer)
    files = get_files(draft.id)
    assert files[OTHER_LESSON] == get_stored_files("mini")[OTHER_LESSON]
    assert "Thêm một câu." in files.texts[LESSON]
    assert publish(draft, trainer.id).number == 3


def test_of_the_same_lines_both_stay_unless_one_is_chosen(
    draft: Draft, trainer: Person, folder: Path
) -> None:
    change(draft, trainer.id, new="\nCủa tôi.\n")
    append(folder, LESSON, "\nTừ thư mục.\n")
    (file,) = get_update(draft.id).files
    assert (file.step, len(file.conflicts)) == (Step.CHOOSE, 1)
    update(draft, trainer)
    text = get_text(draft.id, LESSON).text
    assert text.index("Của tôi.") < text.index("Từ thư mục.")
    assert publish(draft, trainer.id).number == 3


def test_a_text_that_was_not_chosen_is_kept_in_the_history(
    draft: Draft, trainer: Person, folder: Path
) -> None:
    change(draft, trainer.id, new="\nCủa tôi.\n")
    append(folder, LESSON, "\nTừ thư mục.\n")
    update(draft, trainer, choice="theirs")
    assert get_files(draft.id)[LESSON] == get_stored_files("mini")[LESSON]
    kept = db.session.scalars(select(DraftText.text)).all()
    assert any("Của tôi." in text for text in kept)


def test_once_up_to_date_nothing_changes(draft: Draft, trainer: Person, folder: Path) -> None:
    append(folder, LESSON, "\nTừ thư mục.\n")
    update(draft, trainer)
    before = get_files(draft.id).files_digest
    update(draft, trainer)
    assert get_files(draft.id).files_digest == before
    current = current_revision("mini")
    assert current
    assert draft.base_revision_id == current.id


def test_what_was_not_shown_is_not_done(draft: Draft, trainer: Person, folder: Path) -> None:
    append(folder, LESSON, "\nTừ thư mục.\n")
    told = get_update(draft.id)
    change(draft, trainer.id, new="\nNữa.\n")
    begin_writing()
    with pytest.raises(errors.DraftChanged):
        update_draft(
            person_id=trainer.id,
            draft_id=draft.id,
            number=told.number,
            files_digest=told.files_digest,
            choices={},
        )
