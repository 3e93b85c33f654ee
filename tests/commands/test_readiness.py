"""`flask readiness`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from portal.kernel.clock import frozen
from portal.kernel.db import db
from portal.teams.loading import load_units
from tests.support.certifying import at, certify, load_rules
from tests.support.making import Maker
from tests.web.coordinator.land import CHANGE, unit


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with frozen(at("2026-06-01")):
        yield


@pytest.fixture
def land(make: Maker, tmp_path: Path) -> None:
    load_units()
    db.session.commit()
    load_rules(tmp_path)
    team = make.team(unit("29905", 2025), since=CHANGE)
    certify(make.person("Nguyễn Thị Ana", team=team, since=CHANGE).id, "2026-01-10")
    make.person("Lê Văn Ben", team=team, since=CHANGE)


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["readiness", *words])


def answer(app: Flask, *words: str) -> Any:
    result = run(app, *words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


class TestReadiness:
    def test_answers_with_own_counts_and_those_of_each_unit(self, app: Flask, land: None) -> None:
        found = answer(app, "--unit", "82", "--on", "2026-06-01")
        counts = {"total": 2, "ready": 1, "expiring": 0, "not_ready": 1}
        assert {name: found[name] for name in counts} == counts
        assert (found["unit"], found["name"], found["on"]) == ("82", "Tỉnh Đồng Tháp", "2026-06-01")
        assert len(found["units"]) == 102
        assert found["units"][0] == {"unit": "29905", "name": "Phường Sa Đéc", **counts}

    def test_reads_a_code_in_the_structure_of_the_day(self, app: Flask, land: None) -> None:
        assert len(answer(app, "--unit", "87", "--on", "2024-06-01")["units"]) == 12
        assert len(answer(app, "--unit", "867", "--on", "2024-06-01")["units"]) == 9

    def test_a_commune_has_its_people_itself(self, app: Flask, land: None) -> None:
        found = answer(app, "--unit", "29905", "--on", "2026-06-01")
        assert (found["total"], found["own"]["total"], found["units"]) == (2, 2, [])

    def test_is_of_today_unless_said(self, app: Flask, land: None) -> None:
        assert answer(app, "--unit", "82")["on"] == "2026-06-01"

    def test_prints_a_table_for_people(self, app: Flask, land: None) -> None:
        result = run(app, "--unit", "82")
        assert result.exit_code == 0
        assert "Tỉnh Đồng Tháp (82) 2026-06-01" in result.stdout
        assert "Phường Sa Đéc" in result.stdout

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (["--unit", "87", "--on", "2026-06-01"], "no unit has the code '87' on 2026-06-01"),
            (["--unit", "82", "--on", "2026-02-31"], "'2026-02-31' is not a day"),
            (["--unit", "82", "--on", "soon"], "'soon' is not a day"),
        ],
    )
    def test_says_on_stderr_what_is_wrong(
        self, app: Flask, land: None, words: list[str], said: str
    ) -> None:
        result = run(app, *words, "--json")
        assert result.exit_code == 1
        assert said in result.stderr
        assert result.stdout == ""
