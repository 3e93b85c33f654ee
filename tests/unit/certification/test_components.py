from datetime import date

from portal.certification.components import Component, find_component
from portal.certification.facts import CompletionFact
from portal.certification.history import History
from tests.unit.certification.examples import GROWN, SHIPPED, completed, day, history

EVER = date(2030, 1, 1)
C02 = SHIPPED.certifications_by_code["P0"].requires[0]


def found(*days: str) -> Component:
    facts: tuple[CompletionFact, ...] = tuple(completed("C02", when) for when in days)
    component = find_component(C02, History(facts, EVER), SHIPPED, "P0")
    assert component is not None
    return component


class TestCompletions:
    def test_never_made_fulfils_nothing(self) -> None:
        assert (
            find_component(C02, History((completed("C04", "10/01/2026"),), EVER), SHIPPED, "P0")
            is None
        )

    def test_counts_from_its_day(self) -> None:
        once = found("10/01/2026")
        assert (once.since, once.until) == (day("10/01/2026"), day("10/01/2027"))
        assert not once.is_renewal

    def test_made_again_in_time_extends_and_rests_on_both(self) -> None:
        again = found("10/01/2026", "11/11/2026")
        assert (again.since, again.until) == (day("11/11/2026"), day("10/01/2028"))
        assert again.rests_on == ("C02 10/01/2026", "C02 11/11/2026")
        assert again.is_renewal

    def test_made_again_on_the_last_day_is_still_in_time(self) -> None:
        assert found("10/01/2026", "10/01/2027").is_renewal

    def test_made_again_before_the_window_counts_from_its_day(self) -> None:
        assert found("10/01/2026", "10/11/2026").until == day("10/11/2027")

    def test_made_again_after_the_end_begins_anew(self) -> None:
        late = found("10/01/2026", "11/01/2027")
        assert late.until == day("11/01/2028")
        assert late.rests_on == ("C02 11/01/2027",)

    def test_made_twice_in_a_window_never_shortens(self) -> None:
        assert found("10/01/2026", "01/12/2026", "15/12/2026").until == day("10/01/2028")


class TestOneOf:
    def test_is_fulfilled_by_what_runs_longest(self) -> None:
        _base, choice = GROWN.certifications_by_code["P7"].requires
        done = [completed(code, "10/01/2026") for code in ("C01", "C02", "C04")]
        facts = history(
            GROWN, *done, completed("C03", "01/06/2025"), completed("C03", "20/12/2025")
        )
        component = find_component(choice, History(facts, day("10/01/2026")), GROWN, "P7")
        assert component is not None
        assert component.until == day("10/01/2027")

    def test_of_nothing_done_is_unfulfilled(self) -> None:
        _base, choice = GROWN.certifications_by_code["P7"].requires
        assert find_component(choice, History((), EVER), GROWN, "P7") is None
