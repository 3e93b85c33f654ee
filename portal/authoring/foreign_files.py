"""Questions and lessons from files of other formats: read, looked at, then taken into a draft all at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Final
from uuid import UUID

from sqlalchemy import delete

from portal.authoring.errors import BadMedia, Undecided
from portal.authoring.models import DraftImport
from portal.authoring.package_services import add_media
from portal.authoring.queries import get_text, list_paths
from portal.authoring.saving import save_text
from portal.authoring.sent_files import get_import
from portal.authoring.services import lock_open_draft
from portal.catalogue.exchange.attachments import with_texts
from portal.catalogue.exchange.keeping import (
    kept_lessons,
    kept_questions,
    lessons_kept,
    questions_kept,
)
from portal.catalogue.exchange.markdown_format import ids_in, write_markdown
from portal.catalogue.exchange.model import Question, with_own_ids
from portal.catalogue.exchange.outcome import Outcome
from portal.catalogue.exchange.placing import (
    media_of,
    modules_placed,
    texts_of,
    with_pictures,
)
from portal.catalogue.exchange.understood import decided
from portal.catalogue.exchange.word_lessons import WordLessons
from portal.catalogue.layout import MEDIA
from portal.kernel import clock
from portal.kernel.db import db

#: what nobody came back to is cleared away with the next file that is sent
KEPT: Final = timedelta(days=7)
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """`count`: questions or lessons that were added; `path`: where; `refused`: pictures that could not be."""

    path: str
    count: int
    refused: tuple[BadMedia, ...] = ()


def keep_questions(
    *, person_id: UUID, draft_id: UUID, path: str, file_name: str, outcome: Outcome
) -> UUID:
    """Keeps what was read for a quiz of the draft; NotFound where it has no such file."""
    get_text(draft_id, path)
    return _keep(person_id, draft_id, path, file_name, kept_questions(outcome))


def keep_lessons(*, person_id: UUID, draft_id: UUID, file_name: str, lessons: WordLessons) -> UUID:
    return _keep(person_id, draft_id, "", file_name, kept_lessons(lessons))


def take_questions(
    *,
    person_id: UUID,
    draft_id: UUID,
    import_id: UUID,
    chosen: Mapping[int, Collection[int]],
    left_out: Collection[int],
) -> Taken:
    """Adds the questions to the end of their quiz, with ids that it has not yet, and their pictures to media/.

    `chosen`: by the place of a question the places of its right options. A second time nothing is added.
    Raises Undecided where a doubtful question is neither decided nor left out; NotAnOption.
    """
    lock_open_draft(draft_id)
    row = get_import(person_id, draft_id, import_id, of_lessons=False, lock=True)
    if row.kept is None:
        return Taken(row.path, 0)
    read = decided(questions_kept(row.kept).read, chosen)
    wanted = [(at, one) for at, one in enumerate(read) if at not in left_out]
    if undecided := [at for at, one in wanted if one.is_doubtful]:
        raise Undecided(places=tuple(undecided))
    file = get_text(draft_id, row.path)
    questions = with_own_ids((one.question for _at, one in wanted), ids_in(file.text))
    files = {one.name: one.content for question in questions for one in question.attachments}
    names, refused = _add_pictures(person_id, draft_id, files)
    if questions:
        text = f"{file.text.rstrip()}\n\n{write_markdown(_shown_from(row.path, questions, names))}"
        save_text(
            person_id=person_id,
            draft_id=draft_id,
            path=row.path,
            text=text,
            base_version=file.version,
        )
    row.kept, row.done_at = None, clock.now()
    return Taken(row.path, len(questions), refused)


def take_lessons(*, person_id: UUID, draft_id: UUID, import_id: UUID) -> Taken:
    """Adds the modules after those of the draft, and their pictures to media/. A second time nothing is added."""
    lock_open_draft(draft_id)
    row = get_import(person_id, draft_id, import_id, of_lessons=True, lock=True)
    if row.kept is None:
        return Taken("", 0)
    lessons = lessons_kept(row.kept)
    placed = modules_placed(lessons.files, list_paths(draft_id))
    names, refused = _add_pictures(person_id, draft_id, media_of(placed))
    texts = texts_of(placed)
    for path, text in texts.items():
        shown = with_pictures(text, names, f"../{MEDIA}")
        save_text(person_id=person_id, draft_id=draft_id, path=path, text=shown, base_version=0)
    row.kept, row.done_at = None, clock.now()
    return Taken(min(texts, default=""), len(lessons.lessons), refused)


def _keep(person_id: UUID, draft_id: UUID, path: str, file_name: str, kept: bytes) -> UUID:
    lock_open_draft(draft_id)
    long_ago = DraftImport.sent_at < clock.now() - KEPT
    db.session.execute(delete(DraftImport).where(DraftImport.kept.is_not(None), long_ago))
    row = DraftImport(
        draft_id=draft_id,
        path=path,
        file_name=PurePosixPath(file_name.replace("\\", "/")).name[-_LONGEST_NAME:],
        kept=kept,
        sent_by=person_id,
        sent_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def _add_pictures(
    person_id: UUID, draft_id: UUID, files: Mapping[str, bytes]
) -> tuple[dict[str, str | None], tuple[BadMedia, ...]]:
    """The names that they have in the draft's media/ (None: it could not be added), and why some could not."""
    names: dict[str, str | None] = {}
    refused = []
    for name, content in files.items():
        try:
            media = add_media(
                person_id=person_id, draft_id=draft_id, file_name=name, content=content, name=""
            )
        except BadMedia as error:
            names[name] = None
            refused.append(error)
        else:
            names[name] = media.path.removeprefix(f"{MEDIA}/")
    return names, tuple(refused)


def _shown_from(
    path: str, questions: Iterable[Question], names: Mapping[str, str | None]
) -> list[Question]:
    """With the pictures' names in the draft, as they are called from the file at `path`."""
    folder = f"../{MEDIA}" if "/" in path else MEDIA
    return [with_texts(one, lambda text: with_pictures(text, names, folder)) for one in questions]
