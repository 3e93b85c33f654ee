"""What must hold for every history, not just those we thought of."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from portal.certification.awarding import with_awards
from portal.certification.facts import (
    CertificateFact,
    CompletionFact,
    Fact,
    HoldFact,
    certificates_in,
)
from portal.certification.replaying import cited_facts
from portal.certification.scheme import Scheme
from portal.certification.spans import RulesFrom, spans_of
from portal.certification.standing import Standing, StandingResult, standing_on
from tests.unit.certification.examples import (
    GROWN,
    SHIPPED,
    after_awards,
    completed,
    history,
)
from tests.unit.certification.histories import EVERYTHING, invent, lived

DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))
SCHEMES = st.sampled_from([SHIPPED, GROWN])


@st.composite
def histories(draw: st.DrawFn) -> tuple[Scheme, tuple[Fact, ...]]:
    """Courses completed on any days (clustered, so that renewals and windows are met), with their awards."""
    rules = draw(SCHEMES)
    start = draw(st.dates(date(2023, 1, 1), date(2025, 1, 1)))
    gaps = draw(
        st.lists(st.sampled_from([0, 1, 20, 29, 30, 31, 335, 336, 365, 366, 400]), max_size=12)
    )
    completions, on = [], start
    for number, gap in enumerate(gaps):
        on += timedelta(days=gap)
        code = draw(st.sampled_from(["c01", "c02", "c03", "c04"]))
        completions.append(CompletionFact(f"{number:02d}", f"course-{code}", on))
    return rules, history(rules, *completions)


def standings(facts: tuple[Fact, ...], rules: Scheme, on: date) -> dict[str, StandingResult]:
    return {
        certification.code: standing_on(facts, certification, rules, on)
        for certification in rules.certifications
    }


def telling(result: StandingResult) -> tuple[object, ...]:
    return result.standing, result.issued_on, result.expires_on, result.serial


@st.composite
def lives(draw: st.DrawFn) -> tuple[tuple[Fact, ...], date]:
    """A life with facts of every kind and its certificates, and a day near one of its facts."""
    chance = Random(draw(st.integers(0, 2**32)))
    facts = lived(chance, draw(st.integers(1, 16)))
    near = facts[draw(st.integers(0, len(facts) - 1))].on
    return facts, near + timedelta(days=draw(st.sampled_from([0, 0, 1, 10, 40, 335, 364])))


class TestEveryKindOfFact:
    """`python -m bench.histories 10000` tries as many lives as one likes."""

    @given(lives())
    def test_replaying_only_what_why_cites_gives_the_same_standing(
        self, life: tuple[tuple[Fact, ...], date]
    ) -> None:
        facts, on = life
        for code, result in standings(facts, EVERYTHING, on).items():
            certification = EVERYTHING.certifications_by_code[code]
            cited = cited_facts(result.why, facts)
            again = standing_on(cited, certification, EVERYTHING, on)
            assert telling(again) == telling(result)
            told = [one for one in cited if not isinstance(one, CertificateFact)]
            replayed = with_awards(told, EVERYTHING)
            assert standing_on(replayed, certification, EVERYTHING, on).standing == result.standing

    @given(lives())
    def test_later_facts_never_change_a_day(self, life: tuple[tuple[Fact, ...], date]) -> None:
        facts, on = life
        then = tuple(fact for fact in facts if fact.on <= on)
        assert standings(then, EVERYTHING, on) == standings(facts, EVERYTHING, on)

    @given(lives(), st.lists(st.integers(0, 1500), max_size=8))
    def test_spans_say_of_any_day_what_the_rule_says(
        self, life: tuple[tuple[Fact, ...], date], further: list[int]
    ) -> None:
        facts, near = life
        spans = spans_of(facts, [RulesFrom(date(2020, 1, 1), EVERYTHING)])
        for on in (near, *(facts[0].on + timedelta(days=days) for days in further)):
            for code, result in standings(facts, EVERYTHING, on).items():
                found = [
                    one.standing
                    for one in spans
                    if one.certification == code and one.from_on <= on <= one.to_on
                ]
                assert found == ([result.standing] if result.standing.is_cleared else [])

    @given(st.integers(0, 2**32), st.integers(1, 14), st.sampled_from(["c01", "c02", "c03", "c04"]))
    def test_completing_something_more_never_shortens(
        self, seed: int, length: int, course: str
    ) -> None:
        told = invent(Random(seed), length)
        on = told[-1].on
        more = (*told, CompletionFact("999", f"course-{course}", on))
        before, after = (
            standings(with_awards(facts, EVERYTHING), EVERYTHING, on) for facts in (told, more)
        )
        for code, result in before.items():
            end = after[code].expires_on
            assert result.expires_on is None or (end is not None and end >= result.expires_on)
            assert not result.standing.is_cleared or after[code].standing.is_cleared

    @given(lives())
    def test_nothing_is_issued_while_it_is_held_back(
        self, life: tuple[tuple[Fact, ...], date]
    ) -> None:
        facts, _on = life
        decided_on = {fact.on for fact in facts if isinstance(fact, HoldFact)}
        for one in facts:
            if isinstance(one, CertificateFact) and one.issued_on not in decided_on:
                then = standings(facts, EVERYTHING, one.issued_on)[one.certification]
                assert then.standing not in {Standing.SUSPENDED, Standing.REVOKED}
                assert one.expires_on >= one.issued_on


class TestEveryHistory:
    @given(histories(), DAYS)
    def test_the_cited_facts_alone_give_the_same_standing(
        self, lived: tuple[Scheme, tuple[Fact, ...]], on: date
    ) -> None:
        rules, facts = lived
        for code, result in standings(facts, rules, on).items():
            cited = {fact_id for reason in result.why for fact_id in reason.cites}
            alone = tuple(fact for fact in facts if fact.id in cited)
            again = standing_on(alone, rules.certifications_by_code[code], rules, on)
            assert telling(again) == telling(result)
            assert [reason.code for reason in again.why] == [reason.code for reason in result.why]

    @given(histories(), DAYS)
    def test_later_facts_never_change_a_day(
        self, lived: tuple[Scheme, tuple[Fact, ...]], on: date
    ) -> None:
        rules, facts = lived
        then = tuple(fact for fact in facts if fact.on <= on)
        assert standings(then, rules, on) == standings(facts, rules, on)

    @given(histories(), st.randoms())
    def test_the_order_in_which_facts_are_told_does_not_matter(
        self, lived: tuple[Scheme, tuple[Fact, ...]], chance: object
    ) -> None:
        rules, facts = lived
        shuffled = list(facts)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        on = facts[-1].on if facts else date(2026, 1, 1)
        assert standings(tuple(shuffled), rules, on) == standings(facts, rules, on)

    @given(histories())
    def test_a_renewal_never_shortens_and_cycles_count_up(
        self, lived: tuple[Scheme, tuple[Fact, ...]]
    ) -> None:
        rules, facts = lived
        for certification in rules.certifications:
            issued = certificates_in(facts, certification.code)
            assert [one.cycle for one in issued] == list(range(1, len(issued) + 1))
            for older, newer in pairwise(issued):
                assert newer.expires_on > older.expires_on
                assert newer.issued_on >= older.issued_on

    @given(histories())
    def test_a_certificate_rests_on_facts_of_its_day_and_holds_on_it(
        self, lived: tuple[Scheme, tuple[Fact, ...]]
    ) -> None:
        rules, facts = lived
        days = {fact.id: fact.on for fact in facts}
        for one in facts:
            if not isinstance(one, CertificateFact):
                continue
            assert one.issued_on <= one.expires_on
            assert one.rests_on
            assert all(days[fact_id] <= one.issued_on for fact_id in one.rests_on)
            result = standings(facts, rules, one.issued_on)[one.certification]
            assert result.standing in {Standing.VALID, Standing.EXPIRING}

    @given(histories())
    def test_no_certificate_outlives_what_it_rests_on(
        self, lived: tuple[Scheme, tuple[Fact, ...]]
    ) -> None:
        _rules, facts = lived
        ends = {fact.id: fact.expires_on for fact in facts if isinstance(fact, CertificateFact)}
        for one in facts:
            if isinstance(one, CertificateFact):
                own = f"{one.certification}-"  # what it was counted on from, not what it rests on
                under = [
                    ends[fact_id]
                    for fact_id in one.rests_on
                    if fact_id in ends and not fact_id.startswith(own)
                ]
                # "one of" may cite an option that a later option outlived; the base permit never
                if one.certification != "P7" and under:
                    assert one.expires_on <= max(under)

    @given(histories())
    def test_asking_again_awards_nothing_more(self, lived: tuple[Scheme, tuple[Fact, ...]]) -> None:
        rules, facts = lived
        if facts:
            last = max(fact.on for fact in facts)
            assert after_awards(facts, rules, last) == facts

    @given(st.permutations(["C02", "C04"]), st.permutations(["C02", "C04"]), st.integers(0, 59))
    def test_renewing_in_another_order_on_one_day_ends_alike(
        self, first: list[str], again: list[str], early: int
    ) -> None:
        days = zip(first, ("05/01/2026", "15/01/2026"), strict=True)
        started = [completed(code, when) for code, when in days]
        when = (date(2027, 1, 5) - timedelta(days=early)).strftime("%d/%m/%Y")
        ends = set()
        for order in (again, again[::-1]):
            facts = history(SHIPPED, *started)
            for code in order:
                renewal = completed(code, when)
                facts = after_awards((*facts, renewal), SHIPPED, renewal.on)
            ends.add(certificates_in(facts, "P0")[-1].expires_on)
        assert len(ends) == 1

    @given(histories(), DAYS)
    def test_missing_is_empty_exactly_where_nothing_needs_doing(
        self, lived: tuple[Scheme, tuple[Fact, ...]], on: date
    ) -> None:
        rules, facts = lived
        for result in standings(facts, rules, on).values():
            if result.standing == Standing.VALID:
                assert not result.missing
            if result.standing == Standing.NONE:
                assert result.missing
