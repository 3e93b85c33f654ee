"""One portal for a test process and engine, as new before each test.

Composing it, connecting, and putting its statements together anew takes longer than most tests do.
"""

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from flask import Flask

from portal.application import create_app
from portal.catalogue import queries, revising
from portal.certification import forecasting, ledger
from portal.certification.passes import statuses
from portal.kernel.db import db
from tests.support.compiled_templates import COMPILED_TEMPLATES
from tests.support.databases import PostgresDatabases, SqliteDatabases, settings_for

#: what a process remembers of a database; elsewhere it is told apart by contents or by ids that are never used twice
_REMEMBERED: Final[tuple[MutableMapping[Any, Any], ...]] = (
    queries._contents,
    revising._known,
    ledger._known,
    statuses._known,
    forecasting._last,
)


def composed(instance: Path, database_url: str) -> Flask:
    app = create_app(settings_for(instance, database_url, demo=True))
    app.jinja_env.bytecode_cache = COMPILED_TEMPLATES
    return app


class ReusedPortal:
    """Its database, its settings and all that a process remembers are made new; its code is not."""

    def __init__(self, databases: SqliteDatabases | PostgresDatabases, folder: Path) -> None:
        self._instance = folder / "instance"
        self._database = databases.reused(self._instance)
        self._app = composed(self._instance, self._database.url)
        self._config = dict(self._app.config)

    @contextmanager
    def as_new(self) -> Iterator[Flask]:
        app = self._app
        self._database.renew()
        app.config.clear()
        app.config.update(self._config)
        app.config["PORTAL"] = settings_for(self._instance, self._database.url, demo=True)
        app.extensions["remembered"] = {"pages": {}, "parts": {}}
        for remembered in _REMEMBERED:
            remembered.clear()
        yield app
        with app.app_context():
            db.session.remove()
            db.engine.dispose()

    def close(self) -> None:
        self._database.close()
