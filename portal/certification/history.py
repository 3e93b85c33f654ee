"""One person's facts, as they were known at the end of a day, sorted so that each rule finds its own at once."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from datetime import date
from typing import Any

from portal.certification.facts import (
    CertificateFact,
    CompletionFact,
    ExtensionFact,
    Fact,
    HoldFact,
    HoldKind,
    RefreshFact,
    RevisionFact,
    SignOffFact,
    WaiverFact,
    WithdrawalFact,
    known_on,
)


class History:
    """Facts of a day and before, in order of days. Later ones are not in it."""

    def __init__(self, facts: Iterable[Fact], on: date) -> None:
        self.on = on
        #: by the course's slug; a completion that was withdrawn stands apart
        self.completions: defaultdict[str, list[CompletionFact]] = defaultdict(list)
        self.withdrawn: defaultdict[str, list[CompletionFact]] = defaultdict(list)
        self.withdrawals: defaultdict[str, list[WithdrawalFact]] = defaultdict(list)
        self.refreshes: defaultdict[str, list[RefreshFact]] = defaultdict(list)
        self.revisions: defaultdict[str, list[RevisionFact]] = defaultdict(list)
        #: by the code of the certification; certificates: the latest last
        self.certificates: defaultdict[str, list[CertificateFact]] = defaultdict(list)
        self.holds: defaultdict[str, list[HoldFact]] = defaultdict(list)
        self.extensions: defaultdict[str, list[ExtensionFact]] = defaultdict(list)
        #: by the codes of the certification and of what is waived
        self.waivers: dict[tuple[str, str], WaiverFact] = {}
        #: by the list's code
        self.signoffs: defaultdict[str, list[SignOffFact]] = defaultdict(list)
        #: what rules found in it already, by what they looked for; of one set of rules
        self.found: dict[object, Any] = {}
        #: the same, of what stays as it is on later days that bring no fact
        self.lasting: dict[object, Any] = {}
        self.facts = known_on(facts, on)
        withdrawn = {one.completion for one in self.facts if isinstance(one, WithdrawalFact)}
        for fact in self.facts:
            if isinstance(fact, CompletionFact) and fact.id in withdrawn:
                self.withdrawn[fact.course].append(fact)
            else:
                self._place(fact)
        for issued in self.certificates.values():
            issued.sort(key=lambda one: one.cycle)

    def _place(self, fact: Fact) -> None:
        if isinstance(fact, CertificateFact):
            self.certificates[fact.certification].append(fact)
        elif isinstance(fact, CompletionFact):
            self.completions[fact.course].append(fact)
        elif isinstance(fact, SignOffFact):
            self.signoffs[fact.signoff].append(fact)
        elif isinstance(fact, WaiverFact):
            self.waivers.setdefault((fact.certification, fact.requirement), fact)
        elif isinstance(fact, HoldFact):
            self.holds[fact.certification].append(fact)
        else:
            self._place_change(fact)

    def _place_change(
        self, fact: ExtensionFact | RevisionFact | RefreshFact | WithdrawalFact
    ) -> None:
        if isinstance(fact, WithdrawalFact):
            self.withdrawals[fact.course].append(fact)
        elif isinstance(fact, ExtensionFact):
            self.extensions[fact.certification].append(fact)
        elif isinstance(fact, RevisionFact):
            self.revisions[fact.course].append(fact)
        else:
            self.refreshes[fact.course].append(fact)

    def last_certificate(self, certification: str) -> CertificateFact | None:
        """The latest. By the rules of its day it runs longer than those before."""
        issued = self.certificates.get(certification)
        return issued[-1] if issued else None

    def extension_of(self, certificate: CertificateFact) -> ExtensionFact | None:
        """The decision by which a certificate ends later, if any: one made before the next was issued."""
        code = certificate.certification
        if code not in self.extensions:
            return None
        later = (one for one in self.certificates[code] if one.cycle > certificate.cycle)
        next_on = min((one.issued_on for one in later), default=date.max)
        given = [
            one
            for one in self.extensions[code]
            if certificate.issued_on <= one.on < next_on and one.until > certificate.expires_on
        ]
        return max(given, key=lambda one: (one.until, one.on, one.id), default=None)

    def end_of(self, certificate: CertificateFact) -> date:
        """Its last day, with what it was extended by."""
        extension = self.extension_of(certificate)
        return extension.until if extension else certificate.expires_on

    def hold_on(self, certification: str) -> HoldFact | None:
        """What keeps somebody's certification from counting: the latest decision, unless it gave it back.

        There must have been something to hold: a decision before the first certificate binds nobody.
        """
        decisions = self.decisions_since_first(certification)
        last = decisions[-1] if decisions else None
        return last if last and last.kind is not HoldKind.REINSTATED else None

    def hold_ids(self, certification: str) -> tuple[str, ...]:
        """The decisions that together keep it from counting now: those since it was last given back."""
        ids: list[str] = []
        for one in self.decisions_since_first(certification):
            ids = [] if one.kind is HoldKind.REINSTATED else [*ids, one.id]
        return tuple(ids)

    def decisions_since_first(self, certification: str) -> list[HoldFact]:
        issued = self.certificates.get(certification)
        if not issued:
            return []
        first = min(one.issued_on for one in issued)
        return [one for one in self.holds.get(certification, ()) if one.on >= first]


def history_on(told: Iterable[Fact], on: date, earlier: History | None) -> History:
    """The history to the end of a day, by the one to the end of an earlier day where no fact lies between."""
    told = tuple(told)
    if earlier is None or any(earlier.on < fact.on <= on for fact in told):
        return History(told, on)
    later = copy(earlier)
    later.on, later.found = on, {}
    return later
