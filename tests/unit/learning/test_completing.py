"""An answer to what changed in a course, passed by a corrected key: whether anything follows from it."""

from datetime import date

import pytest

from portal.kernel.identifiers import new_id
from portal.learning.completing import Asked, Completed, Sat, refreshing

PERSON = new_id()
ANSWER = Sat(new_id(), PERSON, 2, date(2026, 2, 10), is_passed=True)
ASKED = Asked(date(2026, 2, 1), 2)


def known(day: int, *, is_withdrawn: bool = False) -> Completed:
    on = date(2026, 2, day)
    return Completed(new_id(), new_id(), on, on, is_withdrawn)


KNOWN = known(1)


@pytest.mark.parametrize(
    ("completed", "refreshed", "asked", "counts"),
    [
        ([KNOWN], [], [ASKED], True),
        ([KNOWN], [date(2026, 2, 9)], [ASKED], True),
        ([KNOWN], [date(2026, 2, 10)], [ASKED], False),
        ([KNOWN, known(10)], [], [ASKED], False),
        ([KNOWN, known(10, is_withdrawn=True)], [], [ASKED], True),
        ([known(1, is_withdrawn=True)], [], [ASKED], False),
        ([KNOWN], [], [ASKED, Asked(date(2026, 2, 10), 3)], False),
        ([KNOWN], [], [ASKED, Asked(date(2026, 2, 11), None)], False),
    ],
    ids=[
        "nothing since",
        "refreshed before",
        "refreshed since",
        "completed since",
        "completed since and withdrawn",
        "not complete any more",
        "changed again",
        "changed again, and it is not known how",
    ],
)
def test_counts_unless_something_came_since(
    completed: list[Completed], refreshed: list[date], asked: list[Asked], counts: bool
) -> None:
    assert refreshing([ANSWER], completed, refreshed, asked) == (ANSWER if counts else None)
