"""What somebody's standing in a certification is on a day, by dated facts alone, and why.

"Until 31/12" means to the end of that day in Vietnam, so every comparison of days includes both ends.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from portal.certification.components import Component, find_component
from portal.certification.facts import CertificateFact, Fact, certificates_in, known_on
from portal.certification.scheme import (
    Certification,
    OneOfRequirement,
    Requirement,
    Scheme,
)


class Standing(StrEnum):
    """Where somebody stands in one certification."""

    NONE = "none"
    IN_PROGRESS = "in_progress"
    VALID = "valid"
    EXPIRING = "expiring"
    REFRESH_DUE = "refresh_due"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    REVOKED = "revoked"

    @property
    def is_cleared(self) -> bool:
        """Whether its holder may go out by it."""
        return self in {Standing.VALID, Standing.EXPIRING, Standing.REFRESH_DUE}


@dataclass(frozen=True)
class Reason:
    """One part of a "why": a code, what fills its sentence, and the facts it cites.

    Codes: `valid_until`, `expiring_on`, `expired_on` (issued_on, expires_on, days, serial);
    `completed`, `ended` (kind, code, title, on, until, is_renewal) for what a standing rests on; `missing` (kind, code,
    title), `missing_one_of` (options: reasons); `nothing_yet`; `renewed` (a certificate has a successor).
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)
    #: ids of facts: with these alone the standing is the same
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class StandingResult:
    """A standing with what it rests on. `missing` is what a person would have to do now to hold it on."""

    standing: Standing
    why: tuple[Reason, ...]
    missing: tuple[Requirement, ...]
    issued_on: date | None = None
    #: last day of the certificate that runs longest, also when that day is past
    expires_on: date | None = None
    serial: str | None = None


def standing_on(
    facts: Iterable[Fact], certification: Certification, scheme: Scheme, on: date
) -> StandingResult:
    """Somebody's standing on a day. Facts after that day change nothing."""
    known = known_on(facts, on)
    components = {
        place: find_component(requirement, known, scheme)
        for place, requirement in enumerate(certification.requires)
    }
    issued = certificates_in(known, certification.code)
    if not issued:
        return _before_the_first(certification, components, on)
    last = issued[-1]
    standing = standing_of_certificate(last, certification, on)
    # Renewing takes what does not outlive the certificate, or, once it has ended, what has ended too.
    needed_after = last.expires_on if standing is not Standing.EXPIRED else on - timedelta(days=1)
    missing = (
        _ending_by(needed_after, certification, components) if standing != Standing.VALID else ()
    )
    return StandingResult(
        standing,
        (reason_for_certificate(standing, last, on), *reasons_for_evidence(last, known, scheme)),
        missing,
        last.issued_on,
        last.expires_on,
        last.serial,
    )


def standing_of_certificate(
    certificate: CertificateFact, certification: Certification, on: date
) -> Standing:
    """What one certificate alone is worth on a day on or after its issue."""
    if on > certificate.expires_on:
        return Standing.EXPIRED
    window = timedelta(days=certification.renewal_window_days)
    return Standing.EXPIRING if on >= certificate.expires_on - window else Standing.VALID


def reason_for_certificate(standing: Standing, certificate: CertificateFact, on: date) -> Reason:
    code = {Standing.EXPIRED: "expired_on", Standing.EXPIRING: "expiring_on"}.get(
        standing, "valid_until"
    )
    values = {
        "serial": certificate.serial,
        "issued_on": certificate.issued_on,
        "expires_on": certificate.expires_on,
        "days": (certificate.expires_on - on).days,
    }
    return Reason(code, values, (certificate.id,))


def reasons_for_evidence(
    certificate: CertificateFact, facts: tuple[Fact, ...], scheme: Scheme
) -> tuple[Reason, ...]:
    """What a certificate was issued for, as far as the facts and the rules of the day know it."""
    evidence = tuple(fact for fact in facts if fact.id in certificate.rests_on)
    certification = scheme.certifications_by_code.get(certificate.certification)
    requires = certification.requires if certification else ()
    found = (find_component(requirement, evidence, scheme) for requirement in requires)
    return tuple(_reason("completed", component) for component in found if component)


def _before_the_first(
    certification: Certification, components: Mapping[int, Component | None], on: date
) -> StandingResult:
    missing = _ending_by(on - timedelta(days=1), certification, components)
    held = [one for one in components.values() if one and one.until >= on]
    ended = [one for one in components.values() if one and one.until < on]
    reasons = (
        *([] if held else [Reason("nothing_yet")]),
        *(_reason("completed", component) for component in held),
        *(_reason("ended", component) for component in ended),
        *(_missing(requirement) for requirement in missing),
    )
    return StandingResult(Standing.IN_PROGRESS if held else Standing.NONE, reasons, missing)


def _ending_by(
    day: date, certification: Certification, components: Mapping[int, Component | None]
) -> tuple[Requirement, ...]:
    """Requirements that were never fulfilled, or that count no longer than to this day."""
    return tuple(
        requirement
        for place, requirement in enumerate(certification.requires)
        if (component := components[place]) is None or component.until <= day
    )


def _reason(code: str, component: Component) -> Reason:
    values = {
        "kind": component.requirement.kind,
        "code": component.requirement.code,
        "title": component.requirement.title,
        "on": component.since,
        "until": component.until,
        "is_renewal": component.is_renewal,
    }
    return Reason(code, values, component.rests_on)


def _missing(requirement: Requirement) -> Reason:
    if isinstance(requirement, OneOfRequirement):
        return Reason("missing_one_of", {"options": tuple(map(_missing, requirement.options))})
    values = {"kind": requirement.kind, "code": requirement.code, "title": requirement.title}
    return Reason("missing", values)
