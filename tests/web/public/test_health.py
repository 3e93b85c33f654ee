"""What a watcher asks: is the process there, and may it be sent readers."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from flask import Flask
from sqlalchemy import text

from portal.application import create_app
from portal.kernel.db import begin_writing, db
from tests.support.databases import settings_for
from tests.support.pages import PageClient

Statements = Callable[[], AbstractContextManager[list[str]]]


def test_health_asks_nobody(client: PageClient, statements: Statements) -> None:
    with statements() as seen:
        page = client.get("/healthz")
    assert (page.status_code, page.json) == (200, {"status": "ok"})
    assert not seen


def test_ready_with_every_migration(client: PageClient) -> None:
    page = client.get("/readyz")
    assert (page.status_code, page.json) == (200, {"status": "ready"})


def test_not_ready_with_a_migration_missing(client: PageClient, context: Flask) -> None:
    begin_writing()
    db.session.execute(text("update alembic_version set version_num = '0000'"))
    db.session.commit()
    page = client.get("/readyz")
    assert page.status_code == 503
    assert page.json["status"] == "not_ready"


def test_not_ready_without_tables(tmp_path: Path) -> None:
    app = create_app(settings_for(tmp_path / "empty"))
    page = PageClient(app).get("/readyz")
    assert page.status_code == 503
    with app.app_context():
        db.engine.dispose()
