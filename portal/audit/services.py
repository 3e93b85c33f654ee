"""Writing the audit log, in the same transaction as the act itself."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from portal.audit.models import AuditEntry
from portal.kernel import clock
from portal.kernel.db import db


def record(*, actor_id: UUID | None, action: str, subject: object, **details: object) -> None:
    """Note an act; values must be JSON and carry no secrets."""
    entry = AuditEntry(
        at=clock.now(), actor_id=actor_id, action=action, subject=str(subject), details=details
    )
    db.session.add(entry)


def entry_row(
    *, actor_id: UUID | None, action: str, subject: object, details: Mapping[str, object]
) -> dict[str, Any]:
    """An act as it is stored, where many are noted at once."""
    act = {"at": clock.now(), "actor_id": actor_id, "action": action}
    return {**act, "subject": str(subject), "details": dict(details)}


def record_all(
    action: str,
    acts: Iterable[tuple[object, Mapping[str, object]]],
    *,
    actor_id: UUID | None = None,
) -> None:
    """The same for many acts, each a subject and details, in one statement."""
    rows = [
        entry_row(actor_id=actor_id, action=action, subject=subject, details=told)
        for subject, told in acts
    ]
    if rows:
        db.session.execute(insert(AuditEntry), rows)
