"""`flask demo load`."""

from pathlib import Path

from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from portal.application import create_app
from portal.config import ROOT
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from tests.support.databases import settings_for


def load(app: Flask) -> Result:
    return app.test_cli_runner().invoke(args=["demo", "load"])


def people(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Person)) or 0


class TestDemoLoad:
    def test_loads_once_however_often_it_is_called(self, app: Flask) -> None:
        first, second = load(app), load(app)
        assert (first.exit_code, second.exit_code) == (0, 0), first.output + second.output
        assert "Loaded 948 invented people in 257 teams" in first.stdout
        assert "loaded already" in second.stdout
        assert people(app) == 948

    def test_refuses_a_real_portal(self, database_url: str, tmp_path: Path) -> None:
        app = create_app(settings_for(tmp_path / "instance", database_url))
        result = load(app)
        assert result.exit_code == 1
        assert "set PORTAL_DEMO=1" in result.stderr
        assert people(app) == 0
        with app.app_context():
            db.engine.dispose()

    def test_loads_nothing_while_the_rules_are_broken(
        self, database_url: str, tmp_path: Path
    ) -> None:
        shelf = tmp_path / "courses"
        shelf.mkdir()
        (shelf / "scheme.yaml").write_text("courses: 1\n")
        app = create_app(
            settings_for(tmp_path / "instance", database_url, demo=True, courses=shelf)
        )
        result = load(app)
        assert result.exit_code == 1
        assert "scheme.yaml:1:" in result.stderr
        assert people(app) == 0
        with app.app_context():
            db.engine.dispose()

    def test_loads_nothing_while_a_course_is_broken(
        self, database_url: str, tmp_path: Path
    ) -> None:
        shelf = tmp_path / "courses"
        (shelf / "an-toan-thiet-bi").mkdir(parents=True)
        (shelf / "scheme.yaml").write_bytes((ROOT / "courses/scheme.yaml").read_bytes())
        (shelf / "an-toan-thiet-bi/course.md").write_text("---\ntitle: [\n---\n")
        app = create_app(
            settings_for(tmp_path / "instance", database_url, demo=True, courses=shelf)
        )
        begin_writing()
        result = load(app)
        assert result.exit_code == 1
        assert "an-toan-thiet-bi/course.md:" in result.stderr
        assert people(app) == 0
        with app.app_context():
            db.engine.dispose()
