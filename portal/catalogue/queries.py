"""Reads of the catalogue. A revision never changes, so its content is read once a process."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, Row, Select, func, select

from portal.catalogue.content import RevisionContent
from portal.catalogue.media_types import SERVED_TYPES
from portal.catalogue.models import Blob, Course, Rendering, Revision
from portal.catalogue.stored_content import read_content, renderings_named
from portal.kernel.db import db
from portal.kernel.errors import NotFound

#: bytes of a media file that are in memory at once
_PIECE: Final = 512 * 1024
#: by database, so that revision 1 of one is never taken for revision 1 of another
_contents: WeakKeyDictionary[Engine, dict[int, RevisionContent]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class CurrentRevision:
    """Which revision of a course readers get now."""

    id: int
    course_slug: str
    number: int
    digest: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class StoredMedia:
    """`size` in bytes."""

    digest: str
    media_type: str
    size: int


def get_content(revision_id: int) -> RevisionContent:
    """The content of a revision; costs no statement once this process has read it."""
    known = _contents.setdefault(db.engine, {})
    if revision_id not in known:
        known[revision_id] = _read_content(revision_id)
    return known[revision_id]


def current_revision(course_slug: str) -> CurrentRevision | None:
    """One statement; None for a course that is not published."""
    row = db.session.execute(_current().where(Revision.course_slug == course_slug)).first()
    return CurrentRevision(**row._mapping) if row else None


def get_current_content(course_slug: str) -> RevisionContent:
    """What readers of a course get now, or NotFound."""
    current = current_revision(course_slug)
    if current is None:
        raise NotFound(course=course_slug)
    return get_content(current.id)


def list_current_contents() -> tuple[RevisionContent, ...]:
    """All published courses in the order of their codes."""
    contents = [get_content(row.id) for row in db.session.execute(_current())]
    return tuple(sorted(contents, key=lambda one: (one.course.code or "~", one.course.slug)))


def get_media(digest: str) -> StoredMedia:
    """A file that readers of a published package may have. Texts with their keys and pictures as they
    came (with the place where they were taken) are stored beside it: never given out."""
    row = db.session.execute(
        select(Blob.media_type, Blob.size).where(
            Blob.digest == digest, Blob.media_type.in_(SERVED_TYPES)
        )
    ).first()
    if row is None:
        raise NotFound(media=digest)
    return StoredMedia(digest, row.media_type, row.size)


def media_pieces(digest: str, start: int, stop: int) -> Iterator[bytes]:
    """The bytes of a stored file from `start` up to `stop`, a piece in memory at a time."""
    for place in range(start, stop, _PIECE):
        length = min(_PIECE, stop - place)
        piece = select(func.substr(Blob.content, place + 1, length)).where(Blob.digest == digest)
        yield db.session.execute(piece).scalar_one()


def _current() -> Select[int, str, int, str, datetime]:
    newest = (
        select(Revision.course_slug, func.max(Revision.number).label("number"))
        .group_by(Revision.course_slug)
        .subquery()
    )
    return select(
        Revision.id,
        Revision.course_slug,
        Revision.number,
        Revision.digest,
        Revision.published_at,
    ).join(
        newest,
        (newest.c.course_slug == Revision.course_slug) & (newest.c.number == Revision.number),
    )


def _read_content(revision_id: int) -> RevisionContent:
    row: Row[Any] | None = db.session.execute(
        select(
            Revision.manifest,
            Revision.number,
            Revision.published_at,
            Course.slug,
            Course.code,
        )
        .join(Course, Course.slug == Revision.course_slug)
        .where(Revision.id == revision_id)
    ).first()
    if row is None:
        raise NotFound(revision=revision_id)
    digests = renderings_named(row.manifest)
    stored = select(Rendering.digest, Rendering.html).where(Rendering.digest.in_(digests))
    renderings = {rendering.digest: rendering.html for rendering in db.session.execute(stored)}
    return read_content(
        row.manifest,
        renderings,
        revision_id=revision_id,
        number=row.number,
        published_at=row.published_at,
        slug=row.slug,
        code=row.code,
    )
