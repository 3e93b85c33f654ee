"""Who did what to whom, when. Rows are only added."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, String, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from portal.kernel.db import Model


class AuditEntry(Model):
    """One act. `actor_id` is empty where the portal itself acted (a command, the first set-up)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[UUID | None] = mapped_column(Uuid, ForeignKey("person.id"), index=True)
    #: a verb in dotted form: person.created, certificate.issued
    action: Mapped[str] = mapped_column(String(60))
    #: whom or what it was done to, by id
    subject: Mapped[str] = mapped_column(String(80), index=True)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
