"""Rooms: a trainer opens a quiz to the people present, who come in with a code."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model


class Room(Model):
    """Open from `opened_at` until its trainer ends it or `ends_at` has come. Nobody comes in afterwards."""

    #: made with the form, so that a double click opens one room
    id: Mapped[UUID] = mapped_column(primary_key=True)
    #: six digits; no two rooms that are not ended have the same
    code: Mapped[str] = mapped_column(String(6))
    trainer_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    course_slug: Mapped[str] = mapped_column(String(80), ForeignKey("course.slug"))
    #: as its attempts name it: a rehearsal's, where an exam or a certifying quiz is taken for practice
    quiz: Mapped[str] = mapped_column(String(80))
    is_practice: Mapped[bool]
    opened_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    #: set once: by the trainer, or with `ends_at` when its code is wanted again
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("length(code) = 6", name="code_has_six_digits"),
        CheckConstraint("ends_at > opened_at", name="ends_by_itself"),
        CheckConstraint(
            "ended_at is null or (ended_at >= opened_at and ended_at <= ends_at)",
            name="ended_in_its_time",
        ),
        Index(
            "uq_room_code_open",
            "code",
            unique=True,
            sqlite_where=text("ended_at is null"),
            postgresql_where=text("ended_at is null"),
        ),
    )


class RoomAttempt(Model):
    """Somebody came in, and this attempt is theirs in the room: one each, however often they come."""

    room_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("room.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("attempt.id"))
    joined_at: Mapped[datetime]


class RoomRefusal(Model):
    """Somebody stood at the door, let the trainer know, and could not come in: why, as of the last time."""

    room_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("room.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), primary_key=True)
    #: as `Refusal` names it
    reason: Mapped[str] = mapped_column(String(20))
    #: when used-up attempts are given again
    until: Mapped[datetime | None]
    refused_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(
            "reason in ('lessons', 'quizzes', 'attempts', 'passed')", name="reason_is_known"
        ),
        CheckConstraint("(reason = 'attempts') = (until is not null)", name="waits_until"),
    )
