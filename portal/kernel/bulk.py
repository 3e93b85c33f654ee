"""Many rows at once: made ready for the driver before anybody has to wait, so that under a lock they are only sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert

from portal.kernel.db import Model, db


@dataclass(frozen=True, slots=True)
class Bound:
    """An INSERT as the engine's driver takes it, with a row of values for each time that it is to be done."""

    statement: str
    rows: list[Any]


def bound(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> Bound:
    """Of rows that all give the same columns, and each column that has no default in the database."""
    if not rows:
        return Bound("", [])
    dialect, table, names = db.engine.dialect, model.__table__, list(rows[0])
    compiled = insert(table).compile(dialect=dialect, column_keys=names)  # type: ignore[arg-type]
    if missing := set(compiled.params) - set(names):
        raise ValueError(f"every row of {table} gives {', '.join(sorted(missing))}")
    ready = {
        name: table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names
    }
    order = compiled.positiontup
    found = [
        {name: process(row[name]) if (process := ready[name]) else row[name] for name in names}
        for row in rows
    ]
    return Bound(
        str(compiled), [tuple(map(row.__getitem__, order)) for row in found] if order else found
    )


def send(inserts: Iterable[Bound]) -> None:
    """One round trip for each, past the session: what it holds already is written before."""
    db.session.flush()
    for one in inserts:
        if one.rows:
            db.session.connection().exec_driver_sql(one.statement, one.rows)


def insert_rows(model: type[Model], rows: Sequence[Mapping[str, Any]]) -> None:
    send([bound(model, rows)])
