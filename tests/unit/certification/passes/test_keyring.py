import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.audit.models import AuditEntry
from portal.certification.passes.keyring import (
    ensure_key,
    find_signing_key,
    list_public_keys,
    rotate_keys,
)
from portal.certification.passes.models import StoredKey
from portal.kernel.db import db

SECRET = "the portal's"


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(StoredKey)) or 0


@pytest.mark.usefixtures("context")
class TestKeyring:
    def test_is_empty_at_first(self) -> None:
        assert find_signing_key(SECRET) is None
        assert list_public_keys() == {}

    def test_makes_the_first_key_once(self) -> None:
        ensure_key(secret=SECRET)
        first = find_signing_key(SECRET)
        ensure_key(secret=SECRET)
        assert first is not None
        assert find_signing_key(SECRET) == first
        assert count() == 1

    def test_signs_with_the_newest_and_knows_all(self) -> None:
        old = rotate_keys(secret=SECRET)
        new = rotate_keys(secret=SECRET)
        signing = find_signing_key(SECRET)
        assert signing is not None and signing.public == new
        assert list(list_public_keys()) == [old.kid, new.kid]

    def test_cannot_sign_with_another_secret_but_makes_a_new_key(self) -> None:
        old = rotate_keys(secret=SECRET)
        assert find_signing_key("another") is None
        ensure_key(secret="another")
        signing = find_signing_key("another")
        assert signing is not None and signing.public != old
        assert old.kid in list_public_keys()

    def test_stores_no_private_half_in_the_open(self) -> None:
        rotate_keys(secret=SECRET)
        signing = find_signing_key(SECRET)
        row = db.session.scalars(select(StoredKey)).one()
        assert signing is not None
        assert signing.d not in str(vars(row))

    def test_notes_a_new_key(self) -> None:
        key = rotate_keys(secret=SECRET)
        db.session.flush()
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.subject) == ("signing_key.made", key.kid)


def test_of_two_rotations_at_once_one_key_comes(
    context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = rotate_keys(secret=SECRET)
    real = db.session.scalar
    # what the other saw before ours was stored
    monkeypatch.setattr(db.session, "scalar", lambda statement: 0)
    mine = rotate_keys(secret=SECRET)
    monkeypatch.setattr(db.session, "scalar", real)
    assert mine == theirs
    assert count() == 1
