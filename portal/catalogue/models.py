"""Courses and their published revisions, which never change; what is equal is stored once."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Integer, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model


class Course(Model):
    """A course by its slug, which never changes. Current is its revision with the highest number."""

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    #: the scheme's short code, such as C02
    code: Mapped[str | None] = mapped_column(String(10), unique=True)
    created_at: Mapped[datetime]


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
    #: the parsed package: structure, quiz with keys, digests of the renderings
    manifest: Mapped[dict[str, Any]] = mapped_column(JSON)
    published_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("course_slug", "number"),)


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
