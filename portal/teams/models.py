"""Units, teams and memberships, all dated: a past day shows the structure of that day."""

from datetime import date
from uuid import UUID

from sqlalchemy import (
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

_DAYS_IN_ORDER = "to_on is null or to_on >= from_on"


class Unit(Model):
    """A province, district or commune. Codes were reused in 2025, so the key is (edition, code)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    #: the year from which the code list counts: 2023 or 2025
    edition: Mapped[int]
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(100))
    name_en: Mapped[str] = mapped_column(String(100))
    #: tỉnh, thành phố, huyện, phường, thị trấn, xã
    kind: Mapped[str] = mapped_column(String(20))
    sort_key: Mapped[str] = mapped_column(String(1200))

    __table_args__ = (UniqueConstraint("edition", "code"),)


class UnitPlacement(Model):
    """A unit stands below another from a day to a day; a province stands below none."""

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(Integer, ForeignKey("unit.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(Integer, ForeignKey("unit.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("unit_id", "from_on"),
        CheckConstraint(_DAYS_IN_ORDER, name="days_in_order"),
    )


class UnitSuccession(Model):
    """What became of a unit in a reorganisation; a unit that was split has several rows."""

    id: Mapped[int] = mapped_column(primary_key=True)
    old_unit_id: Mapped[int] = mapped_column(Integer, ForeignKey("unit.id"))
    new_unit_id: Mapped[int] = mapped_column(Integer, ForeignKey("unit.id"), index=True)
    on: Mapped[date]

    __table_args__ = (UniqueConstraint("old_unit_id", "new_unit_id"),)


class Team(Model):
    """A youth volunteer team of a unit, from a day to a day."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(150))
    unit_id: Mapped[int] = mapped_column(Integer, ForeignKey("unit.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    __table_args__ = (CheckConstraint(_DAYS_IN_ORDER, name="days_in_order"),)


class Membership(Model):
    """A person belongs to a team from a day to a day (both included)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    team_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("team.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("person_id", "team_id", "from_on"),
        CheckConstraint(_DAYS_IN_ORDER, name="days_in_order"),
        Index(
            "uq_membership_current",
            "person_id",
            unique=True,
            sqlite_where=text("to_on is null"),
            postgresql_where=text("to_on is null"),
        ),
    )
