"""What marking attempts again does to certificates: foretold by the rule that will issue and judge them. Reads only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from portal.certification.awarding import find_certificate_due
from portal.certification.facts import CompletionFact, Fact, WithdrawalFact
from portal.certification.history import History
from portal.certification.ledger import read_ledger
from portal.certification.scheme import Scheme
from portal.certification.standing import judge_in
from portal.kernel import clock
from portal.learning.remarks import Completing

_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class Foretold:
    """For one person, codes of the permits: issued by it, and those that do not clear any more."""

    person_id: UUID
    completes: bool
    withdraws: bool
    issued: tuple[str, ...]
    lost: tuple[str, ...]


def foretell(course_slug: str, completing: Sequence[Completing]) -> tuple[Foretold, ...]:
    """A statement for each 500 people."""
    return tuple(_all(course_slug, completing))


def _all(course_slug: str, completing: Sequence[Completing]) -> Iterator[Foretold]:
    today = clock.today()
    for start in range(0, len(completing), _AT_ONCE):
        some = completing[start : start + _AT_ONCE]
        ledger = read_ledger([one.person_id for one in some], today)
        for one in some:
            facts = ledger.of(one.person_id)
            added = (*facts, *_added(course_slug, one, today))
            issued = _issued(added, ledger.scheme, today) if ledger.scheme else ()
            lost = _lost(facts, added, ledger.scheme, today) if ledger.scheme else ()
            yield Foretold(
                one.person_id, one.attempt is not None, bool(one.withdrawn), issued, lost
            )


def _added(course_slug: str, one: Completing, today: date) -> Iterator[Fact]:
    """What will be added, as the ledger will read it."""
    if one.attempt:
        learnt_on = one.attempt.on if one.attempt.on < today else None
        yield CompletionFact(
            f"by-{one.attempt.attempt_id}", course_slug, today, learnt_on=learnt_on
        )
    for completion in one.withdrawn:
        yield WithdrawalFact(f"withdrawn-{completion}", course_slug, today, str(completion))


def _issued(facts: tuple[Fact, ...], scheme: Scheme, today: date) -> tuple[str, ...]:
    found: list[str] = []
    while due := find_certificate_due(facts, scheme, today):
        found.append(due.certification.code)
        facts = (*facts, due.issued_as(f"foretold-{len(found)}"))
    return tuple(sorted(found))


def _lost(
    before: tuple[Fact, ...], after: tuple[Fact, ...], scheme: Scheme, today: date
) -> tuple[str, ...]:
    cleared = _cleared(before, scheme, today)
    return tuple(sorted(cleared - _cleared(after, scheme, today)))


def _cleared(facts: tuple[Fact, ...], scheme: Scheme, today: date) -> set[str]:
    history = History(facts, today)
    standings = {one.code: judge_in(history, one, scheme) for one in scheme.certifications}
    return {code for code, standing in standings.items() if standing and standing.is_cleared}
