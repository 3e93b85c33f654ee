"""Rules one after the other, each in force from a day and knowing what it asks that those before did not. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from portal.certification.scheme import (
    Certification,
    NewRule,
    OneOfRequirement,
    Requirement,
    Scheme,
)


@dataclass(frozen=True)
class RulesFrom:
    """Rules and the first day on which they are in force."""

    applies_from: date
    scheme: Scheme


def chained(versions: Iterable[RulesFrom]) -> tuple[RulesFrom, ...]:
    """Versions in order of days, each with what is new in it to those who held a permit before."""
    told: list[RulesFrom] = []
    for version in versions:
        before = told[-1].scheme.certifications_by_code if told else {}
        certifications = tuple(
            _after(before[one.code], one, version.applies_from) if one.code in before else one
            for one in version.scheme.certifications
        )
        scheme = replace(version.scheme, certifications=certifications)
        told.append(RulesFrom(version.applies_from, scheme))
    return tuple(told)


def rules_on(rules: Sequence[RulesFrom], on: date) -> Scheme | None:
    """The rules in force on a day; None before the first."""
    in_force = [one for one in rules if one.applies_from <= on]
    return in_force[-1].scheme if in_force else None


def _after(before: Certification, new: Certification, since: date) -> Certification:
    rule = NewRule(since, since + timedelta(days=new.refresh_grace_days))
    asked = tuple(_asked(requirement, before, rule) for requirement in new.requires)
    is_shorter = new.validity_months < before.validity_months
    return replace(
        new,
        asked_since=asked if any(asked) else (),
        shortened=rule if is_shorter else before.shortened,
    )


def _asked(requirement: Requirement, before: Certification, rule: NewRule) -> NewRule | None:
    """Since when: as long as the version before asked for it, or for something that fulfils it."""
    known_since = before.asked_since or (None,) * len(before.requires)
    implied = [
        since
        for asked, since in zip(before.requires, known_since, strict=True)
        if _codes(asked) <= _codes(requirement)
    ]
    if not implied:
        return rule
    if None in implied:
        return None
    return min((one for one in implied if one), key=lambda one: one.since)


def _codes(requirement: Requirement) -> frozenset[str]:
    """Whatever fulfils it: the codes of its options."""
    if isinstance(requirement, OneOfRequirement):
        return frozenset(code for option in requirement.options for code in _codes(option))
    return frozenset({requirement.code})
