"""Signing in and out. Sessions are rows on the server: ended there, they are dead everywhere at once."""

from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy import delete, func, select

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.identifiers import new_token, token_hash
from portal.people.contacts import normal_login
from portal.people.errors import TooManyFailures, WrongSignIn
from portal.people.models import SignInFailure, SignInSession
from portal.people.passwords import password_matches
from portal.people.queries import find_person_by_login

log = structlog.get_logger()

SESSION_LASTS: Final = timedelta(days=30)
#: failures are counted over this time; after it, nobody is held up any longer
_WINDOW: Final = timedelta(minutes=15)
#: wrong passwords for one name from one address; a wider limit for one name from anywhere, so that a
#: stranger who guesses from afar cannot easily lock the true user out; and one for an address
_PER_LOGIN_AND_ADDRESS: Final = 5
_PER_LOGIN: Final = 20
_PER_ADDRESS: Final = 60


def sign_in(*, login: str, password: str, address: str) -> str:
    """Open a session and return its token. Raises WrongSignIn, TooManyFailures.

    The failure itself is recorded by `record_failure`, because a refused request is rolled back.
    """
    name = normal_login(login)
    if minutes := _minutes_to_wait(name, address):
        raise TooManyFailures(minutes=minutes)
    person = find_person_by_login(name)
    matches = password_matches(password, person.password_hash if person else None)
    if not (matches and person and person.is_active):
        raise WrongSignIn
    db.session.execute(delete(SignInFailure).where(SignInFailure.login_hash == token_hash(name)))
    log.info("signed_in", person=str(person.id))
    return open_session(person_id=person.id)


def open_session(*, person_id: object) -> str:
    token, now = new_token(), clock.now()
    db.session.add(
        SignInSession(
            token_hash=token_hash(token),
            person_id=person_id,
            created_at=now,
            expires_at=now + SESSION_LASTS,
        )
    )
    return token


def record_failure(*, login: str, address: str) -> None:
    """Count a wrong sign-in, and forget those that no longer count."""
    now = clock.now()
    db.session.execute(delete(SignInFailure).where(SignInFailure.failed_at < now - _WINDOW))
    name_hash, address_hash = token_hash(normal_login(login)), token_hash(address)
    db.session.add(SignInFailure(login_hash=name_hash, address_hash=address_hash, failed_at=now))
    log.warning("sign_in_failed", login=name_hash[:12], address=address_hash[:12])


def sign_out(*, token: str) -> None:
    """End a session; ending it twice is no error."""
    session = db.session.get(SignInSession, token_hash(token))
    if session and session.ended_at is None:
        session.ended_at = clock.now()


def _minutes_to_wait(name: str, address: str) -> int:
    name_hash, address_hash = token_hash(name), token_hash(address)
    since = clock.now() - _WINDOW
    by_name = SignInFailure.login_hash == name_hash
    by_address = SignInFailure.address_hash == address_hash
    limits = (
        (by_name & by_address, _PER_LOGIN_AND_ADDRESS),
        (by_name, _PER_LOGIN),
        (by_address, _PER_ADDRESS),
    )
    for condition, limit in limits:
        count, last = db.session.execute(
            select(func.count(), func.max(SignInFailure.failed_at)).where(
                condition, SignInFailure.failed_at >= since
            )
        ).one()
        if count >= limit:
            left = last + _WINDOW - clock.now()
            return max(1, -(-int(left.total_seconds()) // 60))
    return 0
