"""The portal's time: one place to ask, so that tests can stand still.

Moments are aware datetimes in UTC; days are calendar days in Asia/Ho_Chi_Minh (UTC+7, no summer time).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_moment", default=None)
_frozen_everywhere: list[datetime] = []


def now() -> datetime:
    """This moment, in UTC."""
    stopped = _frozen.get() or (_frozen_everywhere[-1] if _frozen_everywhere else None)
    return stopped or datetime.now(UTC)


def today() -> date:
    """This calendar day in Vietnam."""
    return day_of(now())


def local(moment: datetime) -> datetime:
    """The same moment on a clock in Vietnam."""
    return moment.astimezone(VIETNAM)


def day_of(moment: datetime) -> date:
    """The calendar day in Vietnam on which a moment falls."""
    return local(moment).date()


def start_of_day(day: date) -> datetime:
    """The first moment of a day in Vietnam, in UTC."""
    return datetime.combine(day, time.min, VIETNAM).astimezone(UTC)


@contextmanager
def frozen(moment: datetime, *, everywhere: bool = False) -> Iterator[None]:
    """Stop the clock at an aware moment; `everywhere` also for other threads (a served portal)."""
    if everywhere:
        _frozen_everywhere.append(moment)
        try:
            yield
        finally:
            _frozen_everywhere.remove(moment)
        return
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
