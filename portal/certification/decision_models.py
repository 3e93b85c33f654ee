"""Decisions, practice and revisions: dated facts that are only added, and what is projected from all of them."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model

_EXTENDED: Final = text("kind = 'extended'")
_WAIVED: Final = text("kind = 'waived'")
_EQUIVALENT: Final = text("kind = 'equivalent'")
_HELD: Final = text("kind in ('suspended', 'revoked')")


class Ruling(Model):
    """A decision about one person: about a permit they hold, a requirement, or a course done elsewhere."""

    #: in the order in which they were made: of one day, the later stands
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    #: suspended, revoked, reinstated, extended, waived or equivalent
    kind: Mapped[str] = mapped_column(String(12))
    #: the permit's code; None for a course done elsewhere
    certification: Mapped[str | None] = mapped_column(String(10))
    #: code of what is waived
    requirement: Mapped[str | None] = mapped_column(String(10))
    #: slug of the course that was done elsewhere
    course_slug: Mapped[str | None] = mapped_column(String(80))
    #: new last day of an extended permit
    until: Mapped[date | None]
    #: the day from which it counts: the day it was made
    made_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    #: how the person may object to a revocation
    appeal_note: Mapped[str | None] = mapped_column(Text)
    #: what shows that a course was done elsewhere
    proof: Mapped[str | None] = mapped_column(Text)
    #: number of the paper that extends, or by which many are suspended or revoked
    decision_number: Mapped[str | None] = mapped_column(String(60))
    made_by: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    made_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(
            "kind in ('suspended', 'revoked', 'reinstated', 'extended', 'waived', 'equivalent')",
            name="kind_is_known",
        ),
        CheckConstraint("made_by <> person_id", name="never_about_oneself"),
        CheckConstraint("length(trim(reason)) > 0", name="reason_is_given"),
        CheckConstraint(
            "(kind = 'equivalent') = (certification is null)", name="about_a_certification"
        ),
        CheckConstraint(
            "(kind = 'equivalent') = (course_slug is not null)"
            " and (kind = 'equivalent') = (proof is not null)",
            name="equivalent_is_shown",
        ),
        CheckConstraint("(kind = 'waived') = (requirement is not null)", name="waived_is_named"),
        CheckConstraint(
            "(kind = 'extended') = (until is not null)"
            " and (kind <> 'extended' or decision_number is not null)",
            name="extended_by_decision",
        ),
        CheckConstraint(
            "decision_number is null or kind in ('extended', 'suspended', 'revoked')",
            name="numbered",
        ),
        CheckConstraint("until is null or until >= made_on", name="days_in_order"),
        # a double click or a retry adds nothing
        Index(
            "uq_ruling_extended",
            "person_id",
            "certification",
            "decision_number",
            unique=True,
            sqlite_where=_EXTENDED,
            postgresql_where=_EXTENDED,
        ),
        Index(
            "uq_ruling_held",
            "person_id",
            "certification",
            "kind",
            "decision_number",
            unique=True,
            sqlite_where=_HELD,
            postgresql_where=_HELD,
        ),
        Index(
            "uq_ruling_waived",
            "person_id",
            "certification",
            "requirement",
            unique=True,
            sqlite_where=_WAIVED,
            postgresql_where=_WAIVED,
        ),
        Index(
            "uq_ruling_equivalent",
            "person_id",
            "course_slug",
            "made_on",
            unique=True,
            sqlite_where=_EQUIVALENT,
            postgresql_where=_EQUIVALENT,
        ),
    )


class SignOff(Model):
    """An assessor watched somebody's practice and marked each item. Superseded by a later one, never edited."""

    #: in the order in which the portal received them
    id: Mapped[int] = mapped_column(primary_key=True)
    #: made where it was filled in, so that sending it again adds nothing
    key: Mapped[UUID] = mapped_column(Uuid, unique=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    #: the list's code in the scheme, such as S1
    list_code: Mapped[str] = mapped_column(String(10))
    watched_on: Mapped[date]
    unit_id: Mapped[int] = mapped_column(Integer, ForeignKey("unit.id"))
    assessor_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    #: for each item as it was worded then: {"vi", "en", "is_passed"}
    items: Mapped[list[dict[str, object]]] = mapped_column(JSON)
    is_passed: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    #: when it was given, by the clock of the phone it was given on; never judged by (docs/decisions/0014)
    given_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("assessor_id <> person_id", name="never_of_oneself"),)


class SignOffObjection(Model):
    """What the person who was watched says against a sign-off; once for each."""

    sign_off_id: Mapped[int] = mapped_column(
        Integer, ForeignKey("sign_off.id"), primary_key=True, autoincrement=False
    )
    note: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("length(trim(note)) > 0", name="note_is_given"),)


class StandingSpan(Model):
    """Projected: from day to day (both included) somebody is cleared by a permit.

    Computed from the facts alone by `spans.py`, kept by `projection.py`, compared by `flask certification verify`.
    """

    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), primary_key=True)
    certification: Mapped[str] = mapped_column(String(10), primary_key=True)
    from_on: Mapped[date] = mapped_column(primary_key=True)
    to_on: Mapped[date]
    #: valid, expiring or refresh_due
    standing: Mapped[str] = mapped_column(String(12))

    __table_args__ = (CheckConstraint("to_on >= from_on", name="days_in_order"),)
