from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from portal.certification.queries import find_certificate, get_standings, list_standings
from portal.certification.standing import Standing
from portal.kernel.clock import frozen
from portal.kernel.db import db
from tests.support.certifying import RULES, at, certify, complete, load_rules
from tests.support.making import Maker

Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def rules(make: Maker, tmp_path: Path) -> None:
    load_rules(tmp_path)


@pytest.mark.usefixtures("rules")
class TestGetStandings:
    def test_tells_each_certification_of_the_rules(self, make: Maker) -> None:
        ana = make.person()
        (row,) = get_standings(ana.id, date(2026, 11, 28))
        assert (row.certification, row.title["vi"]) == ("P0", "Tình nguyện viên")
        assert row.standing == Standing.NONE
        assert [one.kind for one in row.missing] == ["course", "course"]

    def test_knows_any_day_before_and_after(self, make: Maker) -> None:
        ana = make.person()
        complete(ana.id, "thiet-bi", on="2026-01-10")
        issued = certify(ana.id, "2026-01-20", ["lua-dao"])
        found = {
            day: get_standings(ana.id, date.fromisoformat(day))[0]
            for day in ("2026-01-09", "2026-01-10", "2026-01-20", "2026-12-11", "2027-01-11")
        }
        assert [row.standing.value for row in found.values()] == [
            "none", "in_progress", "valid", "expiring", "expired",
        ]  # fmt: skip
        assert found["2026-01-20"].serial == issued.serial
        assert found["2026-01-20"].expires_on == date(2027, 1, 10)
        assert [reason.code for reason in found["2026-01-20"].why] == [
            "valid_until", "completed", "completed",
        ]  # fmt: skip

    def test_keeps_earlier_certificates_listed_latest_first(self, make: Maker) -> None:
        ana = make.person()
        serials = [
            certify(ana.id, day).serial for day in ("2024-01-10", "2025-01-05", "2026-01-05")
        ]
        (row,) = get_standings(ana.id, date(2026, 6, 1))
        assert row.serial == serials[2]
        assert row.expires_on == date(2027, 1, 10)
        assert [one.serial for one in row.earlier] == [serials[1], serials[0]]

    def test_sees_a_new_rule_at_once(self, make: Maker, tmp_path: Path) -> None:
        ana = make.person()
        with frozen(at("2026-06-01")):
            (before,) = get_standings(ana.id, date(2026, 6, 1))
            load_rules(tmp_path, RULES.replace("Tình nguyện viên", "Người hỗ trợ"))
            (after,) = get_standings(ana.id, date(2026, 6, 1))
        assert (before.title["vi"], after.title["vi"]) == ("Tình nguyện viên", "Người hỗ trợ")

    def test_follows_the_rules_of_the_day(self, make: Maker, tmp_path: Path) -> None:
        ana = make.person()
        complete(ana.id, "thiet-bi", on="2026-01-10")
        with frozen(at("2026-06-01")):
            load_rules(tmp_path, RULES.replace("[C02, C04]", "[C04]"))
        assert get_standings(ana.id, date(2026, 5, 31))[0].standing == Standing.IN_PROGRESS
        assert get_standings(ana.id, date(2026, 6, 1))[0].standing == Standing.NONE

    def test_is_empty_before_the_first_rules(self, make: Maker) -> None:
        assert get_standings(make.person().id, date(2022, 12, 31)) == ()

    def test_takes_one_statement_also_the_first_time(
        self, make: Maker, statements: Statements
    ) -> None:
        ana = make.person()
        certify(ana.id, "2026-01-10")
        for _time in range(2):
            with statements() as seen:
                get_standings(ana.id, date(2026, 6, 1))
            assert len(seen) == 1


@pytest.mark.usefixtures("rules")
class TestListStandings:
    def test_keeps_people_apart_in_one_statement(self, make: Maker, statements: Statements) -> None:
        ana, ben, nobody = make.person(), make.person("Lê Ben"), uuid4()
        certify(ana.id, "2026-01-10")
        complete(ben.id, "lua-dao", on="2026-01-10")
        with statements() as seen:
            found = list_standings([ana.id, ben.id, nobody], date(2026, 6, 1))
        assert len(seen) == 1
        assert {person: rows[0].standing.value for person, rows in found.items()} == {
            ana.id: "valid", ben.id: "in_progress", nobody: "none",
        }  # fmt: skip

    def test_of_nobody_is_empty(self) -> None:
        assert list_standings([], date(2026, 6, 1)) == {}


@pytest.mark.usefixtures("rules")
class TestFindCertificate:
    def test_shows_initials_permit_dates_state_and_nothing_else(self, make: Maker) -> None:
        issued = certify(make.person("Nguyễn Thị Ánh Đào").id, "2026-01-10")
        with frozen(at("2026-06-01")):
            found = find_certificate(issued.serial)
        assert found is not None
        assert found.initials == "N. T. Á. Đ."
        assert (found.issued_on, found.expires_on) == (date(2026, 1, 10), date(2027, 1, 10))
        assert found.standing == Standing.VALID
        assert set(vars(found)) == {
            "serial", "initials", "certification", "title", "issued_on", "expires_on", "standing", "why",
        }  # fmt: skip

    def test_tells_an_expired_one(self, make: Maker) -> None:
        issued = certify(make.person().id, "2024-01-10")
        with frozen(at("2025-01-11")):
            found = find_certificate(issued.serial)
        assert found is not None
        assert found.standing == Standing.EXPIRED
        assert "renewed" not in [reason.code for reason in found.why]

    def test_tells_that_there_is_a_newer_one(self, make: Maker) -> None:
        ana = make.person()
        first = certify(ana.id, "2025-01-10")
        certify(ana.id, "2026-01-05")
        with frozen(at("2026-01-06")):
            found = find_certificate(first.serial)
        assert found is not None
        assert found.standing == Standing.VALID
        assert "renewed" in [reason.code for reason in found.why]

    def test_still_verifies_when_the_permit_is_no_more(self, make: Maker, tmp_path: Path) -> None:
        issued = certify(make.person().id, "2026-01-10")
        with frozen(at("2026-06-01")):
            load_rules(tmp_path, RULES.replace("code: P0", "code: P9"))
            found = find_certificate(issued.serial)
        assert found is not None
        assert found.title["vi"] == "Tình nguyện viên"

    def test_finds_nothing_under_an_unknown_serial(self) -> None:
        assert find_certificate("SS-00000-00000") is None
        db.session.rollback()
