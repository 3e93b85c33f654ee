"""How often a quiz may be tried: so many attempts, then a wait, then a new round of as many."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

#: between two heartbeats; and how long one may be missing before the portal counts as having been away
BEAT: Final = timedelta(seconds=10)
LONGEST_PAUSE: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class HandedInAttempt:
    """An earlier attempt, as far as it counts here."""

    handed_in_at: datetime
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Chance:
    """Whether an attempt may start. `attempts_left` counts in this round (None: without limit)."""

    attempts_left: int | None
    wait_until: datetime | None = None

    @property
    def may_start(self) -> bool:
        return self.wait_until is None


def next_chance(
    earlier: Sequence[HandedInAttempt], *, attempts: int | None, cooldown_hours: int, now: datetime
) -> Chance:
    """What the attempts handed in so far leave. A passed attempt ends a round; the wait counts from a round's last."""
    if attempts is None:
        return Chance(None)
    failed: list[datetime] = []
    for attempt in sorted(earlier, key=lambda one: one.handed_in_at):
        failed = [] if attempt.is_passed else [*failed, attempt.handed_in_at]
    used = len(failed) % attempts
    if failed and used == 0:
        opens = failed[-1] + timedelta(hours=cooldown_hours)
        if now < opens:
            return Chance(0, opens)
    return Chance(attempts - used)


def closes_at(
    started_at: datetime, time_limit_minutes: int | None, allowed_seconds: int = 0
) -> datetime | None:
    """When an attempt takes no more answers; None where it is untimed.

    `allowed_seconds`: extra time given to the person, and credit for the portal's own outages.
    """
    if time_limit_minutes is None:
        return None
    return started_at + timedelta(minutes=time_limit_minutes, seconds=allowed_seconds)


def credit_for_gap(alive_at: datetime, now: datetime, most: timedelta) -> int | None:
    """Seconds that attempts get for a gap between two heartbeats; None where it was no outage.

    A gap that is credited is never longer than it was, so no outage can open an attempt that was closed before it.
    """
    gap = now - alive_at
    return int(min(gap, most).total_seconds()) if gap > LONGEST_PAUSE else None


def seconds_to_add(closes: datetime, now: datetime, minutes: int) -> int:
    """What extra time adds: `minutes` from the end of the attempt, or from now where that is past."""
    return minutes * 60 + max(0, math.ceil((now - closes).total_seconds()))
