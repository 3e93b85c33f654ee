"""More time in a timed attempt: extra, and credit for what the portal itself was away."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.quizzes.limits import LONGEST_PAUSE, closes_at, credit_for_gap, seconds_to_add

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
FIVE = timedelta(minutes=5)
SECONDS = st.integers(0, 100_000)


class TestCredit:
    def test_a_short_pause_is_no_outage(self) -> None:
        assert credit_for_gap(NOON, NOON + LONGEST_PAUSE, FIVE) is None

    def test_a_gap_is_credited_whole_up_to_the_limit(self) -> None:
        assert credit_for_gap(NOON, NOON + timedelta(seconds=90), FIVE) == 90
        assert credit_for_gap(NOON, NOON + timedelta(hours=9), FIVE) == 300
        assert credit_for_gap(NOON, NOON + timedelta(hours=9), timedelta()) == 0

    def test_a_clock_set_back_is_no_outage(self) -> None:
        assert credit_for_gap(NOON, NOON - timedelta(hours=1), FIVE) is None

    @given(st.lists(st.tuples(SECONDS, SECONDS), max_size=8), st.integers(1, 60))
    def test_no_outage_opens_an_attempt_that_was_closed_before_it(
        self, times: list[tuple[int, int]], minutes: int
    ) -> None:
        """However many come after the end: what they are credited with is over when they are."""
        closed = closes_at(NOON, minutes)
        assert closed
        now, credit = closed, 0
        for up, down in times:
            away = now + timedelta(seconds=up)
            now = away + timedelta(seconds=down)
            credit += credit_for_gap(away, now, FIVE) or 0
            closes = closes_at(NOON, minutes, credit)
            assert closes
            assert closes <= now


class TestExtraTime:
    def test_is_added_to_the_end(self) -> None:
        assert seconds_to_add(NOON, NOON - timedelta(minutes=3), 10) == 600

    def test_counts_from_now_where_the_time_is_up(self) -> None:
        assert seconds_to_add(NOON, NOON + timedelta(minutes=3), 10) == 780

    @given(SECONDS, st.integers(1, 60))
    def test_always_leaves_at_least_its_minutes(self, late: int, minutes: int) -> None:
        now = NOON + timedelta(seconds=late)
        assert NOON + timedelta(seconds=seconds_to_add(NOON, now, minutes)) >= now + timedelta(
            minutes=minutes
        )

    def test_of_an_untimed_attempt_is_nothing(self) -> None:
        assert closes_at(NOON, None, 600) is None
