"""What marking again comes to for each person: foretold, and with all that is to be kept for it. Reads only."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import func, select

from portal.certification.ledger import Ledger, read_ledger
from portal.certification.projection import kept_spans
from portal.certification.remark_forecast import Foretold, Outcome, foretell
from portal.certification.services import certificate_row
from portal.certification.spans import Span, spans_of
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.identifiers import new_serial
from portal.learning.completing import Completing
from portal.people.models import Person

_AT_ONCE: Final = 500
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Settled:
    """One person's part. `certificates`: their rows; `spans`: None where they stay as they are kept."""

    completing: Completing
    foretold: Foretold
    certificates: tuple[dict[str, Any], ...]
    spans: tuple[Span, ...] | None


def foretell_each(course_slug: str, completing: Sequence[Completing]) -> Iterator[Foretold]:
    """What happens to their permits. A statement for each 500 people."""
    for _ledger, _one, outcome in _outcomes(course_slug, completing):
        yield outcome.foretold


def settle(course_slug: str, completing: Sequence[Completing]) -> Iterator[Settled]:
    """The same, with all that is to be kept for it. Two statements for each 500 people."""
    for some in in_parts(completing):
        kept = kept_spans([one.person_id for one in some])
        for ledger, one, outcome in _outcomes(course_slug, some):
            spans = spans_of(outcome.facts, ledger.rules)
            is_as_kept = spans == tuple(kept[one.person_id])
            rows = tuple(_certificates(one.person_id, outcome, ledger))
            yield Settled(one, outcome.foretold, rows, None if is_as_kept else spans)


def known_facts(person_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many facts were added about each of these people, to see whether there are more. A statement for each 500."""
    found = dict[UUID, int]()
    for some in in_parts(list(person_ids)):
        asked = select(Person.id, Person.facts_added).where(Person.id.in_(some))
        found |= {row.id: row.facts_added for row in db.session.execute(asked)}
    return found


def sum_facts(person_ids: Iterable[UUID]) -> int:
    """How many that are in all. As many statements, and no more to read."""
    asked = (
        select(func.sum(Person.facts_added)).where(Person.id.in_(some))
        for some in in_parts(list(person_ids))
    )
    return sum(db.session.scalar(one) or 0 for one in asked)


def _outcomes(
    course_slug: str, completing: Sequence[Completing]
) -> Iterator[tuple[Ledger, Completing, Outcome]]:
    today = clock.today()
    for some in in_parts(completing):
        ledger = read_ledger([one.person_id for one in some], today)
        for one in some:
            facts = ledger.of(one.person_id)
            outcome = foretell(course_slug, one, facts, ledger.scheme, today, new_serial)
            yield ledger, one, outcome


def _certificates(person_id: UUID, outcome: Outcome, ledger: Ledger) -> Iterator[dict[str, Any]]:
    for serial, due in outcome.issued:
        yield certificate_row(serial, person_id, due, ledger.scheme_version_id)


def in_parts(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
