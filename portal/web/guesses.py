"""Slowing those who guess serials and codes.

A GET never writes, so the count is kept in memory: per worker process and guesser, in fixed windows. It need not
be exact; a serial has 45 random bits, and whoever guesses a room's code has signed in under their name.
"""

from collections import Counter
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from portal.kernel import clock
from portal.kernel.identifiers import token_hash

WINDOW: Final = timedelta(minutes=10)


class Guesses:
    """What does not exist although it is well formed, counted by who asked for it: an address, a person."""

    def __init__(self, allowed: int) -> None:
        self._allowed = allowed
        self._lock = Lock()
        self._counts: Counter[str] = Counter()
        self._ends_at: datetime | None = None

    def note(self, guesser: str) -> None:
        """Count one wrong guess."""
        with self._lock:
            self._begin_anew_if_over()
            self._counts[token_hash(guesser)] += 1

    def seconds_to_wait(self, guesser: str) -> int:
        """How long somebody must wait before they may ask again; 0 where they need not."""
        with self._lock:
            ends_at = self._begin_anew_if_over()
            if self._counts[token_hash(guesser)] < self._allowed:
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
