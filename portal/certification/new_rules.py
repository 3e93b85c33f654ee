"""What a new rule asks of those who held a permit before: until when they may go without, and what they lack. Pure.

Whoever was issued a certificate under earlier rules keeps it. What the rules ask for since then must be done by the
end of the grace (`scheme.NewRule`); a shorter validity counts from the day from which the certificate's own months
were counted. Until then the permit is valid and a refresh is due, after it lapses, and done later it is valid again.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from portal.certification.component import Component
from portal.certification.facts import CertificateFact, ExtensionFact, Fact
from portal.certification.history import History
from portal.certification.reasons import Hindrance, Reason, Severity
from portal.certification.scheme import (
    Certification,
    NewRule,
    OneOfRequirement,
    Requirement,
    Scheme,
    courses_asked_for,
)
from portal.kernel.months import add_months


def hindered_by_new_rules(
    components: Sequence[Component | None], certification: Certification, history: History
) -> Iterator[Hindrance]:
    """What new rules hold against the latest certificate, by what fulfils each requirement."""
    yield from filter(None, unanswered(components, certification, history))
    if shorter := find_shorter(certification, history):
        yield shorter


def unanswered(
    components: Sequence[Component | None], certification: Certification, history: History
) -> tuple[Hindrance | None, ...]:
    """For each requirement, in order: what its being asked for since a day holds against the latest certificate."""
    last = history.last_certificate(certification.code)
    if last is None or not certification.asked_since:
        return (None,) * len(certification.requires)
    return tuple(
        _unanswered(requirement, component, rule, last, history) if rule else None
        for requirement, component, rule in zip(
            certification.requires, components, certification.asked_since, strict=True
        )
    )


def answering(
    components: Sequence[Component | None], certification: Certification
) -> tuple[str, ...]:
    """Ids of the facts by which what is newly asked was done, for this permit and those it rests on."""
    is_new = certification.asked_since or (None,) * len(components)
    return tuple(
        fact_id
        for component, rule in zip(components, is_new, strict=True)
        if component
        for fact_id in (*(component.rests_on if rule else ()), *component.answers)
    )


def find_shorter(certification: Certification, history: History) -> Hindrance | None:
    """What a validity of fewer months than before holds against the latest certificate."""
    last, rule = history.last_certificate(certification.code), certification.shortened
    if last is None or rule is None:
        return None
    until = counted_until(last, certification, history)
    if until >= history.end_of(last):
        return None
    is_due = history.on <= until
    values: dict[str, object] = {
        "kind": "own",
        "code": certification.code,
        "title": certification.title,
        "on": rule.since,
        "refresh_by": until,
        "months": certification.validity_months,
    }
    reason = Reason("shorter_due" if is_due else "shorter_overdue", values, (last.id,))
    return Hindrance(Severity.REFRESH_DUE if is_due else Severity.LAPSED, reason)


def counted_until(
    certificate: CertificateFact, certification: Certification, history: History
) -> date:
    """A certificate's last day, by its own dates and by a shorter validity since; a decision stands over that."""
    end, rule = history.end_of(certificate), certification.shortened
    if rule is None or certificate.issued_on > rule.since or history.extension_of(certificate):
        return end
    by_months = add_months(_counted_from(certificate, history), certification.validity_months)
    return min(end, max(by_months, rule.answer_by))


def last_days_by(
    scheme: Scheme, facts: Iterable[Fact], certificates: Sequence[CertificateFact]
) -> set[date]:
    """Last days on which what is new in these rules may let somebody's certificates count."""
    days = set[date]()
    for certification in scheme.certifications:
        rules = (*certification.asked_since, certification.shortened)
        days |= {rule.answer_by for rule in rules if rule}
        if certification.shortened:
            starts = {day for one in certificates for day in (one.issued_on, one.expires_on)}
            starts |= {one.until for one in facts if isinstance(one, ExtensionFact)}
            days |= {add_months(day, certification.validity_months) for day in starts}
    return days


def newly_asked_courses(scheme: Scheme) -> set[str]:
    """Slugs of the courses that some permit asks for since a day."""
    return {
        slug
        for certification in scheme.certifications
        for requirement, rule in zip(
            certification.requires, certification.asked_since, strict=False
        )
        if rule
        for slug in courses_asked_for((requirement,))
    }


def _unanswered(
    requirement: Requirement,
    component: Component | None,
    rule: NewRule,
    last: CertificateFact,
    history: History,
) -> Hindrance | None:
    if last.issued_on > rule.since:
        return None  # issued for it
    answer_by = rule.answer_by
    if component:
        if component.holds_on(history.on) or component.is_kept_from_counting:
            return None  # done, or held against it already
        extension = history.extension_of(last)
        if extension and extension.on >= rule.since:
            return None  # a decision lets it run on where courses have run out
        answer_by = max(answer_by, component.until)
    is_due = history.on <= answer_by
    values = {**_named(requirement), "on": rule.since, "refresh_by": answer_by}
    cites = (last.id, *(component.rests_on if component else ()))
    reason = Reason("new_rule_due" if is_due else "new_rule_overdue", values, cites)
    return Hindrance(Severity.REFRESH_DUE if is_due else Severity.LAPSED, reason)


def _counted_from(certificate: CertificateFact, history: History) -> date:
    """The day that its own months were counted from: its first, or the end of the one before that carried it on."""
    code, cited = certificate.certification, certificate.rests_on
    carried = [one.expires_on for one in history.certificates.get(code, ()) if one.id in cited]
    extended = [one.until for one in history.extensions.get(code, ()) if one.id in cited]
    return max(certificate.issued_on, *carried, *extended, date.min)


def _named(requirement: Requirement) -> dict[str, object]:
    if isinstance(requirement, OneOfRequirement):
        options = tuple(Reason("missing", _named(option)) for option in requirement.options)
        return {"kind": "one_of", "options": options}
    return {"kind": requirement.kind, "code": requirement.code, "title": requirement.title}
