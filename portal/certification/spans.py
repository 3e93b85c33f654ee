"""From which day to which somebody is cleared by a permit, as each day knew or will know it. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.certification.components import course_chain
from portal.certification.facts import (
    CertificateFact,
    ExtensionFact,
    Fact,
    RevisionFact,
    WithdrawalFact,
)
from portal.certification.history import History
from portal.certification.scheme import CourseRequirement, Scheme, single_requirements
from portal.certification.standing import Standing, judge_in

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """Both days included; the standing is one that clears for the field."""

    certification: str
    from_on: date
    to_on: date
    standing: Standing


@dataclass(frozen=True)
class RulesFrom:
    """Rules and the first day on which they are in force."""

    applies_from: date
    scheme: Scheme


def spans_of(facts: Iterable[Fact], rules: Sequence[RulesFrom]) -> tuple[Span, ...]:
    """All spans, by certification and day. Each day is judged by the facts and the rules of that day."""
    told = tuple(facts)
    held = {fact.certification for fact in told if isinstance(fact, CertificateFact)}
    if not held or not rules:
        return ()
    turns = _turning_days(told, rules)
    found: dict[str, list[Span]] = {code: [] for code in sorted(held)}
    for on, next_on in zip(turns, [*turns[1:], date.max], strict=True):
        for code, standing in _cleared_on(told, held, rules, on):
            _add(found[code], Span(code, on, next_on - _DAY, standing))
    return tuple(span for code in found for span in found[code])


def _cleared_on(
    told: tuple[Fact, ...], held: set[str], rules: Sequence[RulesFrom], on: date
) -> Iterator[tuple[str, Standing]]:
    in_force = [one for one in rules if one.applies_from <= on]
    if not in_force:
        return
    scheme, history = in_force[-1].scheme, History(told, on)
    for certification in scheme.certifications:
        if certification.code in held:
            standing = judge_in(history, certification, scheme)
            if standing and standing.is_cleared:
                yield certification.code, standing


def _ends_without_withdrawn(
    told: tuple[Fact, ...], rules: Sequence[RulesFrom], days: Collection[date]
) -> Iterator[date]:
    """Where a completion was withdrawn, what is left of its course may end under a certificate that runs on."""
    courses = {fact.course for fact in told if isinstance(fact, WithdrawalFact)}
    if not courses:
        return
    histories = [History(told, on) for on in days]
    for scheme in {id(one.scheme): one.scheme for one in rules}.values():
        for certification in scheme.certifications:
            for single in single_requirements(certification.requires):
                if isinstance(single, CourseRequirement) and single.course.slug in courses:
                    ends = (course_chain(single, history, scheme) for history in histories)
                    yield from (until for chain, until in ends if chain)


def _add(spans: list[Span], span: Span) -> None:
    last = spans[-1] if spans else None
    if last and last.standing is span.standing and last.to_on + _DAY == span.from_on:
        spans[-1] = replace(last, to_on=span.to_on)
    else:
        spans.append(span)


def _turning_days(told: tuple[Fact, ...], rules: Sequence[RulesFrom]) -> list[date]:
    """Every day on which somebody's standing may become another, in order."""
    windows = {
        timedelta(days=one.renewal_window_days)
        for version in rules
        for one in version.scheme.certifications
    }
    first = min(fact.on for fact in told if isinstance(fact, CertificateFact))
    days = {fact.on for fact in told} | {one.applies_from for one in rules}
    days |= {end + _DAY for end in _ends_without_withdrawn(told, rules, days)}
    for fact in told:
        if isinstance(fact, CertificateFact | ExtensionFact):
            end = fact.expires_on if isinstance(fact, CertificateFact) else fact.until
            days |= {end + _DAY, *(end - window for window in windows)}
        elif isinstance(fact, RevisionFact):
            days.add(fact.refresh_by + _DAY)
    return sorted(day for day in days if day >= first)
