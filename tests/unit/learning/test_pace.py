"""Medians from counts, and where most people stop."""

from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.learning.pace import FEWEST, Drop, largest_drop, pace_of


@given(st.lists(st.integers(0, 60), min_size=FEWEST, max_size=40))
def test_the_pace_is_the_lower_median(times: list[int]) -> None:
    pace = pace_of({minutes: times.count(minutes) for minutes in times})
    assert (pace.minutes, pace.count) == (median_low(times), len(times))


def test_too_few_times_say_nothing() -> None:
    assert pace_of({3: FEWEST - 1}).minutes is None
    assert pace_of({}).count == 0


@pytest.mark.parametrize(
    ("people", "drop"),
    [
        ([10, 9, 4, 4], Drop(2, 9, 4)),
        ([10, 5, 0], Drop(1, 10, 5)),
        ([3, 3, 3], None),
        ([2, 5], None),
        ([7], None),
    ],
    ids=["one", "first-of-equal", "nobody", "more-than-before", "one-step"],
)
def test_names_the_first_largest_drop(people: list[int], drop: Drop | None) -> None:
    assert largest_drop(people) == drop
