"""Changes of a draft as a package: lessons, modules and translations that begin, files that change their place."""

from uuid import UUID

from sqlalchemy import select

from portal.authoring.arranging import (
    Direction,
    Renames,
    can_be_renamed,
    free_name,
    laid_out,
    moved,
    new_lesson_path,
    new_module_folder,
    renamed,
    translation_of,
)
from portal.authoring.editing import as_edited, as_written
from portal.authoring.errors import BadMedia, BadPath, FileExists
from portal.authoring.history import get_earlier_text, keep_text, next_version
from portal.authoring.models import DraftFile
from portal.authoring.paths import checked_path
from portal.authoring.queries import find_text, get_text, list_paths
from portal.authoring.relinking import relinked
from portal.authoring.saving import Saved, add_bytes, save_text
from portal.authoring.services import lock_open_draft
from portal.authoring.skeleton import new_lesson, new_module, new_quiz
from portal.catalogue.layout import MEDIA
from portal.catalogue.media import read_media
from portal.catalogue.media_types import FILE_TYPES, Kind, ending_of
from portal.catalogue.package import LANGUAGES, Media
from portal.catalogue.pictures import NoPicture, encode_picture
from portal.catalogue.problems import Problem, Problems
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound


def add_module(*, person_id: UUID, draft_id: UUID, title: str) -> str:
    """A module after all others; the path of its module.md."""
    lock_open_draft(draft_id)
    path = f"{new_module_folder(laid_out(list_paths(draft_id)), title)}/module.md"
    _begin(person_id, draft_id, path, new_module(title=title))
    return path


def add_lesson(*, person_id: UUID, draft_id: UUID, folder: str, title: str) -> str:
    """A lesson at the end of a module; its path. NotFound where there is no such module."""
    lock_open_draft(draft_id)
    layout = laid_out(list_paths(draft_id))
    if folder not in layout.modules:
        raise NotFound(draft=draft_id, module=folder)
    path = new_lesson_path(layout, folder, title)
    _begin(person_id, draft_id, path, new_lesson(title=title))
    return path


def add_quiz(*, person_id: UUID, draft_id: UUID, folder: str) -> str:
    """A module's own quiz, or the one it has; its path. NotFound where there is no such module."""
    lock_open_draft(draft_id)
    paths = list_paths(draft_id)
    if folder not in laid_out(paths).modules:
        raise NotFound(draft=draft_id, module=folder)
    path = f"{folder}/quiz.md"
    if path not in paths:
        _begin(person_id, draft_id, path, new_quiz())
    return path


def add_translation(*, person_id: UUID, draft_id: UUID, path: str, language: str) -> str:
    """A translation that begins as a copy of the original; its path. Raises FileExists, NotFound."""
    if language not in LANGUAGES[1:]:
        raise NotFound(language=language)
    lock_open_draft(draft_id)
    original = get_text(draft_id, path)
    if translation_of(path, language) in list_paths(draft_id):
        raise FileExists(path=translation_of(path, language))
    _begin(person_id, draft_id, translation_of(path, language), original.text)
    return translation_of(path, language)


def move_file(*, person_id: UUID, draft_id: UUID, path: str, direction: Direction) -> None:
    """A lesson or a module with all its lessons goes before or after its neighbour."""
    lock_open_draft(draft_id)
    _rename(person_id, draft_id, moved(laid_out(list_paths(draft_id)), path, direction))


def rename_files(*, person_id: UUID, draft_id: UUID, path: str, name: str) -> str:
    """By another name, links to it kept; its new path. Raises BadPath, FileExists, NotFound."""
    lock_open_draft(draft_id)
    paths = list_paths(draft_id)
    if path not in paths:
        raise NotFound(draft=draft_id, file=path)
    if not can_be_renamed(path):
        raise BadPath(path=path, problem=None)
    renames = renamed(laid_out(paths), path, name)
    for new in renames.values():
        checked_path(new)
    if taken := (set(renames.values()) & set(paths)) - set(renames):
        raise FileExists(path=min(taken))
    _rename(person_id, draft_id, renames)
    return renames.get(path, path)


def bring_back(*, person_id: UUID, draft_id: UUID, path: str, version: int) -> Saved:
    """An earlier text stands in its file again, also where the file was removed. Raises NotFound."""
    lock_open_draft(draft_id)
    earlier, now = get_earlier_text(draft_id, path, version), find_text(draft_id, path)
    return save_text(
        person_id=person_id,
        draft_id=draft_id,
        path=path,
        text=earlier.text,
        base_version=now.version if now else 0,
    )


def add_media(
    *, person_id: UUID, draft_id: UUID, file_name: str, content: bytes, name: str
) -> Media:
    """A picture, drawing, recording or document, as the package will have it. Raises BadMedia.

    A picture is encoded anew: what else its file held (where it was taken) never reaches the portal.
    """
    lock_open_draft(draft_id)
    ending = ending_of(file_name)
    if ending in FILE_TYPES and FILE_TYPES[ending].kind is Kind.PICTURE:
        ending, content = "webp", _encoded(ending, content)
    chosen = name.strip() or file_name.rpartition(".")[0]
    path = free_name(list_paths(draft_id), MEDIA, chosen, ending)
    found: Problems = []
    media = read_media(path, content, found)
    if found or media is None:
        raise BadMedia(file=file_name, problems=tuple(found))
    add_bytes(person_id=person_id, draft_id=draft_id, path=path, content=content)
    return media


def _encoded(ending: str, content: bytes) -> bytes:
    try:
        return encode_picture(ending, content).content
    except NoPicture as error:
        problem = Problem(f"picture.{ending}", 1, error.code, {"kind": ending.upper()})
        raise BadMedia(file=problem.file, problems=(problem,)) from error


def _begin(person_id: UUID, draft_id: UUID, path: str, text: str) -> None:
    save_text(person_id=person_id, draft_id=draft_id, path=path, text=text, base_version=0)


def _rename(person_id: UUID, draft_id: UUID, renames: Renames) -> None:
    """All at once, so that two files may change names; links of every text follow."""
    if not renames:
        return
    if len(set(renames.values())) < len(renames):
        raise BadPath(path=min(renames.values()), problem=None)
    rows = db.session.scalars(select(DraftFile).where(DraftFile.draft_id == draft_id)).all()
    texts = {row.path: _followed(row, renames) for row in rows}
    gone = [row for row in rows if row.path in renames]
    for row in rows:
        if row.text is not None and row.path not in renames and texts[row.path] != row.text:
            keep_text(row, followed_by=None)
            row.text, row.version = texts[row.path], row.version + 1
            row.saved_by, row.saved_at = person_id, clock.now()
    for row in gone:
        keep_text(row, followed_by=None)
        db.session.delete(row)
    db.session.flush()
    for row in gone:
        new = renames[row.path]
        db.session.add(
            DraftFile(
                draft_id=draft_id,
                path=new,
                text=texts[row.path],
                blob_digest=row.blob_digest,
                version=next_version(draft_id, new),
                saved_by=person_id,
                saved_at=clock.now(),
            )
        )
    db.session.flush()


def _followed(row: DraftFile, renames: Renames) -> str | None:
    if row.text is None or not row.path.endswith(".md"):
        return row.text
    return as_written(relinked(as_edited(row.text), row.path, renames), row.text)
