"""The scheme as it stood, and what people were issued under it."""

from datetime import date, datetime
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
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model


class SchemeVersion(Model):
    """The rules from a day on. A change is a new version, never an edit of the past."""

    id: Mapped[int] = mapped_column(primary_key=True)
    #: SHA-256 of the rules in canonical form
    digest: Mapped[str] = mapped_column(String(64))
    applies_from: Mapped[date] = mapped_column(unique=True)
    rules: Mapped[dict[str, Any]] = mapped_column(JSON)
    loaded_at: Mapped[datetime]
    #: who changed them in the browser; None where they were loaded from the folder
    made_by: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"))


class Certificate(Model):
    """What a person was issued. Unique per person, certification and cycle, so a race issues one."""

    serial: Mapped[str] = mapped_column(String(20), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"))
    #: the permit's code in the scheme, such as P0
    certification: Mapped[str] = mapped_column(String(10))
    #: 1 for the first, 2 for the first renewal …
    cycle: Mapped[int]
    issued_on: Mapped[date]
    #: last day on which it is valid, to the end of that day in Vietnam
    expires_on: Mapped[date]
    scheme_version_id: Mapped[int] = mapped_column(Integer, ForeignKey("scheme_version.id"))
    #: what it rests on: {"completions": [{"course", "completed_on", "id"}, …]}
    evidence: Mapped[dict[str, Any]] = mapped_column(JSON)
    issued_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("person_id", "certification", "cycle"),
        CheckConstraint("expires_on >= issued_on", name="days_in_order"),
        Index("ix_certificate_board", "certification", "person_id", "issued_on", "expires_on"),
    )
