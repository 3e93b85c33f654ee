"""INSERT … ON CONFLICT, which both engines know and SQLAlchemy spells once for each."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from portal.kernel.db import Model, db


def insert_into(model: type[Model]) -> Any:
    """An INSERT of the engine at hand, with `.on_conflict_do_nothing()` and `.on_conflict_do_update()`."""
    return postgresql.insert(model) if engine_at_hand() == "postgresql" else sqlite.insert(model)


def in_each_dialect(build: Callable[[Any], Any]) -> Mapping[str, Any]:
    """A statement that is put together once, by engine; `build` gets the dialect's insert()."""
    return {"sqlite": build(sqlite.insert), "postgresql": build(postgresql.insert)}


def engine_at_hand() -> str:
    return db.session.get_bind().dialect.name
