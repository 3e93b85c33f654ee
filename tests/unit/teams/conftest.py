"""The shipped structure, loaded."""

import pytest
from flask import Flask

from portal.kernel.db import db
from portal.teams.loading import LoadedUnits, load_units


@pytest.fixture
def loaded(context: Flask) -> LoadedUnits:
    added = load_units()
    db.session.commit()
    return added
