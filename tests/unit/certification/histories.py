"""Invented lives with every kind of fact, for the properties that must hold for all of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from portal.certification.awarding import with_awards
from portal.certification.facts import (
    CompletionFact,
    ExtensionFact,
    Fact,
    HoldFact,
    HoldKind,
    RefreshFact,
    RevisionFact,
    SignOffFact,
    WaiverFact,
    WithdrawalFact,
)
from portal.certification.scheme import Scheme
from tests.unit.certification.examples import permit, scheme, signoff

#: every kind of requirement: courses, sign-offs, permits on permits, one of several
EVERYTHING = scheme(
    permit("P7", ["P0", {"one_of": ["P1", "P2"]}, "S7"], months=24),
    permit("P1", ["P0", "C03", "S1"]),
    permit("P2", ["P0", {"one_of": ["C01", "C03"]}]),
    permit("P0", ["C02", "C04"]),
    signoffs=(signoff("S1"), signoff("S7")),
)
FIRST_DAY, LAST_DAY = date(2023, 1, 1), date(2028, 12, 31)
_GAPS = (0, 0, 1, 5, 20, 29, 30, 31, 60, 100, 335, 336, 365, 366, 400)
_COURSES = ("c01", "c02", "c03", "c04")
_PERMITS = ("P0", "P1", "P2", "P7")
_REQUIREMENTS = ("C02", "C03", "C04", "S1", "S7", "P0", "P1")


def invent(chance: Random, length: int) -> tuple[Fact, ...]:
    """So many facts in order of days, clustered so that windows, holds and renewals are met; nothing awarded."""
    facts: list[Fact] = []
    on = FIRST_DAY + timedelta(days=chance.randint(0, 700))
    for number in range(length):
        on += timedelta(days=chance.choice(_GAPS))
        facts.append(_one(f"{number:03d}", on, chance, facts))
    return tuple(facts)


def lived(chance: Random, length: int, rules: Scheme = EVERYTHING) -> tuple[Fact, ...]:
    """The same with every certificate that falls due."""
    return with_awards(invent(chance, length), rules)


def _one(number: str, on: date, chance: Random, before: Sequence[Fact]) -> Fact:
    course = f"course-{chance.choice(_COURSES)}"
    later = on + timedelta(days=chance.choice((0, 1, 30, 60, 200, 500)))
    certification = chance.choice(_PERMITS)
    made = [one for one in before if isinstance(one, CompletionFact)]
    if made and chance.random() < 0.1:
        withdrawn = chance.choice(made)
        return WithdrawalFact(number, withdrawn.course, on, withdrawn.id)
    match chance.choices(range(7), weights=(12, 3, 2, 1, 1, 1, 1))[0]:
        case 0:
            return _completion(number, course, on, chance)
        case 1:
            return SignOffFact(number, chance.choice(("S1", "S7")), on, chance.random() < 0.7)
        case 2:
            return HoldFact(number, certification, on, chance.choice(list(HoldKind)), "a reason")
        case 3:
            return ExtensionFact(number, certification, on, later, "12/QĐ")
        case 4:
            return WaiverFact(number, certification, chance.choice(_REQUIREMENTS), on)
        case 5:
            return RevisionFact(number, course, on, later)
    return RefreshFact(number, course, on)


def _completion(number: str, course: str, on: date, chance: Random) -> CompletionFact:
    """One in five by an exam that was marked again later than it was sat."""
    is_late = chance.random() < 0.2
    sat_on = on - timedelta(days=chance.choice((1, 30, 200, 400))) if is_late else None
    is_equivalent = not is_late and chance.random() < 0.1
    return CompletionFact(number, course, on, is_equivalent, sat_on)
