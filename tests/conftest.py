"""Every test that touches the database runs on both engines, each on a database of its own."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser
from sqlalchemy import event

from portal.kernel.db import begin_writing, db
from tests.support.browser import running_browser
from tests.support.databases import PostgresDatabases, SqliteDatabases
from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.support.portals import ReusedPortal, composed
from tests.support.postgres import running_postgres

#: the same examples each time, however slow the machine; `pytest --hypothesis-profile=search` looks for new ones
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", settings.get_profile("steady"), derandomize=False)
settings.load_profile("steady")

ENGINES = ("sqlite", "postgresql")
_DATABASES = {"sqlite": "sqlite_databases", "postgresql": "postgres_databases"}


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgres_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresDatabases]:
    with running_postgres() as cluster:
        yield PostgresDatabases(cluster, tmp_path_factory.mktemp("postgres"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with running_browser() as browser:
        yield browser


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a fresh, migrated database; empty for the SQLite of `tmp_path / "instance"`."""
    with request.getfixturevalue(_DATABASES[engine_name]).fresh(tmp_path / "instance") as url:
        yield url


@pytest.fixture(scope="session")
def portals(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], ReusedPortal]]:
    """The portal of this process on an engine, composed when it is first asked for."""
    composed_yet: dict[str, ReusedPortal] = {}

    def portal_on(engine: str) -> ReusedPortal:
        if engine not in composed_yet:
            databases = request.getfixturevalue(_DATABASES[engine])
            folder = tmp_path_factory.mktemp(f"portal-{engine}")
            composed_yet[engine] = ReusedPortal(databases, folder)
        return composed_yet[engine]

    yield portal_on
    for portal in composed_yet.values():
        portal.close()


@pytest.fixture
def app(engine_name: str, portals: Callable[[str], ReusedPortal]) -> Iterator[Flask]:
    """A portal as new; tests that add to its code, or open it with other settings, take `own_app`."""
    begin_writing()  # whatever the test before did last
    with portals(engine_name).as_new() as app:
        yield app


@pytest.fixture
def own_app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """A portal of the test's own, composed for it."""
    begin_writing()
    app = composed(tmp_path / "instance", database_url)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """The application's context, for tests that call services and queries themselves."""
    with app.app_context():
        begin_writing()
        yield app
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def make(context: Flask) -> Maker:
    return Maker()


@pytest.fixture
def client(app: Flask) -> PageClient:
    return PageClient(app)


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with statements() as seen:` collects the SQL that is sent meanwhile."""

    @contextmanager
    def watching() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if not statement.lstrip().upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
                seen.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", note)

    return watching
