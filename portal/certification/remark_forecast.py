"""What marking attempts again does to certificates: foretold by the rule that will issue and judge them. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.certification.awarding import Due, find_certificate_due
from portal.certification.facts import CompletionFact, Fact, RefreshFact, WithdrawalFact
from portal.certification.history import History
from portal.certification.scheme import Scheme
from portal.certification.standing import judge_in
from portal.learning.completing import Completing


@dataclass(frozen=True, slots=True)
class Foretold:
    """For one person, codes of the permits: issued by it, those that clear again, and those that do not any more."""

    person_id: UUID
    completes: bool
    withdraws: bool
    refreshes: bool
    issued: tuple[str, ...]
    regained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one person. `issued`: what falls due, by serial; `facts`: all of theirs, with what is added."""

    foretold: Foretold
    issued: tuple[tuple[str, Due], ...]
    facts: tuple[Fact, ...]


def foretell(
    course_slug: str,
    one: Completing,
    facts: tuple[Fact, ...],
    scheme: Scheme | None,
    today: date,
    new_serial: Callable[[], str],
) -> Outcome:
    """`facts`: the person's, as they are. The same before anything is kept and when it is."""
    added = (*facts, *_added(course_slug, one, today))
    issued = tuple(_issued(added, scheme, today, new_serial)) if scheme else ()
    before, after = (_cleared(told, scheme, today) for told in (facts, added))
    foretold = Foretold(
        one.person_id,
        completes=one.attempt is not None,
        withdraws=bool(one.withdrawn),
        refreshes=one.refresh is not None,
        issued=tuple(sorted(due.certification.code for _serial, due in issued)),
        regained=tuple(sorted(after - before)),
        lost=tuple(sorted(before - after)),
    )
    certificates = (due.issued_as(serial) for serial, due in issued)
    return Outcome(foretold, issued, (*added, *certificates))


def _added(course_slug: str, one: Completing, today: date) -> Iterator[Fact]:
    """What will be added, as the ledger will read it."""
    if one.attempt:
        yield CompletionFact(
            str(one.completion_id), course_slug, today, learnt_on=one.attempt.learnt_on(today)
        )
    for completion in one.withdrawn:
        yield WithdrawalFact(f"withdrawn-{completion}", course_slug, today, str(completion))
    if one.refresh:
        yield RefreshFact(f"refreshed-{one.refreshed_id:010d}", course_slug, today)


def _issued(
    facts: tuple[Fact, ...], scheme: Scheme, today: date, new_serial: Callable[[], str]
) -> Iterator[tuple[str, Due]]:
    while due := find_certificate_due(facts, scheme, today):
        serial = new_serial()
        yield serial, due
        facts = (*facts, due.issued_as(serial))


def _cleared(facts: tuple[Fact, ...], scheme: Scheme | None, today: date) -> set[str]:
    if scheme is None:
        return set()
    history = History(facts, today)
    standings = {one.code: judge_in(history, one, scheme) for one in scheme.certifications}
    return {code for code, standing in standings.items() if standing and standing.is_cleared}
