"""Courses and their published revisions, which never change; what is equal is stored once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model


class Course(Model):
    """A course by its slug, which never changes. Current is its revision with the highest number."""

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    #: the scheme's short code, such as C02
    code: Mapped[str | None] = mapped_column(String(10), unique=True)
    created_at: Mapped[datetime]
    #: SHA-256 over paths and contents when the courses folder and the portal last had the same files
    synced_digest: Mapped[str | None] = mapped_column(String(64))


class Revision(Model):
    """A course package as it was published: immutable, known by the digest of its files."""

    id: Mapped[int] = mapped_column(primary_key=True)
    course_slug: Mapped[str] = mapped_column(String(80), ForeignKey("course.slug"))
    #: 1, 2, 3 … within the course
    number: Mapped[int]
    #: SHA-256 over paths and contents of the package, its facts and the renderer's version
    digest: Mapped[str] = mapped_column(String(64))
    is_major: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None] = mapped_column(Text)
    #: where its files came from: "folder" (courses sync) or "portal" (the editor, an import)
    origin: Mapped[str] = mapped_column(String(10), default="portal")
    #: the parsed package: structure, quiz with keys, digests of the renderings
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime]
    #: None where a command did it
    published_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))

    __table_args__ = (
        UniqueConstraint("course_slug", "number"),
        CheckConstraint("origin IN ('folder', 'portal')", name="origin_known"),
    )


class Blob(Model):
    """A file's bytes, stored once however many revisions use it."""

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(100))
    #: bytes
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class RevisionFile(Model):
    """Which file stands where in a revision."""

    revision_id: Mapped[int] = mapped_column(Integer, ForeignKey("revision.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    blob_digest: Mapped[str] = mapped_column(String(64), ForeignKey("blob.digest"))


class Rendering(Model):
    """Sanitised HTML of one lesson in one language, by its own SHA-256."""

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    html: Mapped[str] = mapped_column(Text)


class KnownRenderings(Model):
    """What a course's texts were rendered to when it was last published (packing.py), by their sources."""

    course_slug: Mapped[str] = mapped_column(
        String(80), ForeignKey("course.slug"), primary_key=True
    )
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class LessonPassage(Model):
    """A passage of a lesson that readers get now, as the search reads it (docs/courses.md)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    course_slug: Mapped[str] = mapped_column(ForeignKey("course.slug"))
    #: whose readers see it: an untranslated lesson stands here once for each language
    language: Mapped[str] = mapped_column(String(2))
    module_id: Mapped[str] = mapped_column(String(80))
    lesson_id: Mapped[str] = mapped_column(String(80))
    #: 0, 1, 2 … within the lesson
    place: Mapped[int]
    course_title: Mapped[str] = mapped_column(Text)
    lesson_title: Mapped[str] = mapped_column(Text)
    #: of the heading that the passage stands under; empty before the first
    anchor: Mapped[str] = mapped_column(String(160))
    heading: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    #: titles and heading, and the text: folded words with single spaces, which is what is searched
    folded_heading: Mapped[str] = mapped_column(Text)
    folded_text: Mapped[str] = mapped_column(Text)

    __table_args__ = (Index(None, "course_slug"),)
