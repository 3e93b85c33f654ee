"""A fresh, migrated database for each test, copied from one that real migrations made."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask_migrate import upgrade

from portal.application import create_app
from portal.config import Settings
from portal.kernel.db import db

#: signed cookies of tests; never a real portal's
SECRET = "tests only"


def settings_for(instance: Path, url: str = "", **more: object) -> Settings:
    return Settings(instance=instance, database_url=url, secret_key=SECRET, https=False, **more)  # type: ignore[arg-type]


def migrate(settings: Settings) -> None:
    app = create_app(settings)
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()


class SqliteDatabases:
    """Copies of one migrated file."""

    def __init__(self, folder: Path) -> None:
        self._template = folder / "template"
        migrate(settings_for(self._template))

    @contextmanager
    def fresh(self, instance: Path) -> Iterator[str]:
        instance.mkdir(parents=True, exist_ok=True)
        shutil.copy(self._template / "portal.db", instance / "portal.db")
        yield ""


class PostgresDatabases:
    """Copies of one migrated database of a running cluster."""

    def __init__(self, cluster: str, folder: Path) -> None:
        self._cluster = cluster
        self._administer("create database template_portal")
        migrate(settings_for(folder / "template-postgres", self._url("template_portal")))

    @contextmanager
    def fresh(self, _instance: Path) -> Iterator[str]:
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._administer(f"create database {name} template template_portal")
        try:
            yield self._url(name)
        finally:
            self._administer(f"drop database {name} with (force)")

    def _url(self, database: str) -> str:
        return self._cluster.rsplit("/", 1)[0] + f"/{database}"

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self._cluster, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]
