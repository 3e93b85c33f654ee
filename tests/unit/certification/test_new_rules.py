"""A new rule is answered within its grace: until then valid, after it lapsed, and valid again once it is done."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.certification.awarding import with_awards_by
from portal.certification.facts import (
    CertificateFact,
    CompletionFact,
    Fact,
    WaiverFact,
    WithdrawalFact,
)
from portal.certification.history import History
from portal.certification.replaying import cited_facts
from portal.certification.rule_versions import RulesFrom, chained, rules_on
from portal.certification.scheme import OneOfRequirement
from portal.certification.spans import spans_of
from portal.certification.standing import Standing, StandingResult, judge_in, standing_on
from tests.unit.certification.examples import completed, permit, scheme, signoff
from tests.unit.certification.histories import EVERYTHING, invent

SINCE = date(2026, 6, 1)
#: P0 also asks for C03; who held it before has to the end of 31/07/2026
STRICTER = chained(
    [
        RulesFrom(date(2023, 1, 1), scheme(permit("P0", ["C02", "C04"]), permit("P1", ["P0"]))),
        RulesFrom(SINCE, scheme(permit("P0", ["C02", "C04", "C03"]), permit("P1", ["P0"]))),
    ]
)
SHORTER = chained(
    [
        RulesFrom(date(2023, 1, 1), scheme()),
        RulesFrom(SINCE, scheme(permit("P0", ["C02", "C04"], months=6))),
    ]
)
#: every kind of requirement, tightened and loosened
CHANGING = chained(
    [
        RulesFrom(date(2023, 1, 1), EVERYTHING),
        RulesFrom(
            date(2025, 3, 1),
            scheme(
                permit("P7", ["P0", "P1", "S7"], months=18),
                permit("P1", ["P0", "C03", {"one_of": ["S1", "S7"]}]),
                permit("P2", ["P0", {"one_of": ["C01", "C03"]}, "S1"]),
                permit("P0", ["C02", "C04", "C03"], months=9),
                signoffs=(signoff("S1"), signoff("S7")),
            ),
        ),
        RulesFrom(
            date(2026, 3, 1),
            scheme(
                permit("P7", ["P0", {"one_of": ["P1", "P2"]}, "S7"], months=24),
                permit("P1", ["P0", "C03", "S1"], months=6),
                permit("P2", ["P0", "C01"]),
                permit("P0", ["C02", {"one_of": ["C01", "C04"]}, "C03"]),
                signoffs=(signoff("S1"), signoff("S7")),
            ),
        ),
    ]
)


def lived_under(rules: tuple[RulesFrom, ...], *facts: Fact) -> tuple[Fact, ...]:
    return with_awards_by(facts, lambda on: rules_on(rules, on))


def stands(
    rules: tuple[RulesFrom, ...], facts: tuple[Fact, ...], on: date, code: str = "P0"
) -> StandingResult:
    in_force = rules_on(rules, on)
    assert in_force
    return standing_on(facts, in_force.certifications_by_code[code], in_force, on)


#: held from 10/03/2026 to 10/03/2027
HELD = (completed("C02", "10/03/2026"), completed("C04", "10/03/2026"))


class TestOneMoreRequirement:
    @pytest.mark.parametrize("code", ["P0", "P1"])
    def test_is_due_to_the_end_of_the_grace_and_lapses_after_it(self, code: str) -> None:
        facts = lived_under(STRICTER, *HELD)
        days = (date(2026, 5, 31), SINCE, date(2026, 7, 31), date(2026, 8, 1))
        found = [stands(STRICTER, facts, on, code).standing.value for on in days]
        assert found == ["valid", "refresh_due", "refresh_due", "expired"]

    def test_done_late_it_counts_again_to_its_old_end(self) -> None:
        facts = lived_under(STRICTER, *HELD, completed("C03", "20/09/2026"))
        assert stands(STRICTER, facts, date(2026, 9, 19)).standing is Standing.EXPIRED
        result = stands(STRICTER, facts, date(2026, 9, 20))
        assert (result.standing, result.expires_on) == (Standing.VALID, date(2027, 3, 10))

    def test_done_before_the_rule_nothing_is_asked(self) -> None:
        facts = lived_under(STRICTER, completed("C03", "01/03/2026"), *HELD)
        assert stands(STRICTER, facts, SINCE).standing is Standing.VALID

    def test_ends_with_what_is_asked_for_but_never_before_the_grace(self) -> None:
        early = lived_under(STRICTER, completed("C03", "01/05/2025"), *HELD)
        assert stands(STRICTER, early, SINCE).standing is Standing.REFRESH_DUE
        assert stands(STRICTER, early, date(2026, 8, 1)).standing is Standing.EXPIRED
        later = lived_under(STRICTER, completed("C03", "01/10/2025"), *HELD)
        assert stands(STRICTER, later, date(2026, 10, 1)).standing is Standing.VALID
        over = stands(STRICTER, later, date(2026, 10, 2))
        assert over.standing is Standing.EXPIRED
        (why,) = [reason for reason in over.why if reason.code == "new_rule_overdue"]
        assert why.values["refresh_by"] == date(2026, 10, 1)

    def test_waived_it_asks_nothing(self) -> None:
        facts = lived_under(STRICTER, *HELD, WaiverFact("w", "P0", "C03", date(2026, 6, 5)))
        assert stands(STRICTER, facts, date(2026, 9, 1)).standing is Standing.VALID

    def test_says_what_is_missing_and_by_when(self) -> None:
        result = stands(STRICTER, lived_under(STRICTER, *HELD), SINCE)
        (due,) = [reason for reason in result.why if reason.code == "new_rule_due"]
        assert (due.values["code"], due.values["refresh_by"]) == ("C03", date(2026, 7, 31))
        assert [one.code for one in result.missing if not isinstance(one, OneOfRequirement)] == [
            "C03"
        ]


class TestFewerMonths:
    def test_counts_from_its_first_day_but_never_ends_before_the_grace(self) -> None:
        facts = lived_under(SHORTER, *HELD)
        days = (date(2026, 5, 31), SINCE, date(2026, 9, 10), date(2026, 9, 11))
        found = [stands(SHORTER, facts, on).standing.value for on in days]
        assert found == ["valid", "refresh_due", "refresh_due", "expired"]

    def test_renewing_is_possible_though_the_old_paper_runs_longer(self) -> None:
        facts = lived_under(SHORTER, *HELD, completed("C02", "01/09/2026"))
        result = stands(SHORTER, facts, date(2026, 9, 11))
        assert (result.standing, result.expires_on) == (Standing.VALID, date(2027, 3, 1))


class TestSpans:
    def test_end_with_the_grace_with_what_is_asked_for_and_with_fewer_months(self) -> None:
        lasting = completed("C03", "01/10/2025")
        ends = [
            max(one.to_on for one in spans_of(lived_under(rules, *facts), rules))
            for rules, facts in ((STRICTER, HELD), (STRICTER, (lasting, *HELD)), (SHORTER, HELD))
        ]
        assert ends == [date(2026, 7, 31), date(2026, 10, 1), date(2026, 9, 10)]

    def test_what_is_left_of_a_withdrawn_completion_ends_on_its_own_day(self) -> None:
        again = CompletionFact("again", "course-c02", date(2027, 2, 1))
        told = (*HELD, again, completed("C04", "01/02/2027"))
        facts = lived_under(STRICTER[:1], *told)
        facts = (*facts, WithdrawalFact("gone", "course-c02", date(2027, 2, 20), "again"))
        spans = spans_of(facts, STRICTER[:1])
        assert max(one.to_on for one in spans) == date(2027, 3, 10)


class TestVersions:
    def test_what_fulfilled_the_old_rule_and_the_new_one_is_not_new(self) -> None:
        wider = scheme(permit("P0", ["C02", {"one_of": ["C04", "C03"]}]))
        _first, then = chained([RulesFrom(date(2023, 1, 1), scheme()), RulesFrom(SINCE, wider)])
        assert then.scheme.certifications_by_code["P0"].asked_since == ()

    def test_a_rule_stays_new_since_its_first_day(self) -> None:
        again = RulesFrom(date(2026, 9, 1), scheme(permit("P0", ["C03", "C02", "C04"])))
        asked = chained((*STRICTER, again))[-1].scheme.certifications_by_code["P0"].asked_since
        assert [rule and rule.since for rule in asked] == [SINCE, None, None]


@st.composite
def lives(draw: st.DrawFn) -> tuple[tuple[Fact, ...], date]:
    chance = Random(draw(st.integers(0, 2**32)))
    facts = lived_under(CHANGING, *invent(chance, draw(st.integers(1, 16))))
    near = [fact.on for fact in facts] + [one.applies_from for one in CHANGING[1:]]
    on = near[draw(st.integers(0, len(near) - 1))]
    return facts, on + timedelta(days=draw(st.sampled_from([0, 1, 40, 60, 61, 200, 335])))


class TestEveryHistory:
    @given(lives())
    def test_replaying_only_what_why_cites_gives_the_same_standing(
        self, life: tuple[tuple[Fact, ...], date]
    ) -> None:
        facts, on = life
        for code in ("P0", "P1", "P2", "P7"):
            result = stands(CHANGING, facts, on, code)
            cited = cited_facts(result.why, facts)
            again = stands(CHANGING, cited, on, code)
            assert (again.standing, again.serial) == (result.standing, result.serial)
            told = [one for one in cited if not isinstance(one, CertificateFact)]
            days = [one.on for one in facts]
            again_lived = with_awards_by(told, lambda day: rules_on(CHANGING, day), days)
            assert stands(CHANGING, again_lived, on, code).standing == result.standing

    @given(lives())
    def test_later_facts_and_later_rules_never_change_a_day(
        self, life: tuple[tuple[Fact, ...], date]
    ) -> None:
        facts, on = life
        known = tuple(one for one in CHANGING if one.applies_from <= on)
        then = tuple(fact for fact in facts if fact.on <= on)
        for code in ("P0", "P1", "P2", "P7"):
            assert stands(known, then, on, code) == stands(CHANGING, facts, on, code)

    @settings(max_examples=60)
    @given(lives())
    def test_spans_say_of_every_day_what_the_rule_says(
        self, life: tuple[tuple[Fact, ...], date]
    ) -> None:
        facts, start = life
        whole, since = spans_of(facts, CHANGING), spans_of(facts, CHANGING, start)
        for days in range(0, 900, 7):
            on = start + timedelta(days=days)
            history, rules = History(facts, on), rules_on(CHANGING, on)
            assert rules
            for permit_rules in rules.certifications:
                judged = judge_in(history, permit_rules, rules)
                wanted = [judged] if judged and judged.is_cleared else []
                for spans in (whole, since):
                    found = [
                        one.standing
                        for one in spans
                        if one.certification == permit_rules.code and one.from_on <= on <= one.to_on
                    ]
                    assert found == wanted, (permit_rules.code, on)

    def test_one_more_completion_of_the_new_course_is_enough(self) -> None:
        facts = lived_under(STRICTER, *HELD, CompletionFact("z", "course-c03", SINCE))
        assert stands(STRICTER, facts, SINCE).standing is Standing.VALID
