"""Reads about people. The first is on the way of every request: one statement."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import Date, bindparam, select

from portal.kernel import clock
from portal.kernel.db import UtcDateTime, db, is_active_on, read_rows
from portal.kernel.errors import NotFound
from portal.kernel.identifiers import token_hash
from portal.people.contacts import normal_login
from portal.people.models import Person, RoleHeld, SignInSession
from portal.people.permissions import Role
from portal.people.signed_in import RoleFor, SignedIn

# built once: on the way of every request, putting a statement together costs more than running it
_SIGNED_IN = (
    select(
        Person.id,
        Person.full_name,
        Person.given_name,
        Person.language,
        RoleHeld.role,
        RoleHeld.unit_id,
    )
    .select_from(SignInSession)
    .join(Person, Person.id == SignInSession.person_id)
    .outerjoin(
        RoleHeld,
        (RoleHeld.person_id == SignInSession.person_id)
        & is_active_on(RoleHeld.from_on, RoleHeld.to_on, bindparam("today", type_=Date)),
    )
    .where(
        SignInSession.token_hash == bindparam("token_hash"),
        SignInSession.ended_at.is_(None),
        SignInSession.expires_at > bindparam("now", type_=UtcDateTime),
        Person.is_active,
    )
    .order_by(RoleHeld.id)
)


def find_signed_in(token: str) -> SignedIn | None:
    """The person behind a session's token, with the roles of today; None once it ended."""
    values = {"token_hash": token_hash(token), "now": clock.now(), "today": clock.today()}
    rows = read_rows(_SIGNED_IN, values)
    if not rows:
        return None
    roles = tuple(RoleFor(Role(row.role), row.unit_id) for row in rows if row.role)
    first = rows[0]
    return SignedIn(first.id, first.full_name, first.given_name, first.language, token, roles)


def get_person(person_id: UUID) -> Person:
    person = db.session.get(Person, person_id)
    if person is None:
        raise NotFound(person=person_id)
    return person


def names_of(person_ids: Iterable[UUID]) -> Mapping[UUID, str]:
    """Full names by id; one statement, none for nobody."""
    wanted = set(person_ids)
    if not wanted:
        return {}
    rows = db.session.execute(select(Person.id, Person.full_name).where(Person.id.in_(wanted)))
    return {row.id: row.full_name for row in rows}


def find_person_by_login(login: str) -> Person | None:
    """By phone (E.164) or e-mail (lower case), as `contacts.normal_login` writes them."""
    column = Person.phone if login.startswith("+") else Person.email
    return db.session.scalars(select(Person).where(column == login)).one_or_none()


def find_person_named(text: str) -> Person | None:
    """For commands: by e-mail, phone, member code or id."""
    from_code = db.session.scalars(
        select(Person).where(Person.member_code == text.strip())
    ).one_or_none()
    if from_code:
        return from_code
    try:
        return db.session.get(Person, UUID(text))
    except ValueError:
        return find_person_by_login(normal_login(text))


def administrator_exists() -> bool:
    statement = select(RoleHeld.id).where(RoleHeld.role == Role.ADMINISTRATOR).limit(1)
    return db.session.scalar(statement) is not None
