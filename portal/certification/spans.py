"""From which day to which somebody is cleared by a permit, as each day knew or will know it. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.certification.chains import course_chain
from portal.certification.facts import (
    CertificateFact,
    CompletionFact,
    ExtensionFact,
    Fact,
    RevisionFact,
    WithdrawalFact,
)
from portal.certification.history import History, history_on
from portal.certification.new_rules import last_days_by, newly_asked_courses
from portal.certification.rule_versions import RulesFrom, rules_on
from portal.certification.scheme import CourseRequirement
from portal.certification.standing import Standing, judge_in

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Both days included; the standing is one that clears for the field."""

    certification: str
    from_on: date
    to_on: date
    standing: Standing


def spans_of(
    facts: Iterable[Fact], rules: Sequence[RulesFrom], since: date = date.min
) -> tuple[Span, ...]:
    """All spans, by certification and day. Each day is judged by the facts and the rules of that day.

    `since`: only of that day and later; one that goes on from before begins on it.
    """
    told = tuple(facts)
    held = {fact.certification for fact in told if isinstance(fact, CertificateFact)}
    if not held or not rules:
        return ()
    turns = _turning_days(told, rules)
    if since > turns[0]:
        turns = [since, *(day for day in turns if day > since)]
    found: dict[str, list[Span]] = {code: [] for code in sorted(held)}
    history = None
    for on, next_on in zip(turns, [*turns[1:], date.max], strict=True):
        history = history_on(told, on, history)
        for code, standing in _cleared_on(history, held, rules):
            _add(found[code], Span(code, on, next_on - _DAY, standing))
    return tuple(span for code in found for span in found[code])


def _cleared_on(
    history: History, held: set[str], rules: Sequence[RulesFrom]
) -> Iterator[tuple[str, Standing]]:
    scheme = rules_on(rules, history.on)
    for certification in scheme.certifications if scheme else ():
        if scheme and certification.code in held:
            standing = judge_in(history, certification, scheme)
            if standing and standing.is_cleared:
                yield certification.code, standing


def _ends_of_courses(told: tuple[Fact, ...], rules: Sequence[RulesFrom]) -> Iterator[date]:
    """Last days of courses that may end under a certificate that runs on: those that are asked for newly, and those
    of which a completion was withdrawn; as they were known on any day, so that the end before it is told too."""
    done = [fact for fact in told if isinstance(fact, CompletionFact | WithdrawalFact)]
    withdrawn = {fact.course for fact in done if isinstance(fact, WithdrawalFact)}
    for version in rules:
        wanted = withdrawn | newly_asked_courses(version.scheme)
        for course in version.scheme.courses if wanted else ():
            if course.slug in wanted:
                facts = [fact for fact in done if fact.course == course.slug]
                for on in {fact.on for fact in facts}:
                    history = History(facts, on)
                    yield course_chain(CourseRequirement(course), history, version.scheme)[1]


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
    certificates = [fact for fact in told if isinstance(fact, CertificateFact)]
    first = min(fact.on for fact in certificates)
    days = {fact.on for fact in told} | {one.applies_from for one in rules}
    days |= {end + _DAY for end in _ends_of_courses(told, rules)}
    for fact in told:
        if isinstance(fact, CertificateFact | ExtensionFact):
            end = fact.expires_on if isinstance(fact, CertificateFact) else fact.until
            days |= {end + _DAY, *(end - window for window in windows)}
        elif isinstance(fact, RevisionFact):
            days.add(fact.refresh_by + _DAY)
    for version in rules:
        days |= {day + _DAY for day in last_days_by(version.scheme, told, certificates)}
    return sorted(day for day in days if day >= first)
