"""Passwords: Argon2id (t=2, 19 MiB, p=1), and which ones are refused."""

from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from portal.kernel.text import fold

MINIMUM: Final = 8
MAXIMUM: Final = 128

_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
#: what an unknown person's password is compared with, so that both take the same time
_NOBODYS_HASH: Final = _hasher.hash("nobody has this password")
_COMMON: Final = frozenset(
    (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split()
)
_CONTEXT: Final = ("sansang", "dongthap", "doanvien", "thanhnien", "tinhnguyen")


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def password_matches(password: str, stored: str | None) -> bool:
    """Compare in the same time whether the person exists or not."""
    try:
        matches = _hasher.verify(stored or _NOBODYS_HASH, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
    return matches and stored is not None


def password_problem(password: str, *, name: str = "") -> str | None:
    """Why a new password is refused: too_short, too_long, too_common; None if it is fine."""
    if len(password) < MINIMUM:
        return "too_short"
    if len(password) > MAXIMUM:
        return "too_long"
    plain = "".join(sign for sign in fold(password) if sign.isalnum())
    bare = plain.strip("0123456789")
    if plain in _COMMON or bare in _COMMON or bare in _CONTEXT or len(set(plain)) <= 2:
        return "too_common"
    if name and bare and bare in fold(name).replace(" ", ""):
        return "too_common"
    return None
