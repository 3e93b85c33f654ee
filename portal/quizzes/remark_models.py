"""Attempts marked again: who decided it, why, and what came of it, attempt by attempt. Rows are only added."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model


class Remark(Model):
    """A quiz's attempts were marked again, by the keys of a revision."""

    #: made with the form, so that the same form sent twice does it once
    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    course_slug: Mapped[str] = mapped_column(String(80), ForeignKey("course.slug"))
    quiz: Mapped[str] = mapped_column(String(80))
    revision_id: Mapped[int] = mapped_column(Integer, ForeignKey("revision.id"))
    #: by question id: new_key, given, left_out or kept
    decisions: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: whether worse results stand too
    takes_away: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    #: of all that was shown before it was confirmed
    fingerprint: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    #: the day from which it counts
    made_on: Mapped[date]
    made_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("course_slug", "quiz", "fingerprint"),
        CheckConstraint("length(trim(reason)) > 0", name="reason_is_given"),
    )


class AttemptRemark(Model):
    """One attempt's result after it was marked again; the latest stands in the place of the attempt's own."""

    attempt_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("attempt.id"), primary_key=True)
    #: 1, 2, 3 … of this attempt: two who mark it at once meet here
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    remark_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("remark.id"))
    #: 0–1
    score_before: Mapped[float]
    is_passed_before: Mapped[bool]
    score: Mapped[float]
    is_passed: Mapped[bool]
    #: as Attempt.marks, with "by" and "revision" where a question was looked at again (remarking.py)
    marks: Mapped[dict[str, Any]] = mapped_column(JSON)
    #: whether the new key would have given less, and was not taken
    is_spared: Mapped[bool]

    __table_args__ = (
        UniqueConstraint("remark_id", "attempt_id"),
        CheckConstraint(
            "score >= 0 and score <= 1 and score_before >= 0 and score_before <= 1",
            name="scores_are_shares",
        ),
        CheckConstraint("number > 0", name="counts_from_one"),
    )
