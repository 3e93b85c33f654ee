"""How long each thing that a permit asks for holds, by which facts, and what stands in its way."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from portal.certification.chains import course_chain, end_but_for_withdrawals
from portal.certification.component import Component
from portal.certification.facts import CompletionFact, HoldKind
from portal.certification.history import History
from portal.certification.new_rules import answering, hindered_by_new_rules
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
    component: Component | None
    for known in (history.lasting, history.found):
        if key in known:
            component = known[key]
            return component
    component = _find_single(requirement, history, scheme)
    stays = _is_lasting(requirement, component, history)
    (history.lasting if stays else history.found)[key] = component
    return component


def _is_lasting(
    requirement: SingleRequirement, component: Component | None, history: History
) -> bool:
    """Whether a course or practice counts in the same way on later days, as long as no fact is added."""
    if isinstance(requirement, CertificationRequirement):
        return False
    if (
        isinstance(requirement, CourseRequirement)
        and requirement.course.slug in history.withdrawals
    ):
        return False  # what is left of it may end
    hindrance = component.hindrance if component else None
    return hindrance is None or hindrance.severity is not Severity.REFRESH_DUE


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


def hindrance_among(
    components: Sequence[Component | None], certification: Certification, history: History
) -> Hindrance | None:
    """The worst thing that stands in the way of a certificate that is running, by what fulfils each requirement."""
    by_rules = hindered_by_new_rules(components, certification, history)
    return worst_of((*(one.hindrance for one in components if one), *by_rules))


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
    withdrawn = history.withdrawals.get(course.slug, ())
    counting = (*(fact.id for fact in chain), *(one.id for one in withdrawn))
    hindrance, answers = None, tuple[str, ...]()
    if course.slug in history.revisions or course.slug in history.refreshes:
        hindrance, answers = _revised(requirement, chain, counting, history)
    component = Component(
        requirement,
        until,
        chain[-1].on,
        (*counting, *answers),
        how=_how(chain[-1]),
        is_renewal=len(chain) > 1,
        hindrance=hindrance,
    )
    is_short = until < history.on <= end_but_for_withdrawals(requirement, chain, history, scheme)
    return _withdrawn(requirement, history, component) if is_short else component


def _revised(
    requirement: CourseRequirement,
    chain: Sequence[CompletionFact],
    counting: tuple[str, ...],
    history: History,
) -> tuple[Hindrance | None, tuple[str, ...]]:
    """What a major revision since the completions that count holds against them; ids of those answered, and how."""
    slug, began = requirement.course.slug, chain[0].counts_from
    revisions = [one for one in history.revisions.get(slug, ()) if one.on > began]
    refreshes = [one for one in history.refreshes.get(slug, ()) if one.on >= began]
    answered_on = max(chain[-1].counts_from, *(one.on for one in refreshes), date.min)
    open_ones = [one for one in revisions if one.on > answered_on]
    answered = (one.id for one in revisions if one.on <= answered_on)
    answers = (*answered, *(one.id for one in refreshes))
    if not open_ones:
        return None, answers
    first = min(open_ones, key=lambda one: (one.refresh_by, one.on, one.id))
    is_due = history.on <= first.refresh_by
    reason = _about(
        requirement,
        "refresh_due" if is_due else "refresh_overdue",
        (*counting, first.id),
        on=first.on,
        refresh_by=first.refresh_by,
        course=slug,
    )
    severity = Severity.REFRESH_DUE if is_due else Severity.LAPSED
    return Hindrance(severity, reason), answers


def _withdrawn(
    requirement: CourseRequirement, history: History, left: Component | None
) -> Component | None:
    """A course that would count had nothing been withdrawn, or of which nothing is left: what was issued for it does
    not count either."""
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
    answers: tuple[str, ...] = ()
    if hold:
        cites = (last.id, *history.hold_ids(requirement.code))
        reason = _about(requirement, hold.kind.value, cites, on=hold.on, because=hold.reason)
        is_revoked = hold.kind is HoldKind.REVOKED
        hindrance = Hindrance(Severity.REVOKED if is_revoked else Severity.SUSPENDED, reason)
    elif until < history.on:
        hindrance = Hindrance(Severity.LAPSED, _about(requirement, "base_ended", ends, on=until))
    else:
        hindrance, answers = _under(requirement, ends, history, scheme)
    return Component(
        requirement, until, last.issued_on, rests_on, hindrance=hindrance, answers=answers
    )


def _under(
    requirement: CertificationRequirement, ends: tuple[str, ...], history: History, scheme: Scheme
) -> tuple[Hindrance | None, tuple[str, ...]]:
    """What hinders the other certification hinders whatever rests on it; and what answers its new rules."""
    certification = scheme.certifications_by_code.get(requirement.code)
    if certification is None:
        return None, ()
    components = components_of(certification, history, scheme)
    answers = answering(components, certification)
    found = hindrance_among(components, certification, history)
    if found is None:
        return None, answers
    reason = found.reason
    cites = (*ends, *reason.cites)
    return Hindrance(found.severity, Reason(reason.code, reason.values, cites)), answers


def _about(
    requirement: SingleRequirement, code: str, cites: tuple[str, ...], **values: object
) -> Reason:
    named = {"kind": requirement.kind, "code": requirement.code, "title": requirement.title}
    return Reason(code, {**named, **values}, cites)
