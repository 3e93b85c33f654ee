"""A copy of a prepared instance with fewer people: what grows with people shows when both are measured."""

import shutil
from pathlib import Path
from typing import Final

from sqlalchemy import ColumnElement, Table, delete, func, select

from portal.application import create_app
from portal.config import Settings
from portal.kernel.db import begin_writing, db
from portal.people.models import Person

#: everybody that can be signed in as stays
_ACCOUNTS: Final = "%@example.org"


def copy_with_fewer(instance: Path, copy: Path, people: int) -> int:
    """Copy the SQLite instance and take people away with all that is theirs; how many there were."""
    shutil.copytree(instance, copy)
    app = create_app(Settings(instance=copy, demo=True, https=False))
    with app.app_context():
        begin_writing()
        before = _count_people()
        keep = (
            select(Person.id).order_by(Person.email.like(_ACCOUNTS).desc(), Person.id).limit(people)
        )
        _delete(Person.__table__, Person.id.not_in(keep))  # type: ignore[arg-type]
        db.session.commit()
        if _count_people() != people:
            raise RuntimeError(f"{copy} has not {people} people")
        db.session.connection().exec_driver_sql("PRAGMA optimize")
        db.session.remove()
        db.engine.dispose()
    return before


def _delete(table: Table, which: ColumnElement[bool]) -> None:
    """Delete rows, and before them whatever refers to them."""
    for other in db.metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is table and other is not table:
                _delete(other, key.parent.in_(select(key.column).where(which)))
    db.session.execute(delete(table).where(which))


def _count_people() -> int:
    return db.session.scalar(select(func.count()).select_from(Person)) or 0
