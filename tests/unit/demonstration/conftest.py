"""The demonstration, loaded once for all tests here: it only gets read."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.application import create_app
from portal.config import ROOT
from portal.demonstration.loading import load_demonstration
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from tests.conftest import ENGINES
from tests.support.certifying import at
from tests.support.databases import settings_for

TODAY = at("2026-11-28")


@pytest.fixture(scope="module", params=ENGINES)
def demonstration(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """Inside the context of an application that has it, at 09:00 on 28 November 2026."""
    databases = request.getfixturevalue(
        "sqlite_databases" if request.param == "sqlite" else "postgres_databases"
    )
    instance = tmp_path_factory.mktemp("demonstration") / "instance"
    with databases.fresh(instance) as url, frozen(TODAY):
        app = create_app(settings_for(instance, url, demo=True))
        with app.app_context():
            begin_writing()
            load_demonstration(courses=ROOT / "courses")
            db.session.commit()
            yield app
            db.session.remove()
            db.engine.dispose()
