"""What a change would do is what it does: each day after it, judged with the change and without."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.certification.awarding import with_awards_by
from portal.certification.facts import Fact, HoldFact, HoldKind, RevisionFact
from portal.certification.history import History
from portal.certification.predicting import (
    Change,
    Effect,
    Flip,
    predict,
    with_those_that_rest_on,
)
from portal.certification.rule_versions import RulesFrom, rules_on
from portal.certification.standing import Standing, judge_in
from tests.unit.certification.examples import completed, permit, scheme, signoff
from tests.unit.certification.histories import EVERYTHING, invent
from tests.unit.certification.test_new_rules import CHANGING, HELD, SINCE, lived_under

RULES = (CHANGING[0],)
STRICTER = RulesFrom(SINCE, scheme(permit("P0", ["C02", "C04", "C03"]), permit("P1", ["P0"])))
LOOSER = RulesFrom(SINCE, scheme(permit("P0", ["C02"]), permit("P1", ["P0"])))
PLAIN = (RulesFrom(date(2023, 1, 1), scheme(permit("P0", ["C02", "C04"]), permit("P1", ["P0"]))),)

#: asks for little of everything
LESS = RulesFrom(
    SINCE,
    scheme(
        permit("P7", ["P0", {"one_of": ["P1", "P2", "S7"]}]),
        permit("P1", ["P0"]),
        permit("P2", ["S1"]),
        permit("P0", [{"one_of": ["C02", "C04"]}]),
        signoffs=(signoff("S1"), signoff("S7")),
    ),
)


def foretold(
    facts: tuple[Fact, ...], change: Change, rules: tuple[RulesFrom, ...] = PLAIN
) -> list[Flip]:
    return list(predict(facts, rules, change.rules_after(rules), change).flips)


class TestWhoFlips:
    def test_a_stricter_rule_asks_at_once_and_is_lost_after_the_grace(self) -> None:
        found = foretold(lived_under(PLAIN, *HELD), Change(SINCE, STRICTER))
        due, valid, lapsed = Standing.REFRESH_DUE, Standing.VALID, Standing.EXPIRED
        assert found == [
            Flip(code, *rest)
            for code in ("P0", "P1")
            for rest in (
                (Effect.LOSES, date(2026, 8, 1), valid, lapsed),
                (Effect.ASKED, SINCE, valid, due),
            )
        ]

    def test_a_revocation_takes_what_rests_on_the_permit(self) -> None:
        hold = HoldFact("ruling-next", "P0", date(2026, 7, 1), HoldKind.REVOKED, "a reason")
        found = foretold(lived_under(PLAIN, *HELD), Change(hold.on, facts=(hold,)))
        assert [(one.certification, one.effect, one.after) for one in found] == [
            ("P0", Effect.LOSES, Standing.REVOKED),
            ("P1", Effect.LOSES, Standing.REVOKED),
        ]

    def test_nobody_flips_by_what_they_fulfil_already(self) -> None:
        assert foretold(lived_under(PLAIN, *HELD), Change(SINCE, LOOSER, issued_on=SINCE)) == []

    def test_a_looser_rule_gives_each_permit_that_is_fulfilled_by_it_on_its_first_day(self) -> None:
        change = Change(SINCE, LOOSER, issued_on=SINCE)
        found = predict(HELD[:1], PLAIN, change.rules_after(PLAIN), change)
        assert [one.name for one in found.awards] == ["P0-1", "P1-1"]
        assert list(found.flips) == [
            Flip(code, Effect.GAINS, SINCE, Standing.NONE, Standing.VALID) for code in ("P0", "P1")
        ]
        assert (found.spans, min(one.from_on for one in found.spans_awarded)) == ((), SINCE)

    def test_while_a_permit_is_held_back_nothing_is_given(self) -> None:
        hold = HoldFact("ruling-1", "P0", date(2026, 4, 1), HoldKind.SUSPENDED, "a reason")
        held = (*lived_under(PLAIN, *HELD), hold, completed("C02", "01/05/2026"))
        freed = (*held, replace(hold, id="ruling-2", kind=HoldKind.REINSTATED))
        change = Change(SINCE, LOOSER, issued_on=SINCE)
        names = [
            [one.name for one in predict(facts, PLAIN, change.rules_after(PLAIN), change).awards]
            for facts in (held, freed)
        ]
        assert names == [[], ["P0-2", "P1-2"]]

    def test_permits_fall_with_those_they_rest_on_however_far(self) -> None:
        assert with_those_that_rest_on({"P1"}, EVERYTHING) == {"P1", "P7"}
        assert with_those_that_rest_on({"P0"}, EVERYTHING) == {"P0", "P1", "P2", "P7"}


@st.composite
def changes(draw: st.DrawFn) -> tuple[tuple[Fact, ...], Change]:
    chance = Random(draw(st.integers(0, 2**32)))
    facts = lived_under(RULES, *invent(chance, draw(st.integers(4, 16))))
    on = facts[-1].on + timedelta(days=draw(st.sampled_from([0, 1, 30, 200])))
    kind = draw(st.sampled_from(["rule", "hold", "revision"]))
    if kind == "rule":
        version = draw(st.sampled_from((*CHANGING[1:], LESS)))
        return facts, Change(on, RulesFrom(on, version.scheme), issued_on=on)
    if kind == "hold":
        code = draw(st.sampled_from(["P0", "P1", "P2", "P7"]))
        return facts, Change(on, facts=(HoldFact("zzz", code, on, HoldKind.SUSPENDED, "x"),))
    by = on + timedelta(days=draw(st.sampled_from([0, 60])))
    course = draw(st.sampled_from(["course-c02", "course-c04", "course-c03"]))
    return facts, Change(on, facts=(RevisionFact("zzz", course, on, by),))


class TestEveryChange:
    @settings(max_examples=150)
    @given(changes())
    def test_what_is_predicted_is_what_each_day_shows(
        self, case: tuple[tuple[Fact, ...], Change]
    ) -> None:
        facts, change = case
        after = change.rules_after(RULES)
        found = predict(facts, RULES, after, change)
        told = (*facts, *change.facts)
        if change.rules:  # as the portal issues on that day, by the rules of that day
            told = with_awards_by(facts, lambda on: rules_on(after, on), [change.on])
        for code in ("P0", "P1", "P2", "P7"):
            first: dict[Effect, date] = {}
            for days in range(500):
                on = change.on + timedelta(days=days)
                before, now = _judged(facts, RULES, code, on), _judged(told, after, code, on)
                if effect := _effect(before, now):
                    first.setdefault(effect, on)
            predicted = {
                one.effect: one.on
                for one in found.flips
                if one.certification == code and one.on < change.on + timedelta(days=500)
            }
            assert predicted == first


def _judged(
    facts: tuple[Fact, ...], rules: tuple[RulesFrom, ...], code: str, on: date
) -> Standing | None:
    in_force = rules_on(rules, on)
    assert in_force
    return judge_in(History(facts, on), in_force.certifications_by_code[code], in_force)


def _effect(before: Standing | None, now: Standing | None) -> Effect | None:
    was, is_now = bool(before and before.is_cleared), bool(now and now.is_cleared)
    if was != is_now:
        return Effect.LOSES if was else Effect.GAINS
    is_asked = now is Standing.REFRESH_DUE and before is not Standing.REFRESH_DUE
    return Effect.ASKED if was and is_asked else None
