from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.certification.errors import BrokenScheme
from portal.certification.loading import check_scheme, sync_scheme
from portal.certification.models import SchemeVersion
from portal.kernel.clock import frozen
from portal.kernel.db import db
from tests.support.certifying import RULES, at


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scheme.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


def change(file: Path, old: str, new: str) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


@pytest.mark.usefixtures("context")
class TestSyncScheme:
    def test_first_version_applies_from_the_day_it_names(self, file: Path) -> None:
        loaded = sync_scheme(file)
        assert (loaded.is_new, loaded.applies_from) == (True, date(2023, 1, 1))
        actions = db.session.scalars(select(AuditEntry.action)).all()
        assert actions == ["scheme.loaded"]

    def test_the_same_rules_are_loaded_once(self, file: Path) -> None:
        first = sync_scheme(file)
        change(file, "applies_from: 2023-01-01", "# the same rules\napplies_from: 2024-01-01")
        again = sync_scheme(file)
        assert (again.is_new, again.version_id) == (False, first.version_id)

    def test_changed_rules_are_a_new_version_from_today(self, file: Path) -> None:
        sync_scheme(file)
        change(file, "minutes: 60", "minutes: 61")
        with frozen(at("2026-11-28")):
            assert sync_scheme(file).applies_from == date(2026, 11, 28)
        stored = db.session.scalars(select(SchemeVersion).order_by(SchemeVersion.id)).all()
        assert [one.rules["courses"][0]["minutes"] for one in stored] == [60, 61]

    def test_changed_rules_may_name_a_later_day(self, file: Path) -> None:
        sync_scheme(file)
        change(file, "minutes: 60", "minutes: 61")
        change(file, "2023-01-01", "2027-01-01")
        with frozen(at("2026-11-28")):
            assert sync_scheme(file).applies_from == date(2027, 1, 1)

    def test_two_changes_on_one_day_do_not_edit_each_other(self, file: Path) -> None:
        sync_scheme(file)
        with frozen(at("2026-11-28")):
            change(file, "minutes: 60", "minutes: 61")
            sync_scheme(file)
            change(file, "minutes: 61", "minutes: 62")
            assert sync_scheme(file).applies_from == date(2026, 11, 29)

    def test_going_back_to_older_rules_is_a_new_version_too(self, file: Path) -> None:
        sync_scheme(file)
        with frozen(at("2026-11-28")):
            change(file, "minutes: 60", "minutes: 61")
            sync_scheme(file)
        with frozen(at("2026-12-05")):
            change(file, "minutes: 61", "minutes: 60")
            assert sync_scheme(file).applies_from == date(2026, 12, 5)

    @pytest.mark.parametrize("broken", [b"courses: []", b"\xff\xfe", None])
    def test_broken_rules_store_nothing(self, file: Path, broken: bytes | None) -> None:
        if broken is None:
            file.unlink()
        else:
            file.write_bytes(broken)
        with pytest.raises(BrokenScheme) as refused:
            sync_scheme(file)
        assert refused.value.problems == check_scheme(file)
        assert db.session.scalars(select(SchemeVersion)).all() == []


def test_checking_needs_no_database(file: Path) -> None:
    assert check_scheme(file) == ()
