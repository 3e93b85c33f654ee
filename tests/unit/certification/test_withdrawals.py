"""A completion that was withdrawn, beside others of its course that still count, and under an extension."""

from datetime import date, timedelta

import pytest

from portal.certification.awarding import with_awards
from portal.certification.facts import CompletionFact, ExtensionFact, Fact, WithdrawalFact
from portal.certification.spans import RulesFrom, spans_of
from portal.certification.standing import Standing, standing_on
from tests.unit.certification.examples import day, permit, scheme

RULES = scheme(permit("P0", ["C02"], months=36))
P0 = RULES.certifications_by_code["P0"]
FIRST = CompletionFact("first", "course-c02", day("10/01/2026"))
RENEWED = CompletionFact("renewed", "course-c02", day("20/12/2026"))  # to 10/01/2028
WITHDRAWN = WithdrawalFact("withdrawn", "course-c02", day("01/03/2026"), "first")
EXTENDED = ExtensionFact("extended", "P0", day("01/12/2026"), day("01/06/2028"))


def standings(told: tuple[Fact, ...], *days: str) -> list[Standing]:
    """By the rule, and by the spans that boards read: they must agree."""
    lived = with_awards(told, RULES)
    found = [standing_on(lived, P0, RULES, day(one)).standing for one in days]
    spans = spans_of(lived, [RulesFrom(date(2020, 1, 1), RULES)])
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


def test_an_older_completion_that_would_have_ended_too_is_carried_by_an_extension() -> None:
    """Between its end and the end that the withdrawn renewal would have had, nothing carries the permit."""
    lost = WithdrawalFact("withdrawn", "course-c02", day("01/01/2027"), "renewed")
    told = (FIRST, RENEWED, lost, EXTENDED)
    ends = day("10/01/2028")
    days = [ends, ends + timedelta(days=1)]
    assert standings(told, *(one.strftime("%d/%m/%Y") for one in days)) == [
        Standing.SUSPENDED,
        Standing.VALID,
    ]
