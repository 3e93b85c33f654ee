"""What somebody's standing in a certification is on a day, by dated facts alone, and why.

"Until 31/12" means to the end of that day in Vietnam, so every comparison of days includes both ends.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from portal.certification.component import Component
from portal.certification.components import components_of, concerning, hindrance_among
from portal.certification.evidence import reason_missing, reason_of, reasons_for_evidence
from portal.certification.facts import CertificateFact, Fact, HoldFact, HoldKind
from portal.certification.history import History
from portal.certification.new_rules import counted_until, unanswered
from portal.certification.reasons import Hindrance, Reason, Severity, day_before
from portal.certification.scheme import (
    Certification,
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

    @property
    def is_held_up(self) -> bool:
        """Whether a decision or a failed practice stands in the way, not time."""
        return self in {Standing.SUSPENDED, Standing.REVOKED}


_BY_SEVERITY: Final = {
    Severity.REFRESH_DUE: Standing.REFRESH_DUE,
    Severity.LAPSED: Standing.EXPIRED,
    Severity.SUSPENDED: Standing.SUSPENDED,
    Severity.REVOKED: Standing.REVOKED,
}
_STATE: Final = {Standing.EXPIRED: "expired_on", Standing.EXPIRING: "expiring_on"}


@dataclass(frozen=True)
class StandingResult:
    """A standing with what it rests on. `missing` is what a person would have to do now to hold it on."""

    standing: Standing
    why: tuple[Reason, ...]
    missing: tuple[Requirement, ...]
    issued_on: date | None = None
    #: last day of the certificate that runs longest, with its extension, also when that day is past
    expires_on: date | None = None
    serial: str | None = None


def standing_on(
    facts: Iterable[Fact], certification: Certification, scheme: Scheme, on: date
) -> StandingResult:
    """Somebody's standing on a day. Facts after that day change nothing."""
    return standing_in(History(facts, on), certification, scheme)


def standing_in(history: History, certification: Certification, scheme: Scheme) -> StandingResult:
    """Somebody's standing at the end of a history."""
    result = _standing_in(history, certification, scheme)
    if result.standing.is_cleared:
        return result
    # all that was done, and what kept more from being issued, is why it is not held
    first, *others = result.why
    more = tuple(sorted(concerning(certification, history, scheme) - set(first.cites)))
    return replace(result, why=(replace(first, cites=(*first.cites, *more)), *others))


def _standing_in(history: History, certification: Certification, scheme: Scheme) -> StandingResult:
    components = components_of(certification, history, scheme)
    last = history.last_certificate(certification.code)
    if last is None:
        return _before_the_first(certification, components, history.on)
    standing, hindrance = _judge(last, certification, components, history)
    is_free = hindrance is None or not hindrance.keeps_from_counting
    why = (
        *reasons_for_certificate(last, certification, history, is_free=is_free),
        *([hindrance.reason] if hindrance else []),
        *reasons_for_evidence(last, history, scheme, components),
    )
    missing = _missing_now(standing, hindrance, last, certification, components, history)
    return StandingResult(standing, why, missing, last.issued_on, history.end_of(last), last.serial)


def judge_in(history: History, certification: Certification, scheme: Scheme) -> Standing | None:
    """The standing alone, for many days and people; None where no certificate was ever issued."""
    last = history.last_certificate(certification.code)
    if last is None:
        return None
    components = components_of(certification, history, scheme)
    return _judge(last, certification, components, history)[0]


def _judge(
    last: CertificateFact,
    certification: Certification,
    components: tuple[Component | None, ...],
    history: History,
) -> tuple[Standing, Hindrance | None]:
    """A decision about it comes before its end, and its end before what hinders what it rests on."""
    hold = history.hold_on(certification.code)
    if hold:
        return _held_up(hold), None
    end = history.end_of(last)
    if history.on > end:
        return Standing.EXPIRED, None
    hindrance = hindrance_among(components, certification, history)
    if hindrance:
        return _BY_SEVERITY[hindrance.severity], hindrance
    return running_standing(end, certification, history.on), None


def _held_up(hold: HoldFact) -> Standing:
    return Standing.REVOKED if hold.kind is HoldKind.REVOKED else Standing.SUSPENDED


def running_standing(end: date, certification: Certification, on: date) -> Standing:
    """What a certificate that nothing hinders is worth on a day, by its last day."""
    if on > end:
        return Standing.EXPIRED
    window = timedelta(days=certification.renewal_window_days)
    return Standing.EXPIRING if on + window >= end else Standing.VALID


def standing_of_earlier(
    certificate: CertificateFact, certification: Certification, history: History
) -> Standing:
    """What a certificate that was followed by another is worth by itself: its holder has nothing to renew."""
    hold = history.hold_on(certification.code)
    if hold:
        return _held_up(hold)
    return Standing.EXPIRED if history.on > history.end_of(certificate) else Standing.VALID


def reasons_for_certificate(
    certificate: CertificateFact,
    certification: Certification,
    history: History,
    *,
    is_free: bool = True,
) -> tuple[Reason, ...]:
    """What a certificate's own dates, extension and decisions say of it.

    `is_free`: nothing that it rests on keeps it from counting.
    """
    hold, extension = history.hold_on(certification.code), history.extension_of(certificate)
    end = extension.until if extension else certificate.expires_on
    values: dict[str, object] = {
        "serial": certificate.serial,
        "issued_on": certificate.issued_on,
        "expires_on": end,
        "days": (end - history.on).days,
    }
    reasons = []
    if hold:
        values |= {"kind": "own", "code": certification.code, "title": certification.title}
        values |= {"on": hold.on, "because": hold.reason}
        cites = (certificate.id, *history.hold_ids(certification.code))
        reasons.append(Reason(hold.kind.value, values, cites))
    else:
        state = _STATE.get(running_standing(end, certification, history.on), "valid_until")
        state = state if is_free else "does_not_count"
        reasons.append(Reason(state, values, (certificate.id,)))
    if extension:
        said = {"until": extension.until, "decision": extension.decision, "on": extension.on}
        reasons.append(Reason("extended", said, (extension.id,)))
    return tuple(reasons)


def _missing_now(
    standing: Standing,
    hindrance: Hindrance | None,
    last: CertificateFact,
    certification: Certification,
    components: tuple[Component | None, ...],
    history: History,
) -> tuple[Requirement, ...]:
    if standing is Standing.VALID or (standing.is_held_up and hindrance is None):
        return ()  # nothing to do, or nothing that its holder could do
    if hindrance:
        new = unanswered(components, certification, history)
        hindered = tuple(
            requirement
            for requirement, component, is_new in zip(
                certification.requires, components, new, strict=True
            )
            if is_new or (component and component.hindrance)
        )
        return hindered or _renewing(last, certification, components, history)
    # Renewing takes what does not outlive the certificate, or, once it has ended, what has ended too.
    end = history.end_of(last)
    return _ending_by(
        end if standing is not Standing.EXPIRED else day_before(history.on),
        certification,
        components,
    )


def _renewing(
    last: CertificateFact,
    certification: Certification,
    components: tuple[Component | None, ...],
    history: History,
) -> tuple[Requirement, ...]:
    """What to do anew where a certificate counts for fewer months than it was issued for."""
    until = counted_until(last, certification, history)
    return _ending_by(until, certification, components) or certification.requires


def _before_the_first(
    certification: Certification, components: tuple[Component | None, ...], on: date
) -> StandingResult:
    missing = _ending_by(day_before(on), certification, components)
    held = [one for one in components if one and one.holds_on(on)]
    ended = [one for one in components if one and not one.holds_on(on)]
    reasons = (
        *([] if held else [Reason("nothing_yet")]),
        *(reason_of(component.how, component) for component in held),
        *(component.hindrance.reason for component in held if component.hindrance),
        *(
            component.hindrance.reason if component.hindrance else reason_of("ended", component)
            for component in ended
        ),
        *(reason_missing(requirement) for requirement in missing),
    )
    return StandingResult(Standing.IN_PROGRESS if held else Standing.NONE, reasons, missing)


def _ending_by(
    day: date, certification: Certification, components: tuple[Component | None, ...]
) -> tuple[Requirement, ...]:
    """Requirements that were never fulfilled, that something hinders, or that count no longer than to this day."""
    return tuple(
        requirement
        for requirement, component in zip(certification.requires, components, strict=True)
        if component is None or component.until <= day or component.is_kept_from_counting
    )
