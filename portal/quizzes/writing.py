"""INSERT … ON CONFLICT, which both engines know and SQLAlchemy spells once for each."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from portal.kernel.db import Model, db

Insert = postgresql.Insert | sqlite.Insert


def insert_into(model: type[Model]) -> Any:
    """An INSERT of the engine at hand, with `.on_conflict_do_nothing()` and `.on_conflict_do_update()`."""
    is_postgres = db.session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(model) if is_postgres else sqlite.insert(model)
