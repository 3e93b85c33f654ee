"""What the database holds, as a value that two moments can be compared by."""

import hashlib

from flask import Flask

import portal.models  # noqa: F401 (all tables are known)
from portal.kernel.db import begin_reading, db


def snapshot(app: Flask) -> dict[str, str]:
    """Table → number of rows and a digest of them all, in whatever order they lie."""
    begin_reading()
    with app.app_context(), db.engine.connect() as connection:
        held = {}
        for table in db.metadata.sorted_tables:
            rows = sorted(repr(tuple(row)) for row in connection.execute(table.select()))
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()[:16]
            held[table.name] = f"{len(rows)} rows, {digest}"
    return held


def row_counts(app: Flask) -> dict[str, int]:
    return {table: int(text.split()[0]) for table, text in snapshot(app).items()}


def changes(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The tables that differ, each as a line."""
    names = sorted(before.keys() | after.keys())
    return [
        f"{name}: {before.get(name)} → {after.get(name)}"
        for name in names
        if before.get(name) != after.get(name)
    ]
