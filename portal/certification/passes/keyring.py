"""The portal's keys as they lie in the database: every worker, on every machine, has the same."""

from collections.abc import Mapping

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.audit.services import record
from portal.certification.passes.keys import (
    PublicKey,
    SealedElsewhere,
    SigningKey,
    make_key,
    seal,
    unseal,
)
from portal.certification.passes.models import StoredKey
from portal.kernel import clock
from portal.kernel.db import db

log = structlog.get_logger()


def list_public_keys() -> Mapping[str, PublicKey]:
    """Every key there ever was, by name, the one that signs last."""
    rows = db.session.execute(
        select(StoredKey.kid, StoredKey.public_key).order_by(StoredKey.number)
    )
    return {row.kid: PublicKey(row.kid, row.public_key) for row in rows}


def find_signing_key(secret: str) -> SigningKey | None:
    """The newest pair; None before the first was made, or where another secret key sealed it."""
    newest = _find_newest()
    if newest is None:
        return None
    try:
        return unseal(PublicKey(newest.kid, newest.public_key), newest.sealed, secret)
    except SealedElsewhere:
        log.error("signing_key_sealed_elsewhere", kid=newest.kid)
        return None


def ensure_key(*, secret: str) -> None:
    """Make the first pair where there is none that can sign."""
    if find_signing_key(secret) is None:
        rotate_keys(secret=secret)


def rotate_keys(*, secret: str) -> PublicKey:
    """Sign with a new pair from now on; what the old ones signed stays valid."""
    key = make_key()
    number = (db.session.scalar(select(func.max(StoredKey.number))) or 0) + 1
    row = StoredKey(
        number=number,
        kid=key.kid,
        public_key=key.public.x,
        sealed=seal(key, secret),
        made_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # somebody made one at the same moment: theirs signs
        newest = _find_newest()
        if newest is None:
            raise
        return PublicKey(newest.kid, newest.public_key)
    record(actor_id=None, action="signing_key.made", subject=key.kid, number=number)
    return key.public


def _find_newest() -> StoredKey | None:
    return db.session.scalars(
        select(StoredKey).order_by(StoredKey.number.desc()).limit(1)
    ).one_or_none()
