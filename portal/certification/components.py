"""How long each thing that a permit asks for holds, by which facts, and what stands in its way."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from portal.certification.facts import CompletionFact, HoldKind
from portal.certification.history import History
from portal.certification.reasons import NO_END, Hindrance, Reason, Severity, day_before
from portal.certification.scheme import (
    Certification,
    CertificationRequirement,
    CourseRequirement,
    OneOfRequirement,
    Requirement,
    Scheme,
    SignOffRequirement,
    SingleRequirement,
    single_requirements,
)
from portal.learning.completion import chain_of


@dataclass(frozen=True)
class Component:
    """A requirement that somebody fulfilled, now or once."""

    #: what fulfils it: for "one of", the option that serves best
    requirement: SingleRequirement
    #: last day on which it counts; NO_END where it has none
    until: date
    #: the latest fact's day
    since: date
    #: ids of the facts without which it would end earlier, or would have counted earlier
    rests_on: tuple[str, ...]
    #: how it was fulfilled, as a reason's code
    how: str = "completed"
    #: whether an earlier completion had not run out when the latest was made, and was extended
    is_renewal: bool = False
    hindrance: Hindrance | None = None

    @property
    def is_kept_from_counting(self) -> bool:
        return self.hindrance is not None and self.hindrance.keeps_from_counting

    def holds_on(self, day: date) -> bool:
        return self.until >= day and not self.is_kept_from_counting


def find_component(
    requirement: Requirement, history: History, scheme: Scheme, certification: str
) -> Component | None:
    """What fulfils a requirement of a certification best, by a history; None if nothing ever did."""
    if isinstance(requirement, OneOfRequirement):
        options = [
            find_component(option, history, scheme, certification) for option in requirement.options
        ]
        return _best(tuple(filter(None, options)), history.on)
    waiver = history.waivers.get((certification, requirement.code))
    if waiver:
        return Component(requirement, NO_END, waiver.on, (waiver.id,), how="waived")
    # permits ask for the same things, and for each other: each is looked for once
    key = (id(scheme), requirement.code)
    if key not in history.found:
        history.found[key] = _find_single(requirement, history, scheme)
    component: Component | None = history.found[key]
    return component


def components_of(
    certification: Certification, history: History, scheme: Scheme
) -> tuple[Component | None, ...]:
    """What fulfils each requirement at the end of a history, in the order of the requirements."""
    return tuple(
        find_component(requirement, history, scheme, certification.code)
        for requirement in certification.requires
    )


def _find_single(
    requirement: SingleRequirement, history: History, scheme: Scheme
) -> Component | None:
    if isinstance(requirement, CourseRequirement):
        return _completed(requirement, history, scheme)
    if isinstance(requirement, SignOffRequirement):
        return _signed_off(requirement, history)
    return _held(requirement, history, scheme)


def find_hindrance(
    certification: Certification, history: History, scheme: Scheme
) -> Hindrance | None:
    """The worst thing that stands in the way of a certificate that is running."""
    found = (
        find_component(requirement, history, scheme, certification.code)
        for requirement in certification.requires
    )
    return worst_of(component.hindrance for component in found if component)


def concerning(certification: Certification, history: History, scheme: Scheme) -> set[str]:
    """Ids of all facts about a certification and about what it asks for, however deep.

    Why something is not held is the whole of what was done for it, and of what was not.
    """
    key = (id(scheme), "concerning", certification.code)
    if key not in history.found:
        history.found[key] = _concerning(certification, history, scheme)
    found: set[str] = history.found[key]
    return found


def _concerning(certification: Certification, history: History, scheme: Scheme) -> set[str]:
    code = certification.code
    own = [*history.certificates.get(code, ()), *history.holds.get(code, ())]
    found = {fact.id for fact in (*own, *history.extensions.get(code, ()))}
    found |= {waiver.id for (about, _what), waiver in history.waivers.items() if about == code}
    for single in single_requirements(certification.requires):
        if isinstance(single, CourseRequirement):
            slug = single.course.slug
            found |= {fact.id for fact in history.completions.get(slug, ())}
            found |= {fact.id for fact in history.revisions.get(slug, ())}
            found |= {fact.id for fact in history.refreshes.get(slug, ())}
            for one in history.withdrawals.get(slug, ()):
                found |= {one.id, one.completion}
        elif isinstance(single, SignOffRequirement):
            found |= {fact.id for fact in history.signoffs.get(single.code, ())}
        elif base := scheme.certifications_by_code.get(single.code):
            found |= concerning(base, history, scheme)
    return found


def worst_of(hindrances: Iterable[Hindrance | None]) -> Hindrance | None:
    return max(filter(None, hindrances), key=lambda one: one.severity, default=None)


def _best(options: tuple[Component, ...], on: date) -> Component | None:
    """The option that serves best. Where even that one is hindered, what hinders the others is cited too."""
    best = max(options, key=lambda one: _worth(one, on), default=None)
    if best is None or best.hindrance is None:
        return best
    hindrances = [one.hindrance.reason.cites for one in options if one.hindrance]
    reason = best.hindrance.reason
    cites = (*reason.cites, *sorted({cite for cites in hindrances for cite in cites}))
    hindrance = replace(best.hindrance, reason=replace(reason, cites=tuple(dict.fromkeys(cites))))
    return replace(best, hindrance=hindrance)


def _worth(component: Component, on: date) -> tuple[bool, int, date]:
    hindrance = component.hindrance
    return component.holds_on(on), -hindrance.severity if hindrance else 0, component.until


def _completed(
    requirement: CourseRequirement, history: History, scheme: Scheme
) -> Component | None:
    course = requirement.course
    chain, until = course_chain(requirement, history, scheme)
    if not chain:
        return _withdrawn(requirement, history, None)
    began = chain[0].counts_from
    withdrawn = history.withdrawals.get(course.slug, ())
    counting = (*(fact.id for fact in chain), *(one.id for one in withdrawn))
    revisions = [one for one in history.revisions.get(course.slug, ()) if one.on > began]
    refreshes = [one for one in history.refreshes.get(course.slug, ()) if one.on >= began]
    answered_on = max(chain[-1].counts_from, *(one.on for one in refreshes), date.min)
    open_ones = [one for one in revisions if one.on > answered_on]
    answered = [one.id for one in revisions if one.on <= answered_on]
    hindrance = None
    if open_ones:
        first = min(open_ones, key=lambda one: (one.refresh_by, one.on, one.id))
        is_due = history.on <= first.refresh_by
        cites = (*counting, first.id)
        reason = _about(
            requirement,
            "refresh_due" if is_due else "refresh_overdue",
            cites,
            on=first.on,
            refresh_by=first.refresh_by,
            course=course.slug,
        )
        hindrance = Hindrance(Severity.REFRESH_DUE if is_due else Severity.LAPSED, reason)
    rests_on = (*counting, *answered, *(one.id for one in refreshes))
    component = Component(
        requirement,
        until,
        chain[-1].on,
        rests_on,
        how=_how(chain[-1]),
        is_renewal=len(chain) > 1,
        hindrance=hindrance,
    )
    return _withdrawn(requirement, history, component) if until < history.on else component


def course_chain(
    requirement: CourseRequirement, history: History, scheme: Scheme
) -> tuple[list[CompletionFact], date]:
    """The completions that still count, each a renewal of the one before, and their last day; none where none do."""
    made = sorted(
        history.completions.get(requirement.course.slug, ()), key=lambda one: one.counts_from
    )
    if not made:
        return [], date.min
    days = [fact.counts_from for fact in made]
    start, until = chain_of(days, requirement.course.valid_months, scheme.course_window)
    return made[start:], until


def _withdrawn(
    requirement: CourseRequirement, history: History, left: Component | None
) -> Component | None:
    """A course of which no completion counts, and one was withdrawn: what was issued for it does not count either."""
    withdrawn = history.withdrawals.get(requirement.course.slug)
    if not withdrawn:
        return left
    last = withdrawn[-1]
    ids = [name for one in withdrawn for name in (one.completion, one.id)]
    cites = (*(left.rests_on if left else ()), *ids)
    reason = _about(requirement, "completion_withdrawn", cites, on=last.on)
    hindrance = Hindrance(Severity.SUSPENDED, reason)
    base = left or Component(requirement, day_before(last.on), last.on, cites)
    return replace(base, rests_on=cites, hindrance=hindrance)


def _how(completion: CompletionFact) -> str:
    return "accepted" if completion.is_equivalent else "completed"


def _signed_off(requirement: SignOffRequirement, history: History) -> Component | None:
    made = history.signoffs.get(requirement.code, [])
    passed = [place for place, one in enumerate(made) if one.is_passed]
    if not passed:
        return None
    last_passed, since = made[passed[-1]], made[passed[-1] + 1 :]
    hindrance = None
    if since:
        cites = (last_passed.id, *(one.id for one in since))
        reason = _about(requirement, "not_signed_off", cites, on=since[-1].on)
        hindrance = Hindrance(Severity.SUSPENDED, reason)
    return Component(
        requirement,
        NO_END,
        last_passed.on,
        (last_passed.id,),
        how="signed_off",
        hindrance=hindrance,
    )


def _held(
    requirement: CertificationRequirement, history: History, scheme: Scheme
) -> Component | None:
    """Another certification, as far as its certificate, decisions about it and what it rests on let it count."""
    last = history.last_certificate(requirement.code)
    if last is None:
        return None
    extension = history.extension_of(last)
    ends = (last.id, extension.id) if extension else (last.id,)
    until = extension.until if extension else last.expires_on
    decisions = history.decisions_since_first(requirement.code)
    rests_on = (*ends, *(one.id for one in decisions if one.on >= last.issued_on))
    hold = history.hold_on(requirement.code)
    hindrance: Hindrance | None
    if hold:
        cites = (last.id, *history.hold_ids(requirement.code))
        reason = _about(requirement, hold.kind.value, cites, on=hold.on, because=hold.reason)
        is_revoked = hold.kind is HoldKind.REVOKED
        hindrance = Hindrance(Severity.REVOKED if is_revoked else Severity.SUSPENDED, reason)
    elif until < history.on:
        hindrance = Hindrance(Severity.LAPSED, _about(requirement, "base_ended", ends, on=until))
    else:
        hindrance = _under(requirement, ends, history, scheme)
    return Component(requirement, until, last.issued_on, rests_on, hindrance=hindrance)


def _under(
    requirement: CertificationRequirement, ends: tuple[str, ...], history: History, scheme: Scheme
) -> Hindrance | None:
    """What hinders the other certification hinders whatever rests on it."""
    certification = scheme.certifications_by_code.get(requirement.code)
    found = find_hindrance(certification, history, scheme) if certification else None
    if found is None:
        return None
    reason = found.reason
    return Hindrance(found.severity, Reason(reason.code, reason.values, (*ends, *reason.cites)))


def _about(
    requirement: SingleRequirement, code: str, cites: tuple[str, ...], **values: object
) -> Reason:
    named = {"kind": requirement.kind, "code": requirement.code, "title": requirement.title}
    return Reason(code, {**named, **values}, cites)
