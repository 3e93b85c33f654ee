"""How the portal knows of its own outages: it notes that it is there, and later how long it was not.

A phone's word about the network counts for nothing. Whichever worker comes first notes for all.
"""

from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy import select

from portal.kernel import clock
from portal.kernel.db import db
from portal.quizzes.limits import BEAT, credit_for_gap
from portal.quizzes.models import Heartbeat, Outage
from portal.quizzes.writing import insert_into

log = structlog.get_logger()

_THE_ROW: Final = 1


def beat(*, most_credit: timedelta) -> Outage | None:
    """Note that the portal is there; the outage that ends with this, if one does. Does not commit."""
    now = clock.now()
    row = db.session.scalars(select(Heartbeat).with_for_update()).one_or_none()
    if row is None:
        first = insert_into(Heartbeat).values(id=_THE_ROW, alive_at=now)
        db.session.execute(first.on_conflict_do_nothing())
        return None
    if now - row.alive_at < BEAT:
        return None  # another worker was here
    credit = credit_for_gap(row.alive_at, now, most_credit)
    outage = None
    if credit is not None:
        outage = Outage(from_at=row.alive_at, to_at=now, credited_seconds=credit)
        db.session.add(outage)
        log.warning("outage", seconds=int((now - row.alive_at).total_seconds()), credited=credit)
    row.alive_at = now
    return outage
