"""People, how they sign in, and which roles they hold for which unit."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model
from portal.kernel.identifiers import new_id


class Person(Model):
    """Somebody known to the portal. No citizen number, no date of birth, no gender (domain.md 3.5)."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    member_code: Mapped[str] = mapped_column(String(20), unique=True)
    full_name: Mapped[str] = mapped_column(String(100))
    #: last word of the name: how the person is addressed
    given_name: Mapped[str] = mapped_column(String(100))
    #: Vietnamese roster order: given, family, middle
    sort_key: Mapped[str] = mapped_column(String(1200), index=True)
    #: name without accents and case, for finding
    search_key: Mapped[str] = mapped_column(String(120), index=True)
    #: lower case
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    #: E.164
    phone: Mapped[str | None] = mapped_column(String(16), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2), default="vi")
    is_active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    #: counts up whenever a dated fact about them is added: who computed ahead sees whether it still holds
    facts_added: Mapped[int] = mapped_column(default=0, server_default="0")

    __table_args__ = (
        CheckConstraint("length(full_name) > 0", name="full_name_is_given"),
        CheckConstraint("language in ('vi', 'en')", name="language_is_known"),
    )


class SignInSession(Model):
    """One signed-in browser. The cookie holds the token, the row only its hash; an ended row is dead at once."""

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class RoleHeld(Model):
    """A role that a person holds for a unit and all below it, from a day to a day (both included)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int] = mapped_column(Integer, ForeignKey("unit.id"))
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    __table_args__ = (
        UniqueConstraint("person_id", "role", "unit_id", "from_on"),
        CheckConstraint(
            "role in ('leader', 'trainer', 'assessor', 'coordinator', 'administrator')",
            name="role_is_known",
        ),
        CheckConstraint("to_on is null or to_on >= from_on", name="days_in_order"),
    )


class SignInFailure(Model):
    """A wrong sign-in, kept for as long as it slows the next one. Names are stored as hashes only."""

    id: Mapped[int] = mapped_column(primary_key=True)
    login_hash: Mapped[str] = mapped_column(String(64))
    address_hash: Mapped[str] = mapped_column(String(64))
    failed_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_sign_in_failure_login", "login_hash", "failed_at"),
        Index("ix_sign_in_failure_address", "address_hash", "failed_at"),
    )


class SetUpLink(Model):
    """A link that works once and for 30 minutes: it lets the first administrator in."""

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
