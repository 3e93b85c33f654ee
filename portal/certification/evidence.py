"""What standings rest on, as reasons: what fulfils a requirement, what it was issued for, what is missing."""

from portal.certification.component import Component
from portal.certification.components import components_of
from portal.certification.facts import CertificateFact
from portal.certification.history import History
from portal.certification.reasons import NO_END, Reason
from portal.certification.scheme import (
    OneOfRequirement,
    Requirement,
    Scheme,
    SingleRequirement,
)


def reasons_for_evidence(
    certificate: CertificateFact,
    history: History,
    scheme: Scheme,
    live: tuple[Component | None, ...] = (),
) -> tuple[Reason, ...]:
    """What a certificate was issued for, as far as the facts and the rules of the day know it.

    Where that has ended under a certificate that still runs, what carries it now stands in its place; what was asked
    for only later stands by what fulfilled it.
    """
    certification = scheme.certifications_by_code.get(certificate.certification)
    if certification is None:
        return ()
    kept = [fact for fact in history.facts if fact.id in certificate.rests_on]
    then = components_of(certification, History(kept, history.on), scheme)
    reasons = []
    for place, component in enumerate(then):
        now = live[place] if live else None
        is_over = component is None or not component.holds_on(history.on)
        is_carried = now is not None and (component is None or now.holds_on(history.on))
        carries = now if is_over and is_carried else component
        if carries:
            reasons.append(reason_of(carries.how, carries, _besides(carries, now)))
    return tuple(reasons)


def _besides(shown: Component, now: Component | None) -> tuple[str, ...]:
    """What else makes a requirement count now: another option of "one of", and what answers new rules."""
    if now is None:
        return ()
    is_other = now.requirement.code != shown.requirement.code
    return (*(now.rests_on if is_other else ()), *now.answers)


def reason_of(code: str, component: Component, besides: tuple[str, ...] | None = None) -> Reason:
    """Of what fulfils a requirement, or did. `besides`: ids of what else it rests on; else what answers new rules."""
    values = {
        **_named(component.requirement),
        "on": component.since,
        "until": None if component.until == NO_END else component.until,
        "is_renewal": component.is_renewal,
    }
    more = component.answers if besides is None else besides
    return Reason(code, values, (*component.rests_on, *more))


def reason_missing(requirement: Requirement) -> Reason:
    if isinstance(requirement, OneOfRequirement):
        return Reason(
            "missing_one_of", {"options": tuple(map(reason_missing, requirement.options))}
        )
    return Reason("missing", _named(requirement))


def _named(requirement: SingleRequirement) -> dict[str, object]:
    return {"kind": requirement.kind, "code": requirement.code, "title": requirement.title}
