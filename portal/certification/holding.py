"""Suspending or revoking what several people hold, by one decision: first what stops counting, then exactly that."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, insert, select

from portal.audit.services import record_all
from portal.certification.decision_models import Ruling
from portal.certification.errors import AboutOneself, NumberUsed, PeopleChanged
from portal.certification.facts import CertificateFact, HoldFact, HoldKind
from portal.certification.forecasting import (
    LAST_OF_THE_DAY,
    Forecast,
    forecast,
    forecast_alone,
    settle,
)
from portal.certification.history import History
from portal.certification.ledger import read_ledger
from portal.certification.ledger_lock import count_facts
from portal.certification.predicting import Change
from portal.certification.written import LONGEST_NUMBER, checked_text
from portal.kernel import clock
from portal.kernel.db import db

_AT_ONCE: Final = 500


@dataclass(frozen=True)
class HoldOrder:
    """What is decided about a permit of several people."""

    kind: HoldKind
    certification: str
    person_ids: tuple[UUID, ...]

    @property
    def change(self) -> Change:
        today = clock.today()
        hold = HoldFact(LAST_OF_THE_DAY, self.certification, today, self.kind)
        return Change(today, facts=(hold,), people=tuple(sorted(self.person_ids)))


@dataclass(frozen=True)
class Motive:
    """What is written into the decision, the same for everybody."""

    reason: str
    decision_number: str
    appeal_note: str = ""


def find_holdable(
    person_ids: Sequence[UUID], kind: HoldKind, certification: str
) -> dict[UUID, CertificateFact]:
    """The latest certificate of those who hold a permit that is not over, and not held back that way already.

    What is suspended may still be revoked; what is revoked is not suspended.
    """
    today, found = clock.today(), dict[UUID, CertificateFact]()
    ledger = read_ledger(person_ids, today)
    for person in person_ids:
        history = History(ledger.of(person), today)
        last, hold = history.last_certificate(certification), history.hold_on(certification)
        is_free = hold is None or (hold.kind is HoldKind.SUSPENDED and kind is HoldKind.REVOKED)
        if last and history.end_of(last) >= today and is_free:
            found[person] = last
    return found


def foretell_order(order: HoldOrder) -> Forecast:
    """Which permits of these people stop counting today. Nothing is stored."""
    return forecast(order.change)


def hold_many(*, order: HoldOrder, motive: Motive, fingerprint: str, actor_id: UUID) -> None:
    """Decide it about all of them, from today. The same again changes nothing.

    Raises ReasonMissing, DecisionMissing, AboutOneself, NumberUsed, and PeopleChanged where it would turn others, or
    other permits, than were shown.
    """
    values = {
        "kind": order.kind.value,
        "certification": order.certification,
        "reason": checked_text(motive.reason, "reason"),
        "decision_number": checked_text(motive.decision_number, "decision", most=LONGEST_NUMBER),
        "appeal_note": checked_text(motive.appeal_note, "appeal_note")
        if motive.appeal_note.strip()
        else None,
    }
    if actor_id in order.person_ids:
        raise AboutOneself
    found = forecast_alone(order.change)
    if _is_kept(order, str(values["decision_number"])):
        return
    holdable = find_holdable(order.person_ids, order.kind, order.certification)
    if found.fingerprint != fingerprint or len(holdable) < len(order.person_ids):
        raise PeopleChanged(certification=order.certification)
    _add(order.person_ids, values, actor_id)
    settle(found)


def _is_kept(order: HoldOrder, number: str) -> bool:
    """Whether this decision was made about all of them: a double click, or a retry after a lost reply."""
    kept = db.session.scalar(
        select(func.count()).where(
            Ruling.person_id.in_(order.person_ids),
            Ruling.kind == order.kind.value,
            Ruling.certification == order.certification,
            Ruling.decision_number == number,
        )
    )
    if kept and kept < len(order.person_ids):
        raise NumberUsed(number=number)
    return bool(kept)


def _add(people: Sequence[UUID], values: dict[str, Any], actor_id: UUID) -> None:
    made = {"made_on": clock.today(), "made_by": actor_id, "made_at": clock.now()}
    for start in range(0, len(people), _AT_ONCE):
        some = people[start : start + _AT_ONCE]
        db.session.execute(insert(Ruling), [{**values, **made, "person_id": one} for one in some])
        count_facts(some)
    told = {name: value for name, value in values.items() if value and name != "kind"}
    record_all(f"permit.{values['kind']}", ((person, told) for person in people), actor_id=actor_id)
