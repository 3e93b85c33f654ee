"""What holds of every certificate today, so small that a leader's phone carries it into the field.

Seven bytes a certificate, in order: the first five of SHA-256 of its serial, then three bits of state and thirteen of
its last day, counted from 2020-01-01 (docs/passes.md). Nobody reads a serial or a name from it.
"""

import base64
import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from typing import Any, Final

from portal.certification.passes.keys import PublicKey, SigningKey
from portal.certification.passes.signing import Forged, sign, verify

_HASH_BYTES: Final = 5
_ENTRY_BYTES: Final = _HASH_BYTES + 2
_DAY_BITS: Final = 13
_LAST: Final = (1 << _DAY_BITS) - 1
_FIRST_DAY: Final = date(2020, 1, 1)
_VERSION: Final = 1


class ListedState(IntEnum):
    """In the list for good: a number never gets another meaning."""

    #: to the end of its last day; after it, it has lapsed by itself
    IN_FORCE = 0
    SUSPENDED = 1
    REVOKED = 2
    #: its holder has a newer one
    REPLACED = 3
    #: before its last day, for what it rests on has ended
    LAPSED = 4


@dataclass(frozen=True)
class ListedStatus:
    state: ListedState
    #: the last day; days after 2042-06-05 are written as that day
    until: date


@dataclass(frozen=True)
class StatusList:
    """Every certificate's state, as it stood at a moment."""

    made_at: datetime
    packed: bytes

    def __len__(self) -> int:
        return len(self.packed) // _ENTRY_BYTES

    def find(self, serial: str) -> ListedStatus | None:
        """The state of the certificate with a serial in its normal form; None if it is not in the list."""
        wanted = _hash(serial)
        place = bisect_left(range(len(self)), wanted, key=self._hash_at)
        if place == len(self) or self._hash_at(place) != wanted:
            return None
        start = place * _ENTRY_BYTES + _HASH_BYTES
        number = int.from_bytes(self.packed[start : start + 2])
        until = _FIRST_DAY + timedelta(days=number & _LAST)
        return ListedStatus(ListedState(number >> _DAY_BITS), until)

    def _hash_at(self, place: int) -> bytes:
        return self.packed[place * _ENTRY_BYTES :][:_HASH_BYTES]


def pack(statuses: Iterable[tuple[str, ListedStatus]]) -> bytes:
    """Serials with their states, as the list holds them."""
    return b"".join(sorted(_hash(serial) + _number(status) for serial, status in statuses))


def sign_list(packed: bytes, made_at: datetime, key: SigningKey) -> str:
    written = base64.urlsafe_b64encode(packed).rstrip(b"=").decode()
    return sign({"v": _VERSION, "at": int(made_at.timestamp()), "list": written}, key)


def read_list(text: str, keys: Mapping[str, PublicKey]) -> StatusList:
    """A signed list. Raises UnknownKey or Forged."""
    said: dict[str, Any] = verify(text, keys)
    try:
        if said["v"] != _VERSION:
            raise Forged
        packed = base64.urlsafe_b64decode(said["list"] + "=" * (-len(said["list"]) % 4))
        return StatusList(datetime.fromtimestamp(said["at"], UTC), packed)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise Forged from error  # signed by us, but no list


def _hash(serial: str) -> bytes:
    return hashlib.sha256(serial.encode()).digest()[:_HASH_BYTES]


def _number(status: ListedStatus) -> bytes:
    days = min(max((status.until - _FIRST_DAY).days, 0), _LAST)
    return (status.state << _DAY_BITS | days).to_bytes(2)
