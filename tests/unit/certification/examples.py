"""Rules and facts that the tests of certification speak about."""

from datetime import date, timedelta
from typing import Any

from portal.certification.awarding import find_certificate_due
from portal.certification.facts import CompletionFact, Fact
from portal.certification.scheme import Scheme, scheme_from


def text(words: str) -> dict[str, str]:
    return {"vi": words, "en": words}


def course(code: str, months: int = 12) -> dict[str, Any]:
    slug = f"course-{code.lower()}"
    return {"code": code, "slug": slug, "title": text(code), "minutes": 60, "valid_months": months}


def permit(code: str, requires: list[Any], months: int = 12) -> dict[str, Any]:
    return {
        "code": code,
        "title": text(code),
        "activity": text(f"activity of {code}"),
        "requires": requires,
        "validity_months": months,
        "renewal_window_days": 30,
        "refresh_grace_days": 60,
    }


def signoff(code: str) -> dict[str, Any]:
    return {"code": code, "title": text(code), "minimum": text("once"), "items": [text("an item")]}


def scheme(
    *permits: dict[str, Any],
    courses: tuple[dict[str, Any], ...] = (),
    signoffs: tuple[dict[str, Any], ...] = (),
) -> Scheme:
    rules = {
        "course_renewal_window_days": 60,
        "courses": list(
            courses or (course("C01", 36), course("C02"), course("C03"), course("C04"))
        ),
        "certifications": list(permits or (permit("P0", ["C02", "C04"]),)),
        "signoffs": list(signoffs),
    }
    return scheme_from(rules)


#: P0 as it is shipped; P1 rests on it; P7 asks for one of two permits and runs for 24 months
GROWN = scheme(
    permit("P7", ["P0", {"one_of": ["P1", "P2"]}], months=24),
    permit("P1", ["P0", "C03"]),
    permit("P2", ["P0", "C01"]),
    permit("P0", ["C02", "C04"]),
)
SHIPPED = scheme()


def day(written: str) -> date:
    """01/02/2026 as it is written in Vietnam."""
    number, month, year = map(int, written.split("/"))
    return date(year, month, number)


def completed(code: str, written: str) -> CompletionFact:
    return CompletionFact(f"{code} {written}", f"course-{code.lower()}", day(written))


def after_awards(facts: tuple[Fact, ...], rules: Scheme, on: date) -> tuple[Fact, ...]:
    """Facts and all certificates due on a day, as the service issues them."""
    while due := find_certificate_due(facts, rules, on):
        facts = (*facts, due.issued_as(f"{due.certification.code}-{due.cycle}"))
    return facts


def history(rules: Scheme, *completions: CompletionFact) -> tuple[Fact, ...]:
    """What happens when somebody completes these courses: certificates are issued as they fall due."""
    facts: tuple[Fact, ...] = ()
    for completion in sorted(completions, key=lambda fact: (fact.on, fact.id)):
        facts = after_awards((*facts, completion), rules, completion.on)
    return facts


def days_before(when: date, count: int) -> str:
    return (when - timedelta(days=count)).strftime("%d/%m/%Y")
