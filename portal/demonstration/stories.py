"""On which days an invented person completed which course, so that they stand today as their story says. Pure.

Days count back from the day on which the permit is to end. A course is always completed anew, or renewed inside
the window in which renewing extends it from its old end.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from portal.certification.months import add_months

#: nobody learnt before the first teams were set up
FIRST_DAY: Final = date(2023, 5, 20)
_YEAR_MONTHS: Final = 12

#: story → how many of a hundred people
SHARES: Final = {
    "valid": 42,
    "renewed": 13,
    "expiring": 8,
    "expired": 12,
    "in_progress": 15,
    "nothing": 10,
}

#: story → between which days from today the permit ends (first, last)
_ENDS: Final = {
    "valid": (36, 335),
    "renewed": (36, 335),
    "expiring": (2, 27),
    "expired": (-320, -3),
}

#: of how many people with a permit that it is not their first one, besides the story "renewed"
_HELD_BEFORE: Final = 0.55


@dataclass(frozen=True)
class Completed:
    """A course that was completed on a day."""

    course: str
    on: date


def completions_for(
    story: str, courses: tuple[str, ...], today: date, chance: Random
) -> tuple[Completed, ...]:
    """What a person with this story completed, in order of days; all before today."""
    if story == "nothing":
        return ()
    if story == "in_progress":
        return (Completed(courses[0], today - timedelta(days=chance.randint(8, 200))),)
    ends_on = today + timedelta(days=chance.randint(*_ENDS[story]))
    has_earlier = story == "renewed" or chance.random() < _HELD_BEFORE
    done: list[Completed] = []
    while True:
        before = add_months(ends_on, -_YEAR_MONTHS)  # the day from which the year counts
        is_possible = add_months(before, -_YEAR_MONTHS) - timedelta(days=70) >= FIRST_DAY
        if not (has_earlier and is_possible):
            done += _first_time(courses, before, today, chance)
            return tuple(sorted(done, key=lambda one: one.on))
        if story != "renewed" and chance.random() < 0.3:  # lapsed, then completed anew
            done += _first_time(courses, before, today, chance)
            ends_on = before - timedelta(days=chance.randint(20, 60))
        else:
            done += _in_window(courses, before, chance)
            ends_on = before
        has_earlier = chance.random() < 0.7


def lessons_begun(story: str, count: int, chance: Random) -> int:
    """How many lessons of the course that comes next are marked as done."""
    return chance.randint(1, count - 1) if story == "in_progress" and count > 1 else 0


def _first_time(courses: tuple[str, ...], on: date, today: date, chance: Random) -> list[Completed]:
    """One course after another, within three weeks; the first one decides when the permit ends."""
    latest = min(20, (today - on).days - 1)
    days = [0, *sorted(chance.randint(1, max(latest, 1)) for _ in courses[1:])]
    return [
        Completed(course, on + timedelta(days=day))
        for course, day in zip(courses, days, strict=True)
    ]


def _in_window(courses: tuple[str, ...], ends_on: date, chance: Random) -> list[Completed]:
    """Renewed before the end, the first course last: that is what lengthens the permit."""
    last = ends_on - timedelta(days=chance.randint(3, 25))
    days = [0, *sorted(chance.randint(1, 10) for _ in courses[1:])]
    return [
        Completed(course, last - timedelta(days=day))
        for course, day in zip(courses, days, strict=True)
    ]
