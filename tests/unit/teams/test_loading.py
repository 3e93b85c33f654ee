"""The shipped structure in the database."""

from sqlalchemy import func, select

from portal.kernel.db import db
from portal.kernel.text import sort_key
from portal.teams.loading import LoadedUnits, load_units
from portal.teams.models import Unit, UnitPlacement, UnitSuccession


def _count(*conditions: object) -> int:
    return db.session.scalar(select(func.count()).select_from(Unit).where(*conditions)) or 0  # type: ignore[arg-type]


class TestLoadUnits:
    def test_both_editions_are_there(self, loaded: LoadedUnits) -> None:
        assert _count(Unit.edition == 2023) == 1 + 12 + 143
        assert _count(Unit.edition == 2025) == 1 + 102
        assert loaded.units == 259

    def test_every_commune_of_2023_became_something(self, loaded: LoadedUnits) -> None:
        # 146 rows of the table, three communes of them split in two, and the province
        assert loaded.successions == 147
        olds = select(UnitSuccession.old_unit_id)
        orphans = _count(
            Unit.edition == 2023, Unit.kind.in_(["xã", "phường", "thị trấn"]), Unit.id.not_in(olds)
        )
        assert orphans == 0

    def test_a_second_load_adds_nothing(self, loaded: LoadedUnits) -> None:
        assert load_units() == LoadedUnits(units=0, successions=0)

    def test_a_unit_that_was_renamed_keeps_its_name(self, loaded: LoadedUnits) -> None:
        province = db.session.scalars(select(Unit).where(Unit.code == "82")).one()
        province.name = "Tỉnh đã đổi tên"
        load_units()
        assert province.name == "Tỉnh đã đổi tên"

    def test_names_are_in_both_languages(self, loaded: LoadedUnits) -> None:
        commune = db.session.scalars(
            select(Unit).where(Unit.code == "29905", Unit.edition == 2025)
        ).one()
        assert (commune.name, commune.name_en) == ("Phường Sa Đéc", "Sa Dec Ward")
        assert commune.sort_key == sort_key("Phường Sa Đéc")

    def test_every_unit_is_placed_once(self, loaded: LoadedUnits) -> None:
        placed = db.session.scalar(select(func.count()).select_from(UnitPlacement))
        assert placed == loaded.units
