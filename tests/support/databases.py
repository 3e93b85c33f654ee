"""A fresh, migrated database for each test, copied from one that real migrations made."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

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


class ReusedDatabase(Protocol):
    """One database for many tests, one after the other; nothing may be connected when it is made new."""

    #: empty for the SQLite of the instance
    url: str

    def renew(self) -> None:
        """As real migrations left it."""

    def close(self) -> None: ...


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

    def reused(self, instance: Path) -> ReusedDatabase:
        return _ReusedFile(self._template / "portal.db", instance)


class _ReusedFile:
    url = ""

    def __init__(self, template: Path, instance: Path) -> None:
        self._template, self._instance = template, instance

    def renew(self) -> None:
        shutil.rmtree(self._instance, ignore_errors=True)
        self._instance.mkdir(parents=True)
        shutil.copy(self._template, self._instance / "portal.db")

    def close(self) -> None:
        """The folder ends with the test run."""


class PostgresDatabases:
    """Copies of one migrated database of a running cluster."""

    def __init__(self, cluster: str, folder: Path) -> None:
        self._cluster = cluster
        self._administer("create database template_portal")
        migrate(settings_for(folder / "template-postgres", self._url("template_portal")))

    @contextmanager
    def fresh(self, _instance: Path, template: str = "template_portal") -> Iterator[str]:
        """`template`: the name or URL of a database that nobody is connected to."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._administer(f"create database {name} template {template.rpartition('/')[2]}")
        try:
            yield self._url(name)
        finally:
            self._administer(f"drop database {name} with (force)")

    def reused(self, _instance: Path) -> ReusedDatabase:
        name = f"reused_{uuid.uuid4().hex[:12]}"
        self._administer(f"create database {name} template template_portal")
        return _ReusedDatabase(self._url(name))

    def _url(self, database: str) -> str:
        return self._cluster.rsplit("/", 1)[0] + f"/{database}"

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self._cluster, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]


class _ReusedDatabase:
    """Emptied rather than made anew: making and dropping one takes a tenth of a second."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self._connection.execute("set lock_timeout = '10s'")
        # no foreign key is in the way, nor a trigger that keeps facts from being taken away
        self._connection.execute("set session_replication_role = replica")
        names = self._names("select tablename from pg_tables where schemaname = 'public'")
        asks = [f"select '{name}' from (select 1 from {name} limit 1) one" for name in names]
        self._filled = " union all ".join(asks)
        #: what migrations themselves put in
        self._from_migrations = self._names(self._filled)

    def renew(self) -> None:
        for name in self._names(self._filled) - self._from_migrations:
            self._connection.execute(f"delete from {name}")  # type: ignore[call-overload]
        counted = "select sequencename from pg_sequences where last_value is not null"
        for name in self._names(counted):
            self._connection.execute(f"alter sequence {name} restart")  # type: ignore[call-overload]

    def close(self) -> None:
        self._connection.close()

    def _names(self, statement: str) -> set[str]:
        return {name for (name,) in self._connection.execute(statement)}  # type: ignore[call-overload]
