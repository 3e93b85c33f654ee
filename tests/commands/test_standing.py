import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from portal.kernel.clock import frozen
from portal.people.models import Person
from tests.support.certifying import RULES, at, certify, load_rules
from tests.support.making import Maker


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with frozen(at("2026-06-01")):
        yield


@pytest.fixture
def ana(make: Maker, tmp_path: Path) -> Person:
    load_rules(tmp_path)
    person = make.person(email="ana@example.org", phone="0912 345 678")
    certify(person.id, "2026-01-10")
    return person


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["standing", *words])


def answer(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


class TestStanding:
    def test_answers_with_person_day_standing_and_why(self, app: Flask, ana: Person) -> None:
        found = answer(run(app, "ana@example.org", "--on", "2026-06-01", "--json"))
        assert (found["person"], found["on"]) == (ana.member_code, "2026-06-01")
        (row,) = found["standings"]
        assert (row["certification"], row["standing"]) == ("P0", "valid")
        assert row["expires_on"] == "2027-01-10"
        assert row["why"][0]["reason"] == "valid_until"
        assert row["why"][1] == {
            "reason": "completed",
            "kind": "course",
            "code": "C02",
            "title": {"vi": "Thiết bị", "en": "Devices"},
            "on": "2026-01-10",
            "until": "2027-01-10",
            "is_renewal": False,
        }

    def test_finds_by_phone_member_code_and_id(self, app: Flask, ana: Person) -> None:
        for name in ("0912345678", ana.member_code, str(ana.id)):
            assert answer(run(app, name, "--json"))["person"] == ana.member_code

    @pytest.mark.parametrize(
        ("day", "expected"),
        [
            ("2026-01-09", ("none", None)),
            ("2026-12-11", ("expiring", "2027-01-10")),
            ("2027-01-11", ("expired", "2027-01-10")),
        ],
    )
    def test_knows_any_day(
        self, app: Flask, ana: Person, day: str, expected: tuple[str, str | None]
    ) -> None:
        (row,) = answer(run(app, ana.member_code, "--on", day, "--json"))["standings"]
        assert (row["standing"], row["expires_on"]) == expected

    def test_takes_today_without_a_day(self, app: Flask, ana: Person) -> None:
        assert answer(run(app, ana.member_code, "--json"))["on"] == "2026-06-01"

    def test_tells_the_choices_of_one_of(self, app: Flask, make: Maker, tmp_path: Path) -> None:
        load_rules(tmp_path, RULES.replace("[C02, C04]", "[{one_of: [C02, C04]}]"))
        ben = make.person("Lê Ben")
        (row,) = answer(run(app, ben.member_code, "--json"))["standings"]
        assert [one["code"] for one in row["why"][-1]["options"]] == ["C02", "C04"]

    def test_reads_in_lines_for_people(self, app: Flask, ana: Person) -> None:
        result = run(app, ana.member_code)
        assert "P0: valid until 2027-01-10" in result.stdout
        assert "completed kind=course code=C04 on=2026-01-10" in result.stdout

    def test_is_empty_on_a_day_before_the_rules(self, app: Flask, ana: Person) -> None:
        found = answer(run(app, ana.member_code, "--on", "2020-01-01", "--json"))
        assert found["standings"] == []
        assert "no rules" in run(app, ana.member_code, "--on", "2020-01-01").stderr

    def test_refuses_somebody_unknown(self, app: Flask, ana: Person) -> None:
        for name in ("nobody@example.org", "hello", "0"):
            result = run(app, name, "--json")
            assert (result.exit_code, result.stdout) == (1, "")
            assert "nobody is known as" in result.stderr

    @pytest.mark.parametrize("day", ["31/12/2026", "2026-02-30", "soon"])
    def test_refuses_what_is_no_day(self, app: Flask, ana: Person, day: str) -> None:
        result = run(app, ana.member_code, "--on", day, "--json")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "is not a day" in result.stderr
