"""When a course is complete, and what its exam says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.learning.completion import ExamState, exam_state, holds_until, may_renew
from portal.quizzes.limits import Chance

TODAY = date(2026, 5, 1)
LATER = datetime(2026, 5, 2, tzinfo=UTC)


class TestHoldsUntil:
    @pytest.mark.parametrize(
        ("days", "until"),
        [
            ([], None),
            ([date(2026, 5, 14)], date(2027, 5, 14)),
            ([date(2024, 2, 29)], date(2025, 2, 28)),
            ([date(2026, 5, 14), date(2027, 4, 1)], date(2028, 5, 14)),
            ([date(2026, 5, 14), date(2027, 5, 15)], date(2028, 5, 15)),
            ([date(2026, 5, 14), date(2026, 6, 1)], date(2027, 6, 1)),
        ],
    )
    def test_adds_to_the_old_end_inside_the_window(
        self, days: list[date], until: date | None
    ) -> None:
        assert holds_until(days, 12) == until

    @given(
        st.lists(st.dates(date(2020, 1, 1), date(2030, 1, 1)), min_size=1, max_size=5),
        st.integers(1, 36),
    )
    def test_never_ends_before_the_latest_completion(self, days: list[date], months: int) -> None:
        until = holds_until(days, months)
        assert until is not None
        assert until > max(days)


class TestRenewal:
    @pytest.mark.parametrize(
        ("expires", "may"),
        [
            (date(2026, 7, 1), False),
            (date(2026, 6, 30), True),
            (date(2026, 5, 1), True),
            (date(2020, 1, 1), True),
        ],
    )
    def test_opens_sixty_days_before_the_end(self, expires: date, may: bool) -> None:
        assert may_renew(expires, TODAY) is may


class TestExam:
    @pytest.mark.parametrize(
        ("left", "expires", "started", "chance", "state"),
        [
            (2, None, False, Chance(3), ExamState.LOCKED),
            (0, None, False, Chance(3), ExamState.OPEN),
            (0, None, True, Chance(3), ExamState.STARTED),
            (1, None, True, Chance(3), ExamState.STARTED),
            (0, None, False, Chance(0, LATER), ExamState.WAITING),
            (0, date(2027, 1, 1), False, Chance(3), ExamState.PASSED),
            (2, date(2027, 1, 1), False, Chance(3), ExamState.PASSED),
            (0, date(2026, 5, 20), False, Chance(3), ExamState.OPEN),
            (2, date(2026, 5, 20), False, Chance(3), ExamState.LOCKED),
        ],
    )
    def test_says_one_thing_at_a_time(
        self, left: int, expires: date | None, started: bool, chance: Chance, state: ExamState
    ) -> None:
        exam = exam_state(
            left=left, expires=expires, is_started=started, chance=chance, today=TODAY
        )
        assert exam.state is state

    def test_opens_again_where_the_course_has_changed_since(self) -> None:
        exam = exam_state(
            left=0,
            expires=date(2027, 1, 1),
            is_started=False,
            chance=Chance(3),
            today=TODAY,
            is_refresh_due=True,
        )
        assert (exam.state, exam.is_renewal) == (ExamState.OPEN, True)

    def test_says_until_when_to_wait(self) -> None:
        exam = exam_state(
            left=0, expires=None, is_started=False, chance=Chance(0, LATER), today=TODAY
        )
        assert exam.wait_until == LATER

    def test_is_a_renewal_after_a_completion(self) -> None:
        exam = exam_state(
            left=0,
            expires=date(2026, 5, 20),
            is_started=False,
            chance=Chance(3),
            today=TODAY,
        )
        assert exam.is_renewal


def test_the_window_is_the_rules_to_say() -> None:
    late = date(2026, 5, 20)
    for days, state in ((10, ExamState.PASSED), (30, ExamState.OPEN)):
        exam = exam_state(
            left=0,
            expires=late,
            is_started=False,
            chance=Chance(3),
            today=TODAY,
            window=timedelta(days=days),
        )
        assert exam.state is state
