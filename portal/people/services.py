"""Changes to people and their roles."""

import secrets
from datetime import date

import structlog
from sqlalchemy import select

from portal.audit.services import record
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.text import fold, given_name, person_sort_key, tidy
from portal.people.contacts import normal_email, normal_phone
from portal.people.errors import AlreadyKnown, BadContact, BadPassword
from portal.people.models import Person, RoleHeld
from portal.people.passwords import hash_password, password_problem
from portal.people.permissions import Role
from portal.people.queries import find_person_by_login
from portal.people.signed_in import SignedIn

log = structlog.get_logger()


def add_person(
    *,
    full_name: str,
    email: str | None = None,
    phone: str | None = None,
    password: str | None = None,
    language: str = "vi",
    actor: SignedIn | None = None,
) -> Person:
    """Make somebody known, with an e-mail address or a phone number to sign in by.

    Raises BadContact, AlreadyKnown, BadPassword.
    """
    name = tidy(full_name)
    stored_email, stored_phone = _contacts(email, phone)
    if password is not None and (problem := password_problem(password, name=name)):
        raise BadPassword(problem=problem)
    person = Person(
        member_code=_unused_member_code(),
        full_name=name,
        given_name=given_name(name),
        sort_key=person_sort_key(name),
        search_key=fold(name),
        email=stored_email,
        phone=stored_phone,
        password_hash=hash_password(password) if password else None,
        language=language,
        created_at=clock.now(),
    )
    db.session.add(person)
    db.session.flush()  # the log entry below names the person by id
    record(actor_id=actor.id if actor else None, action="person.added", subject=person.id)
    return person


def give_role(
    *, person: Person, role: Role, unit_id: int, from_on: date, actor: SignedIn | None = None
) -> RoleHeld:
    """Let a person hold a role for a unit and all below it, from a day on."""
    held = RoleHeld(person_id=person.id, role=role, unit_id=unit_id, from_on=from_on)
    db.session.add(held)
    record(
        actor_id=actor.id if actor else None,
        action="role.given",
        subject=person.id,
        role=role,
        unit_id=unit_id,
    )
    return held


def prefer_language(*, person: SignedIn, language: str) -> None:
    """Remember the language somebody switched to."""
    stored = db.session.get_one(Person, person.id)
    stored.language = language


def new_member_code() -> str:
    """An own code for a person, such as DT-48213-907: random, telling nothing (domain.md 3.5)."""
    return f"DT-{secrets.randbelow(90_000) + 10_000}-{secrets.randbelow(900) + 100}"


def _unused_member_code() -> str:
    """Among ten thousand people two of the same would be likely."""
    while True:
        code = new_member_code()
        if db.session.scalar(select(Person.id).where(Person.member_code == code)) is None:
            return code


def _contacts(email: str | None, phone: str | None) -> tuple[str | None, str | None]:
    stored_email = normal_email(email) if email else None
    stored_phone = normal_phone(phone) if phone else None
    if (email and not stored_email) or (phone and not stored_phone) or not (email or phone):
        raise BadContact(email=bool(stored_email), phone=bool(stored_phone))
    for login in (stored_email, stored_phone):
        if login and find_person_by_login(login):
            raise AlreadyKnown(contact="phone" if login.startswith("+") else "email")
    return stored_email, stored_phone
