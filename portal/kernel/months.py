"""Counting in calendar months."""

from calendar import monthrange
from datetime import date
from typing import Final

#: every month has so many days
_SHORTEST: Final = 28


def add_months(day: date, months: int) -> date:
    """The same day of a later month; where that month is shorter, its last day (29/02 + 12 → 28/02)."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    if day.day <= _SHORTEST:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))
