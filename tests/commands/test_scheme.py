from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from portal.certification.loading import sync_scheme
from portal.certification.models import SchemeVersion
from portal.certification.rule_changes import change_rule, get_rule, preview_rule
from portal.certification.rule_editing import drafted
from portal.kernel import clock
from portal.kernel.db import begin_writing, db
from tests.support.certifying import RULES
from tests.support.making import Maker


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


class TestEditedInThePortal:
    """Eighteen months for P0 were entered in the browser."""

    @pytest.fixture
    def edited(self, context: Flask, make: Maker, file: Path) -> Flask:
        sync_scheme(file)
        admin = make.person("Lê Quản Trị")
        begin_writing()
        draft = replace(drafted(get_rule("P0"), clock.today()), validity_months=18)
        seen = preview_rule("P0", draft).fingerprint
        change_rule(code="P0", draft=draft, fingerprint=seen, actor_id=admin.id)
        db.session.commit()
        return context

    def test_is_told_and_left_alone(self, edited: Flask, file: Path) -> None:
        result = edited.test_cli_runner().invoke(args=["scheme", "sync", str(file)])
        assert result.exit_code == 0
        assert "-  validity_months: 18\n+  validity_months: 12" in result.stdout
        assert "edited in the portal since it was loaded, left alone" in result.stdout
        assert months() == 18

    def test_the_folder_wins_when_it_is_told_to(self, edited: Flask, file: Path) -> None:
        asked = ["scheme", "sync", "--from", "folder", str(file)]
        assert "new version" in edited.test_cli_runner().invoke(args=asked).stdout
        assert months() == 12

    def test_the_portal_wins_and_the_file_follows(self, edited: Flask, file: Path) -> None:
        asked = ["scheme", "sync", "--from", "portal", str(file)]
        assert "unchanged" in edited.test_cli_runner().invoke(args=asked).stdout
        assert "validity_months: 18" in file.read_text(encoding="utf-8")
        again = edited.test_cli_runner().invoke(args=["scheme", "sync", str(file)])
        assert "unchanged" in again.stdout
        assert months() == 18


def months() -> int:
    db.session.rollback()
    return int(get_rule("P0")["validity_months"])


class TestSchemeCheck:
    def test_passes_the_shipped_rules(self, app: Flask, file: Path) -> None:
        result = app.test_cli_runner().invoke(args=["scheme", "check", str(file)])
        assert (result.exit_code, result.stdout) == (0, "no problems\n")

    def test_tells_what_is_wrong(self, app: Flask, file: Path) -> None:
        file.write_text("", encoding="utf-8")
        result = app.test_cli_runner().invoke(args=["scheme", "check", str(file)])
        assert result.exit_code == 1
        assert "scheme.yaml:1:" in result.stdout
