"""Slowing those who guess serials.

A GET never writes, so the count is kept in memory: per worker process and address, in fixed windows. It
need not be exact; a serial has 45 random bits, so even an unslowed guesser would be at it for ages.
"""

from collections import Counter
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from portal.kernel import clock
from portal.kernel.identifiers import token_hash

#: many phones share one address of a mobile network, so a few honest mistakes must not add up
ALLOWED: Final = 30
WINDOW: Final = timedelta(minutes=10)


class Guesses:
    """Well-formed serials that do not exist, counted by the address they came from."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[str] = Counter()
        self._ends_at: datetime | None = None

    def note(self, address: str) -> None:
        """Count one wrong guess."""
        with self._lock:
            self._begin_anew_if_over()
            self._counts[token_hash(address)] += 1

    def seconds_to_wait(self, address: str) -> int:
        """How long an address must wait before it may ask again; 0 where it need not."""
        with self._lock:
            ends_at = self._begin_anew_if_over()
            if self._counts[token_hash(address)] < ALLOWED:
                return 0
            return max(1, round((ends_at - clock.now()).total_seconds()))

    def forget(self) -> None:
        """Count from nothing again."""
        with self._lock:
            self._counts.clear()

    def _begin_anew_if_over(self) -> datetime:
        now = clock.now()
        if self._ends_at is None or now >= self._ends_at or self._ends_at - now > WINDOW:
            self._counts.clear()
            self._ends_at = now + WINDOW
        return self._ends_at
