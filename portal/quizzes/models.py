"""Attempts at quizzes and the responses in them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model
from portal.kernel.identifiers import new_id


class Attempt(Model):
    """One try at a whole quiz, on the revision it was drawn from. Marked once, at hand-in."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    course_slug: Mapped[str] = mapped_column(String(80), ForeignKey("course.slug"))
    revision_id: Mapped[int] = mapped_column(Integer, ForeignKey("revision.id"))
    #: which quiz of the course; "exam" for the final one
    quiz: Mapped[str] = mapped_column(String(80), default="exam")
    #: 1, 2, 3 … of this person in this quiz
    number: Mapped[int]
    started_at: Mapped[datetime]
    #: drawn questions in order: [{"question": id, "choices": [index, …]}, …]
    draw: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    handed_in_at: Mapped[datetime | None]
    #: 0–1; set at hand-in
    score: Mapped[float | None]
    is_passed: Mapped[bool | None]
    #: marks by question id: {"score": 0–1, "is_right": bool}
    marks: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    #: short code that the learner can quote
    receipt: Mapped[str | None] = mapped_column(String(20))

    __table_args__ = (
        UniqueConstraint("person_id", "course_slug", "quiz", "number"),
        CheckConstraint("score is null or (score >= 0 and score <= 1)", name="score_is_a_share"),
        CheckConstraint(
            "(handed_in_at is null) = (score is null) and (handed_in_at is null) = (is_passed is null)"
            " and (handed_in_at is null) = (receipt is null)",
            name="marked_when_handed_in",
        ),
        Index(
            "uq_attempt_open",
            "person_id",
            "course_slug",
            "quiz",
            unique=True,
            sqlite_where=text("handed_in_at is null"),
            postgresql_where=text("handed_in_at is null"),
        ),
    )


class Response(Model):
    """The latest answer to one question of an attempt; `sequence` grows with each change on the device."""

    attempt_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("attempt.id"), primary_key=True)
    question_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    #: by the question's type: a list of indexes, a text or a list of texts (answers.py, stored)
    answer: Mapped[Any] = mapped_column(JSON)
    sequence: Mapped[int]
    received_at: Mapped[datetime]


class ExtraTime(Model):
    """Time that somebody was given in a timed attempt, by a trainer or coordinator."""

    #: made with the form, so that the same form sent twice gives once
    id: Mapped[UUID] = mapped_column(primary_key=True)
    attempt_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("attempt.id"), index=True)
    seconds: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))
    given_by_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    given_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("seconds > 0", name="gives_time"),)


class Outage(Model):
    """A time in which this portal was not there, by its own heartbeat; timed attempts then open are credited."""

    from_at: Mapped[datetime] = mapped_column(primary_key=True)
    to_at: Mapped[datetime]
    credited_seconds: Mapped[int]

    __table_args__ = (
        CheckConstraint("to_at > from_at", name="times_in_order"),
        CheckConstraint("credited_seconds >= 0", name="credits_no_less_than_nothing"),
    )


class Heartbeat(Model):
    """One row: when the portal was last there."""

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    alive_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("id = 1", name="is_one_row"),)
