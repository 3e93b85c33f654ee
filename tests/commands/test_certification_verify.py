"""`flask certification verify`: exit code 0 where everything kept is what the facts say, 1 and what differs else."""

import json
from pathlib import Path

import pytest
from flask import Flask

from portal.certification.decision_models import StandingSpan
from portal.kernel import clock
from portal.kernel.db import begin_writing, db
from tests.support.certifying import certify, complete, load_rules
from tests.support.making import Maker


@pytest.fixture
def certified(make: Maker, tmp_path: Path) -> None:
    load_rules(tmp_path)
    certify(make.person().id, "2026-01-10")
    db.session.rollback()


class TestIssue:
    def test_issues_once_what_verify_says_is_owed(
        self, app: Flask, make: Maker, tmp_path: Path
    ) -> None:
        load_rules(tmp_path)
        ana = make.person()
        complete(ana.id, "thiet-bi", "lua-dao", on=clock.today().isoformat())
        runner, said = app.test_cli_runner(), []
        db.session.rollback()
        for what in ("verify", "issue", "issue", "verify"):
            result = runner.invoke(args=["certification", what])
            said.append((result.exit_code, result.output.splitlines()[0]))
        assert said[0][0] == 1
        assert said[0][1].startswith(f"owed P0 to {ana.member_code}: kept none, computed cycle 1")
        assert said[1:3] == [(0, "1 certificates issued"), (0, "0 certificates issued")]
        assert said[3] == (0, "1 people, 1 certificates: nothing differs")


@pytest.mark.usefixtures("certified")
class TestVerify:
    def test_says_that_nothing_differs(self, app: Flask) -> None:
        result = app.test_cli_runner().invoke(args=["certification", "verify"])
        assert result.exit_code == 0, result.output
        assert "1 people, 1 certificates: nothing differs" in result.output

    def test_tells_what_differs_and_mends_on_demand(self, app: Flask) -> None:
        begin_writing()
        db.session.query(StandingSpan).delete()
        db.session.commit()
        runner = app.test_cli_runner()
        result = runner.invoke(args=["certification", "verify", "--json"])
        assert result.exit_code == 1
        told = json.loads(result.stdout)
        assert {one["what"] for one in told["differences"]} == {"span"}
        assert told["differences"][0]["computed"] == "P0 valid 2026-01-10 to 2026-12-10"
        assert runner.invoke(args=["certification", "verify", "--mend"]).exit_code == 0
        assert runner.invoke(args=["certification", "verify"]).exit_code == 0
