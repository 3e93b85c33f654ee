"""Drafts of courses. A draft's files are what somebody is working on; every text they had before is kept."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model
from portal.kernel.identifiers import new_id


class Draft(Model):
    """A course being written. At most one is open for a course: everybody who writes it works in the same."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    #: of the course, which need not be published yet: so no foreign key
    course_slug: Mapped[str] = mapped_column(String(80))
    #: the revision that its files began as; None for a new course
    base_revision_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("revision.id"))
    opened_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    closed_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
    #: what it was published as; None while open, or where it was discarded
    published_revision_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("revision.id"))

    __table_args__ = (
        CheckConstraint("(closed_at is null) = (closed_by is null)", name="closed_by_somebody"),
        CheckConstraint(
            "published_revision_id is null or closed_at is not null", name="published_is_closed"
        ),
        Index(
            "uq_draft_open",
            "course_slug",
            unique=True,
            sqlite_where=text("closed_at is null"),
            postgresql_where=text("closed_at is null"),
        ),
    )


class DraftFile(Model):
    """A file of a draft as it stands: a text that can be edited, or stored bytes."""

    draft_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("draft.id"), primary_key=True)
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    #: exactly as it will be written, line ends and byte order mark included
    text: Mapped[str | None] = mapped_column(Text)
    blob_digest: Mapped[str | None] = mapped_column(String(64), ForeignKey("blob.digest"))
    #: 1, 2, 3 …: grows with every change of this file, also over its removal
    version: Mapped[int]
    #: None: nobody since the draft was opened
    saved_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    saved_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("(text is null) <> (blob_digest is null)", name="text_or_blob"),
        CheckConstraint("version > 0", name="version_counts"),
    )


class DraftText(Model):
    """A text that a file of a draft had before: nothing written is ever lost. Rows are only added."""

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("draft.id"))
    path: Mapped[str] = mapped_column(String(300))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    saved_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    saved_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("draft_id", "path", "version"),)


class DraftImport(Model):
    """What was read of a file that somebody sent, kept until they say what of it goes into the draft."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    draft_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("draft.id"), index=True)
    #: the quiz that questions go to; empty for lessons
    path: Mapped[str] = mapped_column(String(300))
    file_name: Mapped[str] = mapped_column(String(200))
    #: as catalogue.exchange.keeping writes it; gone when it is done
    kept: Mapped[bytes | None] = mapped_column(LargeBinary)
    sent_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    done_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(kept is null) = (done_at is not null)", name="kept_until_done"),
    )


class Review(Model):
    """Somebody asked for a draft to be looked at, as its files were then; somebody else said yes or no."""

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("draft.id"), index=True)
    #: SHA-256 over paths and contents (catalogue.reading.digest_of_digests): a later change needs another look
    files_digest: Mapped[str] = mapped_column(String(64))
    asked_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    #: what the author says about it
    note: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    is_approved: Mapped[bool | None]
    #: what the reviewer says
    answer: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint(
            "(decided_by is null) = (decided_at is null) and (decided_by is null) = (is_approved is null)",
            name="decided_as_a_whole",
        ),
        CheckConstraint("decided_by is null or decided_by <> asked_by", name="never_ones_own"),
    )
