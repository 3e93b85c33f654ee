"""The board's counts, in small. Large, and against the rule: tests/unit/demonstration."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.certification.board import BoardRow, Counts, unit_board
from portal.teams.models import Unit
from portal.teams.units import PlacedUnit
from tests.support.certifying import certify, load_rules
from tests.support.making import Maker

Counting = Callable[[], AbstractContextManager[list[str]]]

ON = date(2026, 6, 1)


@pytest.fixture
def province(make: Maker) -> Unit:
    return make.unit("1", "Tỉnh", kind="tỉnh")


@pytest.fixture
def commune(make: Maker, province: Unit) -> Unit:
    return make.unit("11", "Xã A", parent=province)


class TestUnitBoard:
    def test_a_first_and_a_last_day_count(
        self, make: Maker, province: Unit, commune: Unit, tmp_path: Path
    ) -> None:
        load_rules(tmp_path)
        certify(make.person(team=make.team(commune)).id, "2025-06-01")
        for on, ready in (
            (date(2025, 5, 31), 0),
            (date(2025, 6, 1), 1),
            (date(2026, 6, 1), 1),
            (date(2026, 6, 2), 0),
        ):
            assert unit_board([province.id], on).counts.ready == ready, on

    def test_expiring_begins_with_the_window(
        self, make: Maker, province: Unit, commune: Unit, tmp_path: Path
    ) -> None:
        load_rules(tmp_path)
        certify(make.person(team=make.team(commune)).id, "2025-06-01")
        for on, expiring in ((date(2026, 5, 1), 0), (date(2026, 5, 2), 1), (ON, 1)):
            board = unit_board([province.id], on)
            assert (board.counts.expiring, board.window_days) == (expiring, 30), on

    def test_a_renewed_permit_no_longer_expires(
        self, make: Maker, province: Unit, commune: Unit, tmp_path: Path
    ) -> None:
        load_rules(tmp_path)
        person = make.person(team=make.team(commune))
        certify(person.id, "2025-06-01")
        certify(person.id, "2026-05-10")
        assert unit_board([province.id], date(2026, 5, 20)).counts == Counts(1, 1, 0)

    def test_only_members_of_the_day_are_counted(
        self, make: Maker, province: Unit, commune: Unit
    ) -> None:
        make.person(team=make.team(commune), since=date(2026, 6, 2))
        assert unit_board([province.id], ON).counts.total == 0
        assert unit_board([province.id], date(2026, 6, 2)).counts.total == 1

    def test_a_units_own_team_stands_apart(
        self, make: Maker, province: Unit, commune: Unit
    ) -> None:
        make.person(team=make.team(province))
        make.person(team=make.team(commune))
        board = unit_board([province.id], ON)
        assert (board.counts.total, board.own.total) == (2, 1)
        assert [row.counts.total for row in board.rows] == [1]

    def test_several_units_have_a_row_each(
        self, make: Maker, province: Unit, commune: Unit
    ) -> None:
        other = make.unit("12", "Xã B", parent=province)
        make.person(team=make.team(commune))
        board = unit_board([commune.id, other.id], ON)
        assert [(row.unit.code, row.counts.total) for row in board.rows] == [("11", 1), ("12", 0)]
        assert (board.counts.total, board.own.total) == (1, 0)

    def test_before_any_rules_nobody_is_ready(
        self, make: Maker, province: Unit, commune: Unit
    ) -> None:
        make.person(team=make.team(commune))
        board = unit_board([province.id], ON)
        assert (board.counts, board.window_days) == (Counts(1, 0, 0), 0)

    def test_takes_two_statements(
        self, province: Unit, commune: Unit, statements: Counting
    ) -> None:
        with statements() as seen:
            unit_board([province.id], ON)
        assert len(seen) == 2


counts = st.builds(
    lambda total, ready, soon: Counts(total, min(ready, total), min(soon, ready, total)),
    st.integers(0, 50), st.integers(0, 50), st.integers(0, 50),
)  # fmt: skip


class TestCounts:
    @given(counts, counts)
    def test_add_up(self, one: Counts, other: Counts) -> None:
        both = one + other
        assert both.not_ready == one.not_ready + other.not_ready
        assert both.ready + both.not_ready == both.total

    @given(st.lists(counts, min_size=1))
    def test_units_without_people_come_last(self, several: list[Counts]) -> None:
        unit = PlacedUnit(1, 2025, "1", "Xã", "Commune")
        rows = sorted((BoardRow(unit, one) for one in several), key=lambda row: row.counts.share)
        empty = [not row.counts.total for row in rows]
        assert empty == sorted(empty)
