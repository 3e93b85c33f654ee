"""How often a quiz may be tried: so many attempts, then a wait, then a new round of as many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


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


def closes_at(started_at: datetime, time_limit_minutes: int | None) -> datetime | None:
    """When an attempt takes no more answers; None where it is untimed."""
    return (
        None if time_limit_minutes is None else started_at + timedelta(minutes=time_limit_minutes)
    )
