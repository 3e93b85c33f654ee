"""On which days an invented person completed which course, so that they stand today as their story says. Pure.

Days count back from the day on which the permit is to end. A course is always completed anew, or renewed inside
the window in which renewing extends it from its old end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from portal.kernel.months import add_months

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
    story: str, courses: Mapping[str, int], today: date, chance: Random
) -> tuple[Completed, ...]:
    """What a person with this story completed, in order of days; all before today.

    `courses`: slug → months for which it counts, in the order in which they are learnt; at least one
    counts for a year.
    """
    if story == "nothing":
        return ()
    if story == "in_progress":
        begun = list(courses)[: chance.randint(1, len(courses) - 1)]
        first, pause = today - timedelta(days=chance.randint(40, 200)), chance.randint(1, 12)
        return tuple(
            Completed(course, first + timedelta(days=place * pause))
            for place, course in enumerate(begun)
        )
    yearly = tuple(course for course, months in courses.items() if months <= _YEAR_MONTHS)
    done: list[Completed] = []
    for cycle in _cycles(story, yearly, today, chance):
        done += _longer_lasting(courses, done, cycle)
        done += cycle
    return tuple(sorted(done, key=lambda one: one.on))


def lessons_begun(story: str, count: int, chance: Random) -> int:
    """How many lessons of the course that comes next are marked as done."""
    return chance.randint(1, count - 1) if story == "in_progress" and count > 1 else 0


def _cycles(
    story: str, courses: tuple[str, ...], today: date, chance: Random
) -> list[list[Completed]]:
    """Each time the courses of a year were completed, the first time first."""
    ends_on = today + timedelta(days=chance.randint(*_ENDS[story]))
    has_earlier = story == "renewed" or chance.random() < _HELD_BEFORE
    found: list[list[Completed]] = []
    while True:
        before = add_months(ends_on, -_YEAR_MONTHS)  # the day from which the year counts
        is_possible = add_months(before, -_YEAR_MONTHS) - timedelta(days=70) >= FIRST_DAY
        if not (has_earlier and is_possible):
            return [_first_time(courses, before, today, chance), *reversed(found)]
        if story != "renewed" and chance.random() < 0.3:  # lapsed, then completed anew
            found.append(_first_time(courses, before, today, chance))
            ends_on = before - timedelta(days=chance.randint(20, 60))
        else:
            found.append(_in_window(courses, before, chance))
            ends_on = before
        has_earlier = chance.random() < 0.7


def _longer_lasting(
    courses: Mapping[str, int], done: Sequence[Completed], cycle: Sequence[Completed]
) -> list[Completed]:
    """The courses that count for longer than a year, where they would end within this one."""
    first_day = min(one.on for one in cycle)
    enough_until = add_months(max(one.on for one in cycle), _YEAR_MONTHS + 2)
    found = []
    for course, months in courses.items():
        last = max((one.on for one in done if one.course == course), default=None)
        is_lasting = last is not None and add_months(last, months) >= enough_until
        if months > _YEAR_MONTHS and not is_lasting:
            found.append(Completed(course, first_day))
    return found


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
