"""What marking attempts again does to certificates: foretold by the rule that will issue and judge them. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.certification.awarding import Due, find_certificate_due
from portal.certification.facts import CompletionFact, Fact, WithdrawalFact
from portal.certification.history import History
from portal.certification.scheme import Scheme
from portal.certification.standing import judge_in
from portal.learning.completing import Completing


@dataclass(frozen=True, slots=True)
class Foretold:
    """For one person, codes of the permits: issued by it, and those that do not clear any more."""

    person_id: UUID
    completes: bool
    withdraws: bool
    issued: tuple[str, ...]
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
    foretold = Foretold(
        one.person_id,
        completes=one.attempt is not None,
        withdraws=bool(one.withdrawn),
        issued=tuple(sorted(due.certification.code for _serial, due in issued)),
        lost=_lost(facts, added, scheme, today) if scheme else (),
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


def _issued(
    facts: tuple[Fact, ...], scheme: Scheme, today: date, new_serial: Callable[[], str]
) -> Iterator[tuple[str, Due]]:
    while due := find_certificate_due(facts, scheme, today):
        serial = new_serial()
        yield serial, due
        facts = (*facts, due.issued_as(serial))


def _lost(
    before: tuple[Fact, ...], after: tuple[Fact, ...], scheme: Scheme, today: date
) -> tuple[str, ...]:
    cleared = _cleared(before, scheme, today)
    return tuple(sorted(cleared - _cleared(after, scheme, today)))


def _cleared(facts: tuple[Fact, ...], scheme: Scheme, today: date) -> set[str]:
    history = History(facts, today)
    standings = {one.code: judge_in(history, one, scheme) for one in scheme.certifications}
    return {code for code, standing in standings.items() if standing and standing.is_cleared}
