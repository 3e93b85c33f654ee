"""What a held unit lets a person see, on any day."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.kernel.errors import NotFound
from portal.people.permissions import Permission, Role
from portal.people.signed_in import RoleFor, SignedIn
from portal.teams.errors import UnitNotThatDay
from portal.teams.loading import LoadedUnits
from portal.teams.queries import get_unit, list_children
from portal.teams.scope import (
    get_visible_line,
    get_visible_line_of,
    list_top_units,
    visible_units,
)

Counting = Callable[[], AbstractContextManager[list[str]]]

BEFORE, AFTER = date(2024, 6, 1), date(2026, 11, 28)
SEE = Permission.READINESS_SEE


def holder(*unit_ids: int, role: Role = Role.COORDINATOR) -> SignedIn:
    roles = tuple(RoleFor(role, unit_id) for unit_id in unit_ids)
    return SignedIn(uuid4(), "Cora", "Cora", "vi", "token", roles)


class TestVisibleUnits:
    def test_the_province_sees_all_below_it(self, loaded: LoadedUnits) -> None:
        province = holder(get_unit("82", AFTER).id)
        assert len(visible_units(province, SEE, AFTER)) == 103

    def test_the_province_sees_the_old_structure_on_an_old_day(self, loaded: LoadedUnits) -> None:
        province = holder(get_unit("82", AFTER).id)
        seen = visible_units(province, SEE, BEFORE)
        assert len(seen) == 1 + 12 + 143
        assert get_unit("87", BEFORE).id in seen

    def test_a_commune_sees_the_old_communes_that_became_it(self, loaded: LoadedUnits) -> None:
        commune = get_unit("29905", AFTER)
        seen = visible_units(holder(commune.id), SEE, BEFORE)
        assert len(seen) == 8
        assert commune.id not in seen

    def test_a_commune_sees_itself_alone_today(self, loaded: LoadedUnits) -> None:
        commune = get_unit("29905", AFTER)
        assert visible_units(holder(commune.id), SEE, AFTER) == {commune.id}

    def test_an_old_commune_is_carried_forward(self, loaded: LoadedUnits) -> None:
        old = get_unit("29902", BEFORE)
        assert visible_units(holder(old.id), SEE, AFTER) == {get_unit("29905", AFTER).id}

    def test_a_role_without_the_permission_sees_nothing(self, loaded: LoadedUnits) -> None:
        trainer = holder(get_unit("82", AFTER).id, role=Role.TRAINER)
        assert visible_units(trainer, SEE, AFTER) == frozenset()

    def test_takes_one_statement(self, loaded: LoadedUnits, statements: Counting) -> None:
        province = holder(get_unit("82", AFTER).id)
        with statements() as seen:
            visible_units(province, SEE, BEFORE)
        assert len(seen) == 1

    def test_takes_none_for_somebody_who_holds_nothing(
        self, loaded: LoadedUnits, statements: Counting
    ) -> None:
        with statements() as seen:
            assert visible_units(holder(), SEE, AFTER) == frozenset()
        assert seen == []

    @settings(max_examples=40, suppress_health_check=list(HealthCheck))
    @given(days=st.integers(0, 1500), place=st.integers(0, 101))
    def test_a_commune_never_sees_more_than_the_province(
        self, loaded: LoadedUnits, days: int, place: int
    ) -> None:
        on = date(2023, 1, 1) + timedelta(days=days)
        province = get_unit("82", AFTER)
        commune = list_children(province.id, AFTER)[place]
        below = visible_units(holder(commune.id), SEE, on)
        assert below < visible_units(holder(province.id), SEE, on)


class TestTopUnits:
    def test_are_the_held_units_of_the_day(self, loaded: LoadedUnits) -> None:
        person = holder(get_unit("82", AFTER).id)
        assert [unit.code for unit in list_top_units(person, SEE, AFTER)] == ["82"]
        assert [unit.code for unit in list_top_units(person, SEE, BEFORE)] == ["87"]

    def test_stand_in_vietnamese_order(self, loaded: LoadedUnits) -> None:
        ids = [get_unit(code, AFTER).id for code in ("30214", "29905", "29869")]
        tops = list_top_units(holder(*ids), SEE, AFTER)
        assert [unit.name for unit in tops] == [
            "Phường Cao Lãnh",
            "Phường Sa Đéc",
            "Xã Tân Dương",
        ]


class TestVisibleLine:
    @pytest.mark.parametrize(
        ("top", "codes"), [("87", ["29905", "867", "87"]), ("867", ["29905", "867"])]
    )
    def test_goes_up_to_the_readers_own_top(
        self, loaded: LoadedUnits, top: str, codes: list[str]
    ) -> None:
        person = holder(get_unit(top, BEFORE).id)
        line = get_visible_line(person, SEE, "29905", BEFORE)
        assert [unit.code for unit in line] == codes

    def test_of_todays_province_on_an_old_day(self, loaded: LoadedUnits) -> None:
        person = holder(get_unit("82", AFTER).id)
        line = get_visible_line(person, SEE, "29905", BEFORE)
        assert [unit.code for unit in line] == ["29905", "867", "87"]

    def test_a_unit_elsewhere_is_not_found(self, loaded: LoadedUnits) -> None:
        person = holder(get_unit("866", BEFORE).id)
        with pytest.raises(NotFound) as refused:
            get_visible_line(person, SEE, "29905", BEFORE)
        assert type(refused.value) is NotFound

    def test_somebody_who_holds_nothing_sees_nothing(self, loaded: LoadedUnits) -> None:
        with pytest.raises(NotFound):
            get_visible_line(holder(), SEE, "29905", BEFORE)

    def test_a_code_of_another_day_says_so(self, loaded: LoadedUnits) -> None:
        with pytest.raises(UnitNotThatDay):
            get_visible_line(holder(get_unit("82", AFTER).id), SEE, "87", AFTER)

    def test_takes_one_statement(self, loaded: LoadedUnits, statements: Counting) -> None:
        commune = get_unit("29905", AFTER)
        person = holder(get_unit("82", AFTER).id)
        with statements() as seen:
            line = get_visible_line_of(person, SEE, commune.id, AFTER)
        assert [unit.code for unit in line] == ["29905", "82"]
        assert len(seen) == 1
