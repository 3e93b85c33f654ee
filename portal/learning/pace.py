"""How far people come in a course and how long it takes them, from counts alone. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

#: two lessons marked as done further apart say nothing about how long the second took
LONGEST_PAUSE: Final = 60
#: a median of fewer is chance
FEWEST: Final = 5


@dataclass(frozen=True, slots=True)
class Pace:
    """The median in whole minutes, of `count` times; None where there are too few to say."""

    minutes: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Drop:
    """Between a step and the one before it: `place` of the later one, how many were there, how many went on."""

    place: int
    before: int
    after: int

    @property
    def lost(self) -> int:
        return self.before - self.after


def pace_of(histogram: Mapping[int, int]) -> Pace:
    """`histogram`: how often each number of minutes was taken."""
    count = sum(histogram.values())
    if count < FEWEST:
        return Pace(None, count)
    seen = 0
    for minutes in sorted(histogram):
        seen += histogram[minutes]
        if seen * 2 >= count:
            return Pace(minutes, count)
    raise AssertionError("half of the times lie at or below some number of minutes")


def largest_drop(people: Sequence[int]) -> Drop | None:
    """Where most people did not go on from one step to the next; the first such place. None: nowhere."""
    drops = [Drop(place, people[place - 1], people[place]) for place in range(1, len(people))]
    worst = max(drops, key=lambda drop: drop.lost, default=None)
    return worst if worst and worst.lost > 0 else None
