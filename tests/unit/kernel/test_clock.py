"""The portal's time: moments in UTC, days in Vietnam."""

import threading
from datetime import UTC, date, datetime

import pytest

from portal.kernel import clock

LAST_MINUTE = datetime(2026, 11, 25, 16, 59, tzinfo=UTC)  # 23:59 in Vietnam
MIDNIGHT = datetime(2026, 11, 25, 17, 0, tzinfo=UTC)


class TestNow:
    def test_is_the_real_moment_in_utc(self) -> None:
        assert clock.now().tzinfo is UTC
        assert datetime.now(UTC) <= clock.now() <= datetime.now(UTC)

    def test_stands_still_when_frozen_and_goes_on_after(self) -> None:
        with clock.frozen(MIDNIGHT):
            assert clock.now() == clock.now() == MIDNIGHT
        assert clock.now() != MIDNIGHT

    def test_inner_freeze_gives_way_to_the_outer(self) -> None:
        with clock.frozen(MIDNIGHT):
            with clock.frozen(LAST_MINUTE):
                assert clock.now() == LAST_MINUTE
            assert clock.now() == MIDNIGHT

    @pytest.mark.parametrize("everywhere", [True, False])
    def test_other_threads_stand_still_only_if_told_to(self, everywhere: bool) -> None:
        seen: list[datetime] = []
        with clock.frozen(MIDNIGHT, everywhere=everywhere):
            thread = threading.Thread(target=lambda: seen.append(clock.now()))
            thread.start()
            thread.join()
        assert (seen == [MIDNIGHT]) is everywhere

    def test_goes_on_after_a_failure(self) -> None:
        with pytest.raises(KeyError), clock.frozen(MIDNIGHT, everywhere=True):
            raise KeyError
        assert clock.now() != MIDNIGHT


class TestDays:
    def test_change_at_midnight_in_vietnam(self) -> None:
        with clock.frozen(LAST_MINUTE):
            assert clock.today() == date(2026, 11, 25)
        with clock.frozen(MIDNIGHT):
            assert clock.today() == date(2026, 11, 26)

    def test_start_seven_hours_before_utc(self) -> None:
        assert clock.start_of_day(date(2026, 11, 26)) == MIDNIGHT

    def test_moments_are_told_by_vietnams_clock(self) -> None:
        assert clock.local(MIDNIGHT).strftime("%d/%m %H:%M") == "26/11 00:00"
        assert clock.day_of(LAST_MINUTE) == date(2026, 11, 25)
