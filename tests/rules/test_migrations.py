"""Migrations: one line of them, equal to the models, and safe on a database full of people."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from portal.kernel.db import begin_writing, db, is_of_a_model
from tests.rules.snapshot import row_counts
from tests.rules.world import World

ROOT = Path(__file__).resolve().parents[2]
MIGRATIONS = ROOT / "migrations"

#: rebuilds the table that most others point at: what SQLite's batch mode loses rows by
TRIAL = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("person", recreate="{recreate}") as person:
        person.add_column(sa.Column("trial", sa.String(10), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person", recreate="{recreate}") as person:
        person.drop_column("trial")
"""


class TestTheLine:
    def test_has_one_end_and_it_is_pinned(self) -> None:
        heads = ScriptDirectory(str(MIGRATIONS)).get_heads()
        pinned = (MIGRATIONS / "head.txt").read_text(encoding="utf-8").split()
        assert heads == pinned, (
            f"the newest migration is {heads}: write it into migrations/head.txt; two branches that"
            " both add one conflict there, instead of in production"
        )

    def test_is_numbered_and_named(self) -> None:
        names = sorted(path.stem for path in MIGRATIONS.glob("versions/*.py"))
        for number, name in enumerate(names, start=1):
            assert name.startswith(f"{number:04d}_"), f"call {name} {number:04d}_what_it_does"


class TestMigrations:
    def test_give_the_tables_of_the_models(self, app: Flask) -> None:
        with app.app_context(), db.engine.connect() as connection:
            options = {
                "compare_type": True,
                "compare_server_default": True,
                "include_object": is_of_a_model,
            }
            context = MigrationContext.configure(connection, opts=options)
            differences = compare_metadata(context, db.metadata)
        assert not differences, (
            "python -m tools.regenerate_migration (before the first release), or add a migration:"
            f" {differences}"
        )

    def test_go_down_and_up_again_to_the_same_tables(self, app: Flask) -> None:
        before = schema(app)
        with app.app_context():
            downgrade(revision="base")
            assert inspect(db.engine).get_table_names() == ["alembic_version"]
            upgrade()
        assert schema(app) == before

    def test_lose_no_row_of_a_filled_database(self, world: World, tmp_path: Path) -> None:
        before = row_counts(world.app)
        assert before["person"] > 3
        assert before["role_held"] > 3
        folder = migrations_with_a_trial(tmp_path, world.app)
        with world.app.app_context():
            db.session.remove()
            upgrade(directory=str(folder))
            assert "trial" in {c["name"] for c in inspect(db.engine).get_columns("person")}
        assert row_counts(world.app) == before
        with world.app.app_context():
            downgrade(directory=str(folder), revision="-1")
        assert row_counts(world.app) == before

    @pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
    def test_leave_foreign_keys_switched_on(self, app: Flask) -> None:
        with app.app_context():
            upgrade()
            with db.engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def migrations_with_a_trial(tmp_path: Path, app: Flask) -> Path:
    """A copy of our migrations with one more, run by our own env.py."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    head = (MIGRATIONS / "head.txt").read_text(encoding="utf-8").strip()
    with app.app_context():
        recreate = "always" if db.engine.dialect.name == "sqlite" else "auto"
    (folder / "versions/9999_trial.py").write_text(TRIAL.format(head=head, recreate=recreate))
    return folder


def schema(app: Flask) -> dict[str, object]:
    """Every table's columns, keys, constraints and indexes, in an order that compares."""
    begin_writing()
    with app.app_context():
        found = inspect(db.engine)
        return {
            table: (
                sorted(map(_described, found.get_columns(table))),
                _described(found.get_pk_constraint(table)),
                sorted(map(_described, found.get_foreign_keys(table))),
                sorted(map(_described, found.get_unique_constraints(table))),
                sorted(map(_described, found.get_check_constraints(table))),
                sorted(map(_described, found.get_indexes(table))),
            )
            for table in found.get_table_names()
        }


def _described(value: object) -> str:
    """As text that is the same for the same thing: SQL expressions by what they say."""
    if isinstance(value, Mapping):
        return str({str(key): _described(inner) for key, inner in sorted(value.items())})
    return str(value)
