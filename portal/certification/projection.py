"""Keeping the spans in which people are cleared: always what the facts say, so that a board need not judge.

Whatever adds a fact about somebody ends in `project`; what changes the rules for many, in `forecasting.settle`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select

from portal.certification.decision_models import StandingSpan
from portal.certification.ledger import read_ledger
from portal.certification.ledger_lock import write_alone
from portal.certification.models import Certificate
from portal.certification.spans import Span, spans_of
from portal.certification.standing import Standing
from portal.kernel import clock
from portal.kernel.bulk import insert_rows
from portal.kernel.db import db

_AT_ONCE: Final = 500


def project(person_ids: Sequence[UUID]) -> None:
    """Compute these people's spans anew and store them."""
    for start in range(0, len(person_ids), _AT_ONCE):
        some = person_ids[start : start + _AT_ONCE]
        db.session.flush()
        spans = dict[UUID, list[Span]]({person: [] for person in some})
        for person, span in computed_spans(some):
            spans[person].append(span)
        keep_spans(spans)


def keep_spans(spans: Mapping[UUID, Sequence[Span]]) -> None:
    """Let these people have these spans and no others."""
    people = list(spans)
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        db.session.execute(delete(StandingSpan).where(StandingSpan.person_id.in_(some)))
        rows = [span_row(person, span) for person in some for span in spans[person]]
        insert_rows(StandingSpan, rows)


def kept_spans(people: Sequence[UUID], since: date = date.min) -> defaultdict[UUID, list[Span]]:
    """Each person's spans of a day and later, as they are kept, in order; one that runs on it begins on it."""
    kept, found = StandingSpan, defaultdict[UUID, list[Span]](list)
    rows = db.session.execute(
        select(kept.person_id, kept.certification, kept.from_on, kept.to_on, kept.standing)
        .where(kept.person_id.in_(people), kept.to_on >= since)
        .order_by(kept.certification, kept.from_on)
    )
    for row in rows:
        first = max(row.from_on, since)
        span = Span(row.certification, first, row.to_on, Standing(row.standing))
        found[row.person_id].append(span)
    return found


def project_holders() -> int:
    """The same for everybody who was ever issued something; how many that are."""
    write_alone()
    holders = list(db.session.scalars(select(Certificate.person_id).distinct()))
    project(holders)
    return len(holders)


def computed_spans(person_ids: Sequence[UUID]) -> Iterator[tuple[UUID, Span]]:
    """What the facts of these people and all versions of the rules say now."""
    ledger = read_ledger(person_ids, clock.today())
    return (
        (person, span)
        for person in person_ids
        for span in spans_of(ledger.of(person), ledger.rules)
    )


def span_row(person_id: UUID, span: Span) -> dict[str, Any]:
    """A span as it is stored."""
    return {
        "person_id": person_id,
        "certification": span.certification,
        "from_on": span.from_on,
        "to_on": span.to_on,
        "standing": span.standing.value,
    }
