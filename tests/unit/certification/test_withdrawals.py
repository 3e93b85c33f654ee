"""A completion that was withdrawn, beside others of its course that still count, and under an extension."""

from datetime import date

import pytest

from portal.certification.awarding import with_awards
from portal.certification.facts import CompletionFact, ExtensionFact, Fact, WithdrawalFact
from portal.certification.scheme import Scheme
from portal.certification.spans import RulesFrom, spans_of
from portal.certification.standing import Standing, standing_on
from tests.unit.certification.examples import day, permit, scheme

RULES = scheme(permit("P0", ["C02"], months=36))
FIRST = CompletionFact("first", "course-c02", day("10/01/2026"))
RENEWED = CompletionFact("renewed", "course-c02", day("20/12/2026"))  # to 10/01/2028
WITHDRAWN = WithdrawalFact("withdrawn", "course-c02", day("01/03/2026"), "first")
EXTENDED = ExtensionFact("extended", "P0", day("01/12/2026"), day("01/06/2028"))


def standings(told: tuple[Fact, ...], *days: str, rules: Scheme = RULES) -> list[Standing]:
    """By the rule, and by the spans that boards read: they must agree."""
    lived, held = with_awards(told, rules), rules.certifications_by_code["P0"]
    found = [standing_on(lived, held, rules, day(one)).standing for one in days]
    spans = spans_of(lived, [RulesFrom(date(2020, 1, 1), rules)])
    for one, standing in zip(days, found, strict=True):
        covered = [span.standing for span in spans if span.from_on <= day(one) <= span.to_on]
        assert covered == ([standing] if standing.is_cleared else [])
    return found


def test_a_withdrawn_renewal_leaves_what_the_first_completion_gave() -> None:
    """The certificate of the renewal ends a year later; it counts only as long as the first completion would."""
    lost = WithdrawalFact("withdrawn", "course-c02", day("01/01/2027"), "renewed")
    assert standings((FIRST, RENEWED, lost), "31/12/2026", "10/01/2027", "11/01/2027") == [
        Standing.VALID,
        Standing.VALID,
        Standing.SUSPENDED,
    ]


@pytest.mark.parametrize(
    ("again", "expected"),
    [(True, Standing.VALID), (False, Standing.SUSPENDED)],
    ids=["completed anew", "nothing left"],
)
def test_an_extension_carries_what_was_completed_anew_but_not_nothing(
    again: bool, expected: Standing
) -> None:
    """Long after, when the course has run out in either case."""
    told: tuple[Fact, ...] = (FIRST, WITHDRAWN, EXTENDED)
    if again:
        anew = CompletionFact("anew", "course-c02", day("01/04/2026"))
        told = (*told, anew)
    assert standings(told, "01/05/2028") == [expected]


def test_between_two_ends_that_no_certificate_has_nothing_carries_it() -> None:
    """C02 is left by an older completion to 01/12/2026, and would have counted to 10/01/2027; the permit is extended
    long beyond both, and beyond C04."""
    told = (
        CompletionFact("c04", "course-c04", day("01/06/2025")),
        CompletionFact("older", "course-c02", day("01/12/2025")),
        FIRST,
        WITHDRAWN,
        ExtensionFact("extended", "P0", day("01/05/2026"), day("01/06/2028")),
    )
    days = ("01/12/2026", "02/12/2026", "10/01/2027", "11/01/2027")
    valid, suspended = Standing.VALID, Standing.SUSPENDED
    rules = scheme(permit("P0", ["C02", "C04"], months=36))
    assert standings(told, *days, rules=rules) == [valid, suspended, suspended, valid]
