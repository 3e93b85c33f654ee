"""Which certificate is due to somebody on a day: the first one, or a renewal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.certification.components import Component, find_component
from portal.certification.facts import CertificateFact, Fact, certificates_in, known_on
from portal.certification.months import add_months
from portal.certification.scheme import Certification, Scheme


@dataclass(frozen=True)
class Due:
    """A certificate to be issued: all but its serial."""

    certification: Certification
    cycle: int
    issued_on: date
    expires_on: date
    #: the facts it rests on, in order
    evidence: tuple[Fact, ...]

    def issued_as(self, serial: str) -> CertificateFact:
        """The fact that it becomes once it carries a serial."""
        rests_on = frozenset(fact.id for fact in self.evidence)
        code = self.certification.code
        return CertificateFact(serial, code, self.cycle, self.issued_on, self.expires_on, rests_on)


def find_certificate_due(facts: Iterable[Fact], scheme: Scheme, on: date) -> Due | None:
    """The next certificate to issue on a day, or None. Issue it, add it to the facts and ask again:
    one certification may be what another was waiting for.
    """
    history = tuple(facts)
    for certification in scheme.certifications:
        due = _find_due(certification, history, scheme, on)
        if due:
            return due
    return None


def _find_due(
    certification: Certification, facts: tuple[Fact, ...], scheme: Scheme, on: date
) -> Due | None:
    issued = certificates_in(facts, certification.code)
    if any(certificate.issued_on > on for certificate in issued):
        return None  # what was issued since then already answered for that day
    known = known_on(facts, on)
    components = _all_holding(certification, known, scheme, on)
    if not components:
        return None
    cited = {fact_id for component in components for fact_id in component.rests_on}
    last = issued[-1] if issued else None
    if last and cited <= last.rests_on:
        return None  # nothing was done since
    ends = [component.until for component in components]
    expires_on = min(_own_end(certification, issued, on), *ends)
    if last and expires_on <= last.expires_on:
        return None  # a renewal never shortens, and one that adds nothing is none
    cycle = max((certificate.cycle for certificate in issued), default=0) + 1
    evidence = tuple(fact for fact in known if fact.id in cited)
    return Due(certification, cycle, on, expires_on, evidence)


def _all_holding(
    certification: Certification, facts: tuple[Fact, ...], scheme: Scheme, on: date
) -> tuple[Component, ...]:
    """What fulfils each requirement on the day; empty unless all are fulfilled."""
    found = [find_component(requirement, facts, scheme) for requirement in certification.requires]
    held = tuple(component for component in found if component and component.until >= on)
    return held if len(held) == len(found) else ()


def _own_end(certification: Certification, issued: tuple[CertificateFact, ...], on: date) -> date:
    """Where the certificate would end if its components did not end before.

    Counted from the end of a running certificate that is in its renewal window, else from the day. It
    need not be the last one: renewing step by step, each step issues one, must not cost a day.
    """
    window = timedelta(days=certification.renewal_window_days)
    ends = [one.expires_on for one in issued if one.expires_on - window <= on <= one.expires_on]
    return add_months(max(ends, default=on), certification.validity_months)
