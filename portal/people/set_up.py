"""The first administrator: a link that works once, printed by `flask init`."""

from datetime import timedelta
from typing import Final

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import Refused
from portal.kernel.identifiers import new_token, token_hash
from portal.people.errors import LinkNotValid
from portal.people.models import Person, SetUpLink
from portal.people.permissions import Role
from portal.people.queries import administrator_exists
from portal.people.services import add_person, give_role

_LASTS: Final = timedelta(minutes=30)


def make_set_up_link() -> str:
    """The token of a new link. Raises Refused once there is an administrator: set-up closes itself."""
    if administrator_exists():
        raise Refused(reason="administrator_exists")
    token, now = new_token(), clock.now()
    db.session.add(SetUpLink(token_hash=token_hash(token), created_at=now, expires_at=now + _LASTS))
    return token


def check_set_up_link(token: str, *, for_update: bool = False) -> None:
    """Raises LinkNotValid."""
    # locked, so that, of two who press at once one is told that the link was used
    link = db.session.get(SetUpLink, token_hash(token), with_for_update=for_update)
    if link is None or link.used_at or link.expires_at <= clock.now() or administrator_exists():
        raise LinkNotValid


def set_up_administrator(
    *, token: str, full_name: str, email: str, password: str, unit_id: int
) -> Person:
    """Use the link: the person becomes administrator of the unit. Raises LinkNotValid and as add_person."""
    check_set_up_link(token, for_update=True)
    db.session.get_one(SetUpLink, token_hash(token)).used_at = clock.now()
    person = add_person(full_name=full_name, email=email, password=password)
    give_role(
        person=person, role=Role.ADMINISTRATOR, unit_id=unit_id, from_on=clock.today(), actor=None
    )
    return person
