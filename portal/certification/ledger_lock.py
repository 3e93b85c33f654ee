"""Facts about one person are added beside each other; what concerns everybody is added alone.

SQLite lets one transaction write at a time, so there is nothing to do. On PostgreSQL whoever adds a fact about somebody
shares a lock to the end of the transaction, and a change of the rules or a revision waits until it has it alone: no
certificate is issued, and no span projected, by rules that are being replaced.
"""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import text, update

from portal.kernel.db import db
from portal.people.models import Person

#: any number that nothing else in the portal locks by
_KEY: Final = 7_301_177
_SHARED: Final = text("SELECT pg_advisory_xact_lock_shared(:key)")
_ALONE: Final = text("SELECT pg_advisory_xact_lock(:key)")


def join_writers() -> None:
    """Before a fact about one person is added."""
    _lock(_SHARED)


def write_alone() -> None:
    """Before a fact about everybody, and before any lock on a row."""
    _lock(_ALONE)


def count_facts(person_ids: Sequence[UUID]) -> None:
    """One fact more is known about each: whatever was computed ahead for them is computed anew (`forecasting.py`)."""
    db.session.execute(
        update(Person)
        .where(Person.id.in_(person_ids))
        .values(facts_added=Person.facts_added + 1)
        .execution_options(synchronize_session=False)
    )


def _lock(statement: object) -> None:
    if db.engine.dialect.name == "postgresql":
        db.session.execute(statement, {"key": _KEY})  # type: ignore[call-overload]
