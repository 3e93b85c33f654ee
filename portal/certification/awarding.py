"""Which certificate is due to somebody on a day: the first one, or a renewal."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.certification.component import Component
from portal.certification.components import find_component
from portal.certification.facts import (
    CertificateFact,
    Fact,
    HoldFact,
    RefreshFact,
    RevisionFact,
    WithdrawalFact,
)
from portal.certification.history import History
from portal.certification.new_rules import counted_until
from portal.certification.scheme import Certification, Scheme
from portal.kernel.months import add_months


@dataclass(frozen=True)
class Due:
    """A certificate to be issued: all but its serial."""

    certification: Certification
    cycle: int
    issued_on: date
    expires_on: date
    #: the facts it rests on, in order
    evidence: tuple[Fact, ...]

    @property
    def name(self) -> str:
        """What stands for its serial as long as it has none: "P0-2"."""
        return f"{self.certification.code}-{self.cycle}"

    def evidence_by(self, serials: Mapping[str, str]) -> tuple[Fact, ...]:
        """The facts it rests on, where those of them that had no serial yet have the one under their name."""
        return tuple(
            replace(fact, serial=serials.get(fact.serial, fact.serial))
            if isinstance(fact, CertificateFact)
            else fact
            for fact in self.evidence
        )

    def issued_as(self, serial: str) -> CertificateFact:
        """The fact that it becomes once it carries a serial."""
        rests_on = frozenset(fact.id for fact in self.evidence)
        code = self.certification.code
        return CertificateFact(serial, code, self.cycle, self.issued_on, self.expires_on, rests_on)


def find_certificate_due(facts: Iterable[Fact], scheme: Scheme, on: date) -> Due | None:
    """The next certificate to issue on a day, or None. Issue it, add it to the facts and ask again:
    one certification may be what another was waiting for.
    """
    told = tuple(facts)
    history = History(told, on)
    answered = {
        fact.certification for fact in told if isinstance(fact, CertificateFact) and fact.on > on
    }
    for certification in scheme.certifications:
        # what was issued since then already answered for that day
        due = None if certification.code in answered else _find_due(certification, history, scheme)
        if due:
            return due
    return None


def find_all_due(facts: Iterable[Fact], scheme: Scheme, on: date) -> tuple[Due, ...]:
    """Every certificate to issue on a day, each after those it rests on, which it cites by their `name`."""
    told, found = tuple(facts), list[Due]()
    while due := find_certificate_due(told, scheme, on):
        found.append(due)
        told = (*told, due.issued_as(due.name))
    return tuple(found)


def with_awards(facts: Iterable[Fact], scheme: Scheme) -> tuple[Fact, ...]:
    """Facts with every certificate that falls due, day by day, as the portal issues them.

    Serials are code and cycle: "P0-2".
    """
    return with_awards_by(facts, lambda _on: scheme)


def with_awards_by(
    facts: Iterable[Fact],
    scheme_on: Callable[[date], Scheme | None],
    also_on: Iterable[date] = (),
) -> tuple[Fact, ...]:
    """The same, each day by the rules in force on it.

    `also_on`: further days on which it is looked whether something is due, such as the first day of new rules.
    """
    told, lived = tuple(facts), tuple[Fact, ...]()
    for on in sorted({*(fact.on for fact in told), *also_on}):
        of_the_day = sorted((fact for fact in told if fact.on == on), key=lambda fact: fact.id)
        lived, scheme = (*lived, *of_the_day), scheme_on(on)
        for due in find_all_due(lived, scheme, on) if scheme else ():
            lived = (*lived, due.issued_as(due.name))
    return lived


def _find_due(certification: Certification, history: History, scheme: Scheme) -> Due | None:
    code = certification.code
    if history.hold_on(code):
        return None  # while it is suspended or revoked, nothing is issued
    components = _all_holding(certification, history, scheme)
    if not components:
        return None
    last = history.last_certificate(code)
    cited = {fact_id for component in components for fact_id in component.rests_on}
    if last:
        if not _done_anew(cited - last.rests_on, history):
            return None  # nothing was done since
        decisions = history.decisions_since_first(code)
        cited |= {one.id for one in decisions if one.on >= last.issued_on}
    base, carried_by = _base(certification, history)
    ends = [component.until for component in components]
    expires_on = min(add_months(base, certification.validity_months), *ends)
    if last and expires_on <= counted_until(last, certification, history):
        return None  # a renewal never shortens, and one that adds nothing is none
    cycle = max((one.cycle for one in history.certificates[code]), default=0) + 1
    cited |= carried_by
    evidence = tuple(fact for fact in history.facts if fact.id in cited)
    return Due(certification, cycle, history.on, expires_on, evidence)


def _done_anew(cited: Collection[str], history: History) -> bool:
    """Whether among these facts is one that renews: decisions, revisions and their answers do not."""
    passive = HoldFact | RevisionFact | RefreshFact | WithdrawalFact
    return any(fact.id in cited and not isinstance(fact, passive) for fact in history.facts)


def _all_holding(
    certification: Certification, history: History, scheme: Scheme
) -> tuple[Component, ...]:
    """What fulfils each requirement on the day; empty unless all are fulfilled."""
    found = [
        find_component(requirement, history, scheme, certification.code)
        for requirement in certification.requires
    ]
    held = tuple(component for component in found if component and component.holds_on(history.on))
    return held if len(held) == len(found) else ()


def _base(certification: Certification, history: History) -> tuple[date, frozenset[str]]:
    """The day that the certificate's own months count from, and the facts that made it so.

    The end of a running certificate that is in its renewal window, else the day. It need not be the last
    one: renewing step by step, each step issues one, must not cost a day.
    """
    window, on = timedelta(days=certification.renewal_window_days), history.on
    best: tuple[date, frozenset[str]] = (on, frozenset())
    for one in history.certificates.get(certification.code, ()):
        extension = history.extension_of(one)
        ends = [(one.expires_on, frozenset({one.id}))]
        if extension:
            ends.append((extension.until, frozenset({one.id, extension.id})))
        for end, facts in ends:
            if on <= end and on + window >= end and end > best[0]:
                best = (end, facts)
    return best
