from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.certification.models import SchemeVersion
from portal.kernel.db import db
from tests.support.certifying import RULES


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "scheme.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


class TestSchemeSync:
    def test_loads_once(self, app: Flask, file: Path) -> None:
        first = app.test_cli_runner().invoke(args=["scheme", "sync", str(file)])
        assert (first.exit_code, first.stdout) == (
            0, "scheme.yaml: new version, applies from 2023-01-01\n",
        )  # fmt: skip
        again = app.test_cli_runner().invoke(args=["scheme", "sync", str(file)])
        assert "unchanged" in again.stdout

    def test_loads_the_shipped_rules_by_default(self, app: Flask) -> None:
        assert app.test_cli_runner().invoke(args=["scheme", "sync"]).exit_code == 0
        with app.app_context():
            (stored,) = db.session.scalars(select(SchemeVersion)).all()
        assert len(stored.rules["courses"]) == 12

    def test_refuses_broken_rules_with_their_lines(self, app: Flask, file: Path) -> None:
        file.write_text(RULES.replace("[C02, C04]", "[C99]"), encoding="utf-8")
        result = app.test_cli_runner().invoke(args=["scheme", "sync", str(file)])
        assert result.exit_code == 1
        assert "scheme.yaml:10: unknown course, sign-off or certification C99" in result.output


class TestSchemeCheck:
    def test_passes_the_shipped_rules(self, app: Flask, file: Path) -> None:
        result = app.test_cli_runner().invoke(args=["scheme", "check", str(file)])
        assert (result.exit_code, result.stdout) == (0, "no problems\n")

    def test_tells_what_is_wrong(self, app: Flask, file: Path) -> None:
        file.write_text("", encoding="utf-8")
        result = app.test_cli_runner().invoke(args=["scheme", "check", str(file)])
        assert result.exit_code == 1
        assert "scheme.yaml:1:" in result.stdout
