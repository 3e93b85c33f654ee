"""Writing the audit log, in the same transaction as the act itself."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

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
    """An act as it is stored, where many are noted at once (kernel/bulk.py)."""
    act = {"at": clock.now(), "actor_id": actor_id, "action": action}
    return {**act, "subject": str(subject), "details": details}
