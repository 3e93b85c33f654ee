"""The signed token in a pass's QR code (docs/passes.md): small, so that a cheap phone can read the code.

It says what was true when it was made. What holds today is the register's to say, or the last status list's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from portal.certification.passes.keys import PublicKey, SigningKey
from portal.certification.passes.signing import Forged, sign, verify

#: names as short as they can be: each letter makes the code finer
_SERIAL: Final = "s"
_INITIALS: Final = "n"
_PERMIT: Final = "p"
_ISSUED: Final = "f"
_EXPIRES: Final = "u"


@dataclass(frozen=True)
class PassClaims:
    """What a pass says of a certificate, and nothing that names a person."""

    serial: str
    initials: str
    #: the permit's code, such as P0
    certification: str
    issued_on: date
    expires_on: date


def sign_pass(claims: PassClaims, key: SigningKey) -> str:
    """About 250 characters."""
    return sign(
        {
            _SERIAL: claims.serial,
            _INITIALS: claims.initials,
            _PERMIT: claims.certification,
            _ISSUED: _written(claims.issued_on),
            _EXPIRES: _written(claims.expires_on),
        },
        key,
    )


def read_pass(token: str, keys: Mapping[str, PublicKey]) -> PassClaims:
    """What the token says, its signature checked; not what holds today. Raises UnknownKey or Forged."""
    said = verify(token, keys)
    try:
        return PassClaims(
            said[_SERIAL],
            said[_INITIALS],
            said[_PERMIT],
            _day(said[_ISSUED]),
            _day(said[_EXPIRES]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Forged from error  # signed by us, but no pass: a status list, a badge


def _written(day: date) -> int:
    """2026-12-31 as 20261231."""
    return day.year * 10_000 + day.month * 100 + day.day


def _day(number: Any) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)
