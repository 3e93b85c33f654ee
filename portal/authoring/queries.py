"""Reads of drafts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy import func, select

from portal.authoring.editing import as_edited, as_written
from portal.authoring.errors import FileChanged, FileNotText
from portal.authoring.models import Draft, DraftFile
from portal.authoring.titles import title_in
from portal.catalogue.models import Blob, Course
from portal.catalogue.prerequisites import COURSE_FILE
from portal.catalogue.reading import Files, digest_of, digest_of_digests
from portal.kernel.db import db
from portal.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file as a list shows it; `size` in bytes of what is stored, None of a text."""

    path: str
    is_text: bool
    digest: str | None
    size: int | None
    version: int
    saved_by: UUID | None
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class FileText:
    """A text as an editor shows it, and the version that it is."""

    path: str
    text: str
    version: int
    saved_by: UUID | None
    saved_at: datetime


class DraftFiles(Files):
    """The files of a draft as bytes by path. Texts are in memory; stored bytes are read one at a time.

    `writers`: who last saved any of them.
    """

    def __init__(
        self,
        texts: dict[str, str],
        blobs: dict[str, str],
        writers: frozenset[UUID] = frozenset(),
    ) -> None:
        self.texts, self._blobs, self.writers = texts, blobs, writers

    def __getitem__(self, path: str) -> bytes:
        if path in self.texts:
            return self.texts[path].encode()
        content = select(Blob.content).where(Blob.digest == self._blobs[path])
        return db.session.execute(content).scalar_one()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self.texts, *self._blobs}))

    def __len__(self) -> int:
        return len(self.texts) + len(self._blobs)

    def with_text(self, path: str, text: str) -> "DraftFiles":
        """The same files but for one text, as an editor has it."""
        before = self.texts.get(path, "")
        return DraftFiles({**self.texts, path: as_written(text, before)}, self._blobs)

    @cached_property
    def digests(self) -> dict[str, str]:
        """SHA-256 of each file by its path."""
        of_texts = {path: digest_of(text.encode()) for path, text in self.texts.items()}
        return dict(sorted((of_texts | self._blobs).items()))

    @property
    def files_digest(self) -> str:
        return digest_of_digests(self.digests)


def get_draft(draft_id: UUID) -> Draft:
    """Open or closed; NotFound where there is none."""
    draft = db.session.get(Draft, draft_id)
    if draft is None:
        raise NotFound(draft=draft_id)
    return draft


def find_open_draft(course_slug: str) -> Draft | None:
    open_one = select(Draft).where(Draft.course_slug == course_slug, Draft.closed_at.is_(None))
    return db.session.scalars(open_one).first()


def list_open_drafts() -> tuple[Draft, ...]:
    """By the slug of their course."""
    return tuple(
        db.session.scalars(
            select(Draft).where(Draft.closed_at.is_(None)).order_by(Draft.course_slug)
        )
    )


def list_files(draft_id: UUID) -> tuple[FileEntry, ...]:
    """By path."""
    rows = db.session.execute(
        select(
            DraftFile.path,
            DraftFile.text.is_not(None).label("is_text"),
            DraftFile.blob_digest.label("digest"),
            Blob.size,
            DraftFile.version,
            DraftFile.saved_by,
            DraftFile.saved_at,
        )
        .outerjoin(Blob, Blob.digest == DraftFile.blob_digest)
        .where(DraftFile.draft_id == draft_id)
        .order_by(DraftFile.path)
    )
    return tuple(FileEntry(**row._mapping) for row in rows)


def list_paths(draft_id: UUID) -> tuple[str, ...]:
    paths = select(DraftFile.path).where(DraftFile.draft_id == draft_id)
    return tuple(db.session.scalars(paths.order_by(DraftFile.path)))


def get_files(draft_id: UUID) -> DraftFiles:
    """Everything in a draft, to be checked, compared or published."""
    rows = db.session.execute(
        select(DraftFile.path, DraftFile.text, DraftFile.blob_digest, DraftFile.saved_by).where(
            DraftFile.draft_id == draft_id
        )
    ).all()
    return DraftFiles(
        {row.path: row.text for row in rows if row.text is not None},
        {row.path: row.blob_digest for row in rows if row.blob_digest is not None},
        frozenset(row.saved_by for row in rows if row.saved_by is not None),
    )


def get_text(draft_id: UUID, path: str) -> FileText:
    """NotFound where there is no such file; FileNotText where it holds stored bytes."""
    row = db.session.get(DraftFile, (draft_id, path))
    if row is None:
        raise NotFound(draft=draft_id, file=path)
    if row.text is None:
        raise FileNotText(path=path)
    return FileText(path, as_edited(row.text), row.version, row.saved_by, row.saved_at)


def find_text(draft_id: UUID, path: str) -> FileText | None:
    """None where there is no such file, or where it holds no text."""
    try:
        return get_text(draft_id, path)
    except (NotFound, FileNotText):
        return None


def get_course_title(draft: Draft) -> str:
    """As its course.md says; its slug where that says nothing."""
    course = find_text(draft.id, COURSE_FILE)
    return (title_in(course.text) if course else "") or draft.course_slug


def get_file_state(draft_id: UUID, path: str) -> FileChanged:
    """What a text that is being written meets: what stands there now, or nothing (version 0)."""
    get_draft(draft_id)
    now = find_text(draft_id, path)
    if now is None:
        return FileChanged(text="", version=0, saved_by=None, saved_at=None)
    return FileChanged(
        text=now.text, version=now.version, saved_by=now.saved_by, saved_at=now.saved_at
    )


def slug_is_free(slug: str) -> bool:
    """Neither a course nor an open draft has it."""
    of_courses = select(func.count()).where(Course.slug == slug)
    return not db.session.scalar(of_courses) and find_open_draft(slug) is None
