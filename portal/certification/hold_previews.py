"""Which permits stop counting with one that is suspended or revoked, before that is decided."""

from collections.abc import Iterable
from uuid import UUID

from portal.certification.facts import CertificateFact, Fact, HoldFact, HoldKind
from portal.certification.ledger import read_ledger
from portal.certification.predicting import Change, Effect, predict
from portal.kernel import clock

#: after every decision of the same day
_LAST = "ruling-next"


def foretell_holds(
    person_ids: Iterable[UUID], kind: HoldKind
) -> dict[UUID, dict[str, tuple[str, ...]]]:
    """For each person and each permit that they were ever issued: codes of those that would stop counting today."""
    people, today = list(person_ids), clock.today()
    ledger = read_ledger(people, today)

    def falling(facts: tuple[Fact, ...], code: str) -> tuple[str, ...]:
        change = Change(today, facts=(HoldFact(_LAST, code, today, kind),))
        flips = predict(facts, ledger.rules, ledger.rules, change).flips
        return tuple(
            flip.certification for flip in flips if flip.effect is Effect.LOSES and flip.on == today
        )

    found = {}
    for person in people:
        facts = ledger.of(person)
        held = {fact.certification for fact in facts if isinstance(fact, CertificateFact)}
        found[person] = {code: falling(facts, code) for code in sorted(held)}
    return found
