"""How long each thing that a permit asks for holds, and by which facts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.certification.facts import CompletionFact, Fact, certificates_in
from portal.certification.months import add_months
from portal.certification.scheme import (
    CertificationRequirement,
    CourseRequirement,
    Requirement,
    Scheme,
    SignOffRequirement,
    SingleRequirement,
)


@dataclass(frozen=True)
class Component:
    """A requirement that somebody fulfilled, now or once."""

    #: what fulfils it: for "one of", the option that runs longest
    requirement: SingleRequirement
    #: last day on which it counts
    until: date
    #: the latest fact's day
    since: date
    #: ids of the facts without which it would end earlier
    rests_on: tuple[str, ...]

    @property
    def is_renewal(self) -> bool:
        """Whether an earlier completion had not run out when the latest was made, and was extended."""
        return len(self.rests_on) > 1


def find_component(
    requirement: Requirement, facts: Iterable[Fact], scheme: Scheme
) -> Component | None:
    """What fulfils a requirement longest, by these facts (in order of days); None if nothing ever did."""
    if isinstance(requirement, CourseRequirement):
        return _completed(requirement, facts, scheme)
    if isinstance(requirement, CertificationRequirement):
        return _held(requirement, facts)
    if isinstance(requirement, SignOffRequirement):
        return None
    found = [find_component(option, facts, scheme) for option in requirement.options]
    return max(filter(None, found), key=lambda component: component.until, default=None)


def _completed(
    requirement: CourseRequirement, facts: Iterable[Fact], scheme: Scheme
) -> Component | None:
    course = requirement.course
    window = timedelta(days=scheme.course_renewal_window_days)
    chain: list[CompletionFact] = []
    until = date.min
    for fact in facts:
        if not isinstance(fact, CompletionFact) or fact.course != course.slug:
            continue
        if fact.on > until:
            chain = []  # it had run out, or this is the first: it counts anew
        base = until if chain and fact.on >= until - window else fact.on
        until = max(until, add_months(base, course.valid_months))
        chain.append(fact)
    if not chain:
        return None
    return Component(requirement, until, chain[-1].on, tuple(fact.id for fact in chain))


def _held(requirement: CertificationRequirement, facts: Iterable[Fact]) -> Component | None:
    issued = certificates_in(facts, requirement.code)
    if not issued:
        return None
    last = issued[-1]
    return Component(requirement, last.expires_on, last.issued_on, (last.id,))
