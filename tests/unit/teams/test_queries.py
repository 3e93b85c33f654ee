"""Units read in the structure of a day."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.teams.loading import LoadedUnits
from portal.teams.queries import (
    find_former_unit,
    get_line,
    get_line_of,
    get_top_unit,
    get_unit,
    list_ancestors,
    list_children,
    list_teams,
)
from portal.teams.succession import follow
from tests.support.making import Maker

Counting = Callable[[], AbstractContextManager[list[str]]]

BEFORE, AFTER = date(2024, 6, 1), date(2026, 11, 28)
LAST_OLD_DAY, FIRST_NEW_DAY = date(2025, 6, 30), date(2025, 7, 1)


class TestGetUnit:
    def test_the_old_province_has_twelve_districts(self, loaded: LoadedUnits) -> None:
        assert len(list_children(get_unit("87", BEFORE).id, BEFORE)) == 12

    def test_the_new_province_has_102_communes(self, loaded: LoadedUnits) -> None:
        assert len(list_children(get_unit("82", AFTER).id, AFTER)) == 102

    def test_districts_hold_143_communes_together(self, loaded: LoadedUnits) -> None:
        districts = list_children(get_unit("87", BEFORE).id, BEFORE)
        assert sum(len(list_children(district.id, BEFORE)) for district in districts) == 143

    def test_a_reused_code_means_the_unit_of_the_day(self, loaded: LoadedUnits) -> None:
        assert get_unit("29905", LAST_OLD_DAY).name == "Phường 1"
        assert get_unit("29905", FIRST_NEW_DAY).name == "Phường Sa Đéc"

    @pytest.mark.parametrize(
        ("code", "on"),
        [
            ("87", FIRST_NEW_DAY),
            ("82", LAST_OLD_DAY),
            ("866", AFTER),
            ("0", AFTER),
            ("", AFTER),
            ("82", date(2022, 12, 31)),
        ],
    )
    def test_a_code_of_another_day_is_not_found(
        self, loaded: LoadedUnits, code: str, on: date
    ) -> None:
        with pytest.raises(NotFound):
            get_unit(code, on)

    def test_titles_are_in_the_readers_language(self, loaded: LoadedUnits) -> None:
        unit = get_unit("82", AFTER)
        assert (unit.title("vi"), unit.title("en")) == ("Tỉnh Đồng Tháp", "Dong Thap Province")


class TestLine:
    def test_goes_up_to_the_province_in_one_statement(
        self, loaded: LoadedUnits, statements: Counting
    ) -> None:
        with statements() as seen:
            line = get_line("29905", BEFORE)
        assert [unit.code for unit in line] == ["29905", "867", "87"]
        assert len(seen) == 1

    def test_ancestors_leave_the_unit_out(self, loaded: LoadedUnits) -> None:
        commune = get_unit("29905", BEFORE)
        assert [unit.code for unit in list_ancestors(commune.id, BEFORE)] == ["867", "87"]
        assert get_line_of(commune.id, BEFORE)[0] == commune

    def test_an_unknown_unit_is_not_found(self, loaded: LoadedUnits) -> None:
        with pytest.raises(NotFound):
            get_line_of(999_999, BEFORE)


class TestVietnameseOrder:
    def test_children_stand_as_in_a_dictionary(self, loaded: LoadedUnits) -> None:
        names = [unit.name for unit in list_children(get_unit("82", AFTER).id, AFTER)]
        # Đ after D, and Ô after O: the plain order of code points has both at the end
        wards = [name for name in names if name.startswith("Phường")]
        assert wards[0] == "Phường An Bình"
        assert wards.index("Phường Cao Lãnh") < wards.index("Phường Đạo Thạnh")
        assert wards.index("Phường Đạo Thạnh") < wards.index("Phường Gò Công")

    def test_our_order_is_that_of_icu(self, loaded: LoadedUnits, engine_name: str) -> None:
        if engine_name != "postgresql":
            pytest.skip("ICU's Vietnamese collation comes with PostgreSQL")
        ours = db.session.scalars(text("select name from unit order by sort_key, code")).all()
        icu = db.session.scalars(
            text('select name from unit order by name collate "vi-x-icu", code')
        ).all()
        assert ours == icu


def followed_codes(code: str, edition: int, on: date) -> list[str]:
    followed = follow(code, edition, on)
    assert followed is not None
    return [unit.code for unit in followed.stands]


class TestFollow:
    def test_the_old_province_became_the_new(self, loaded: LoadedUnits) -> None:
        assert followed_codes("87", 2023, AFTER) == ["82"]

    def test_the_new_province_was_the_old(self, loaded: LoadedUnits) -> None:
        assert followed_codes("82", 2025, BEFORE) == ["87"]

    def test_a_split_commune_became_two(self, loaded: LoadedUnits) -> None:
        assert set(followed_codes("30157", 2023, AFTER)) == {"30130", "30157"}

    def test_a_district_ended_and_its_communes_went_on(self, loaded: LoadedUnits) -> None:
        assert followed_codes("867", 2023, AFTER) == ["29905", "30214"]

    def test_a_new_commune_came_from_eight(self, loaded: LoadedUnits) -> None:
        assert len(followed_codes("29905", 2025, BEFORE)) == 8

    def test_a_commune_without_recorded_past_has_none(self, loaded: LoadedUnits) -> None:
        assert followed_codes("28261", 2025, BEFORE) == []

    def test_a_unit_that_stands_is_itself(self, loaded: LoadedUnits) -> None:
        assert followed_codes("29905", 2025, AFTER) == ["29905"]
        assert followed_codes("867", 2023, BEFORE) == ["867"]

    def test_an_edition_names_one_of_two_units(self, loaded: LoadedUnits) -> None:
        followed = follow("29905", 2023, AFTER)
        assert followed is not None
        assert followed.unit.name == "Phường 1"
        assert [unit.name for unit in followed.stands] == ["Phường Sa Đéc"]

    def test_an_unknown_code_leads_nowhere(self, loaded: LoadedUnits) -> None:
        assert follow("87", 2025, AFTER) is None

    def test_takes_one_statement(self, loaded: LoadedUnits, statements: Counting) -> None:
        with statements() as seen:
            follow("867", 2023, AFTER)
        assert len(seen) == 1


class TestFormerUnit:
    def test_says_on_which_days_it_stood(self, loaded: LoadedUnits) -> None:
        former = find_former_unit("87", AFTER)
        assert former is not None
        assert (former.from_on, former.to_on) == (date(2023, 1, 1), LAST_OLD_DAY)

    def test_a_new_code_on_an_old_day_is_known(self, loaded: LoadedUnits) -> None:
        former = find_former_unit("82", BEFORE)
        assert former is not None
        assert (former.unit.edition, former.to_on) == (2025, None)

    def test_a_reused_code_is_the_unit_of_the_edition(self, loaded: LoadedUnits) -> None:
        former = find_former_unit("29905", BEFORE, 2025)
        assert former is not None
        assert former.unit.name == "Phường Sa Đéc"

    def test_a_code_that_never_was_is_unknown(self, loaded: LoadedUnits) -> None:
        assert find_former_unit("999", AFTER) is None


class TestTopUnit:
    @pytest.mark.parametrize(("on", "code"), [(BEFORE, "87"), (AFTER, "82")])
    def test_is_the_province_of_the_day(self, loaded: LoadedUnits, on: date, code: str) -> None:
        assert get_top_unit(on).code == code

    def test_is_todays_unless_a_day_is_named(self, loaded: LoadedUnits) -> None:
        with clock.frozen(datetime(2024, 6, 1, tzinfo=UTC)):
            assert get_top_unit().code == "87"

    def test_is_not_found_before_the_records_begin(self, loaded: LoadedUnits) -> None:
        with pytest.raises(NotFound):
            get_top_unit(date(2020, 1, 1))


class TestListTeams:
    def test_shows_the_teams_of_the_day(self, loaded: LoadedUnits, make: Maker) -> None:
        root = get_top_unit(AFTER)
        team = make.team(root, "Tổ của tỉnh", since=FIRST_NEW_DAY)  # type: ignore[arg-type]
        assert [shown.id for shown in list_teams(root.id, AFTER)] == [team.id]
        assert list_teams(root.id, LAST_OLD_DAY) == ()
