"""Rows made ready for the driver come to what the session would have written."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from portal.audit.models import AuditEntry
from portal.kernel.bulk import bound, insert_rows
from portal.kernel.db import db
from portal.kernel.identifiers import new_id
from portal.quizzes.models import Attempt
from tests.support.making import Maker


def row(**more: Any) -> dict[str, Any]:
    act = {"at": datetime(2026, 3, 1, 2, tzinfo=UTC), "actor_id": None, "action": "x.done"}
    return {**act, "subject": str(new_id()), "details": {"tên": ["Hoa", 1, None]}, **more}


def test_rows_are_as_the_session_reads_them(make: Maker) -> None:
    rows = [row(), row(actor_id=make.person().id, details={})]
    insert_rows(AuditEntry, rows)
    kept = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "x.done").order_by(AuditEntry.id)
    )
    assert [{name: getattr(one, name) for name in rows[0]} for one in kept] == rows


@pytest.mark.usefixtures("context")
def test_a_column_that_the_session_would_have_filled_is_asked_for() -> None:
    with pytest.raises(ValueError, match="gives id, quiz"):
        bound(Attempt, [{"number": 1}])
