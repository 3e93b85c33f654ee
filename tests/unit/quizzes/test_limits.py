"""How often a quiz may be tried."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.quizzes.limits import Chance, HandedInAttempt, closes_at, next_chance

NOON = datetime(2026, 5, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def failed(*hours: float) -> list[HandedInAttempt]:
    return [HandedInAttempt(NOON + HOUR * hour, is_passed=False) for hour in hours]


def ask(
    earlier: list[HandedInAttempt], at: float, attempts: int | None = 3, hours: int = 24
) -> Chance:
    return next_chance(earlier, attempts=attempts, cooldown_hours=hours, now=NOON + HOUR * at)


class TestChance:
    def test_begins_with_a_whole_round(self) -> None:
        assert ask([], 0) == Chance(3)

    def test_shrinks_with_each_attempt(self) -> None:
        assert [ask(failed(*range(count)), 5).attempts_left for count in (1, 2)] == [2, 1]

    def test_waits_from_the_last_hand_in_of_the_round(self) -> None:
        assert ask(failed(0, 1, 2), 3) == Chance(0, NOON + HOUR * 26)

    def test_opens_to_the_second_when_the_wait_is_over(self) -> None:
        assert not ask(failed(0, 1, 2), 26 - 1 / 3600).may_start
        assert ask(failed(0, 1, 2), 26) == Chance(3)

    def test_of_a_second_round_ends_in_a_wait_again(self) -> None:
        assert ask(failed(0, 1, 2, 30, 31, 32), 33) == Chance(0, NOON + HOUR * 56)

    def test_begins_anew_after_a_passed_attempt(self) -> None:
        passed = HandedInAttempt(NOON + HOUR * 3, is_passed=True)
        assert ask([*failed(0, 1), passed], 4) == Chance(3)

    def test_is_without_limit_where_none_is_written(self) -> None:
        assert ask(failed(*range(50)), 51, attempts=None) == Chance(None)

    def test_needs_no_wait_where_none_is_written(self) -> None:
        assert ask(failed(0, 1, 2), 3, hours=0) == Chance(3)

    @given(st.lists(st.floats(0, 200), max_size=9), st.integers(1, 4), st.integers(0, 48))
    def test_never_exceeds_the_round_and_always_comes_back(
        self, hours: list[float], attempts: int, wait: int
    ) -> None:
        earlier = failed(*hours)
        now = ask(earlier, 200, attempts, wait)
        later = ask(earlier, 200 + wait, attempts, wait)
        assert now.attempts_left is not None
        assert now.attempts_left <= attempts
        assert now.may_start == bool(now.attempts_left)
        assert later.may_start


class TestTimeLimit:
    def test_counts_from_the_start(self) -> None:
        assert closes_at(NOON, 20) == NOON + timedelta(minutes=20)

    def test_is_none_where_untimed(self) -> None:
        assert closes_at(NOON, None) is None
