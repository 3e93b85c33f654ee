from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.kernel.months import add_months


class TestAddMonths:
    @pytest.mark.parametrize(
        ("start", "months", "end"),
        [
            (date(2026, 1, 15), 12, date(2027, 1, 15)),
            (date(2026, 1, 31), 1, date(2026, 2, 28)),
            (date(2027, 10, 31), 4, date(2028, 2, 29)),
            (date(2028, 2, 29), 12, date(2029, 2, 28)),
            (date(2028, 2, 29), 48, date(2032, 2, 29)),
            (date(2026, 12, 1), 1, date(2027, 1, 1)),
            (date(2026, 11, 30), 1, date(2026, 12, 30)),
        ],
    )
    def test_keeps_the_day_or_takes_the_last_of_a_shorter_month(
        self, start: date, months: int, end: date
    ) -> None:
        assert add_months(start, months) == end

    @given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
    def test_lands_in_the_right_month_and_never_on_a_later_day(
        self, start: date, months: int
    ) -> None:
        end = add_months(start, months)
        assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
        assert end.day <= start.day
