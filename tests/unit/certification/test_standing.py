from datetime import date, timedelta

import pytest

from portal.certification.facts import HoldFact, HoldKind
from portal.certification.scheme import Requirement
from portal.certification.standing import Standing, StandingResult, standing_on
from tests.unit.certification.examples import GROWN, SHIPPED, completed, day, history

P0 = SHIPPED.certifications_by_code["P0"]
BOTH = (completed("C02", "10/01/2026"), completed("C04", "20/01/2026"))


def standing(*facts: object, on: str) -> StandingResult:
    return standing_on(facts, P0, SHIPPED, day(on))  # type: ignore[arg-type]


def codes(result: StandingResult) -> list[str]:
    return [reason.code for reason in result.why]


def names(requirements: tuple[Requirement, ...]) -> list[str]:
    return [requirement.title["en"] for requirement in requirements]  # type: ignore[union-attr]


class TestBeforeTheFirstCertificate:
    def test_nothing_done_is_none_with_everything_missing(self) -> None:
        result = standing(on="01/01/2026")
        assert result.standing == Standing.NONE
        assert names(result.missing) == ["C02", "C04"]
        assert codes(result) == ["nothing_yet", "missing", "missing"]
        assert (result.expires_on, result.issued_on, result.serial) == (None, None, None)

    def test_one_requirement_met_is_in_progress_with_the_other_missing(self) -> None:
        result = standing(BOTH[0], on="10/01/2026")
        assert result.standing == Standing.IN_PROGRESS
        assert names(result.missing) == ["C04"]
        assert codes(result) == ["completed", "missing"]
        assert result.why[0].values["on"] == date(2026, 1, 10)

    def test_a_completion_counts_to_the_end_of_its_last_day_and_no_longer(self) -> None:
        assert standing(BOTH[0], on="10/01/2027").standing == Standing.IN_PROGRESS
        after = standing(BOTH[0], on="11/01/2027")
        assert after.standing == Standing.NONE
        assert names(after.missing) == ["C02", "C04"]
        assert codes(after) == ["nothing_yet", "ended", "missing", "missing"]

    def test_all_met_but_nothing_issued_is_still_in_progress(self) -> None:
        result = standing(*BOTH, on="20/01/2026")
        assert result.standing == Standing.IN_PROGRESS
        assert result.missing == ()


class TestHoldingACertificate:
    facts = history(SHIPPED, *BOTH)

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("19/01/2026", Standing.IN_PROGRESS),
            ("20/01/2026", Standing.VALID),
            ("10/12/2026", Standing.VALID),
            ("11/12/2026", Standing.EXPIRING),
            ("10/01/2027", Standing.EXPIRING),
            ("11/01/2027", Standing.EXPIRED),
        ],
    )
    def test_runs_from_its_issue_to_the_end_of_its_last_day(
        self, on: str, expected: Standing
    ) -> None:
        assert standing(*self.facts, on=on).standing == expected

    def test_tells_since_when_until_when_and_for_what(self) -> None:
        result = standing(*self.facts, on="01/02/2026")
        assert (result.issued_on, result.expires_on) == (date(2026, 1, 20), date(2027, 1, 10))
        assert result.serial == "P0-1"
        assert codes(result) == ["valid_until", "completed", "completed"]
        assert result.why[0].values["days"] == 343
        assert [reason.values["code"] for reason in result.why[1:]] == ["C02", "C04"]

    def test_asks_for_nothing_while_it_is_valid(self) -> None:
        assert standing(*self.facts, on="10/12/2026").missing == ()

    def test_asks_while_expiring_for_what_ends_with_it(self) -> None:
        # C04 runs ten days longer, so C02 alone carries the permit over its end
        assert names(standing(*self.facts, on="11/12/2026").missing) == ["C02"]

    def test_asks_once_expired_for_what_has_ended_by_then(self) -> None:
        assert names(standing(*self.facts, on="11/01/2027").missing) == ["C02"]
        assert names(standing(*self.facts, on="21/01/2027").missing) == ["C02", "C04"]

    def test_stays_expired_while_its_renewal_is_half_done(self) -> None:
        facts = (*self.facts, completed("C02", "01/03/2027"))
        result = standing(*facts, on="01/03/2027")
        assert result.standing == Standing.EXPIRED
        assert names(result.missing) == ["C04"]
        assert result.expires_on == date(2027, 1, 10)

    def test_a_renewed_one_is_valid_from_the_renewal_on_and_the_gap_stays(self) -> None:
        renewals = (completed("C02", "01/03/2027"), completed("C04", "05/03/2027"))
        facts = history(SHIPPED, *BOTH, *renewals)
        assert standing(*facts, on="04/03/2027").standing == Standing.EXPIRED
        renewed = standing(*facts, on="05/03/2027")
        assert (renewed.standing, renewed.serial) == (Standing.VALID, "P0-2")


class TestCertificationsThatRestOnOthers:
    completions = (
        *BOTH,
        completed("C03", "01/06/2026"),
    )

    def test_a_permit_ends_with_its_first_component(self) -> None:
        facts = history(GROWN, *self.completions)
        for code in ("P1", "P7"):
            certification = GROWN.certifications_by_code[code]
            result = standing_on(facts, certification, GROWN, day("01/06/2026"))
            assert result.standing == Standing.VALID
            assert result.expires_on == date(2027, 1, 10)

    def test_names_what_is_missing_one_of_several(self) -> None:
        facts = history(GROWN, *BOTH)
        result = standing_on(facts, GROWN.certifications_by_code["P7"], GROWN, day("20/01/2026"))
        assert result.standing == Standing.IN_PROGRESS
        assert [requirement.kind for requirement in result.missing] == ["one_of"]
        assert result.why[-1].code == "missing_one_of"

    def test_one_of_counts_the_option_that_runs_longest(self) -> None:
        facts = history(GROWN, *self.completions, completed("C01", "02/06/2026"))
        ends = {fact.certification: fact.expires_on for fact in facts if hasattr(fact, "serial")}
        assert ends["P2"] == ends["P1"] == ends["P0"]


class TestClearedStandings:
    def test_only_those_that_hold_today_clear_for_the_field(self) -> None:
        cleared = {standing.value for standing in Standing if standing.is_cleared}
        assert cleared == {"valid", "expiring", "refresh_due"}


def test_the_window_is_counted_in_days_from_the_end() -> None:
    facts = history(SHIPPED, *BOTH)
    end = date(2027, 1, 10)
    before, first = end - timedelta(days=31), end - timedelta(days=30)
    assert standing_on(facts, P0, SHIPPED, before).standing == Standing.VALID
    assert standing_on(facts, P0, SHIPPED, first).standing == Standing.EXPIRING


class TestDecisions:
    held = history(SHIPPED, *BOTH)
    suspended = HoldFact("h1", "P0", date(2026, 3, 1), HoldKind.SUSPENDED)
    revoked = HoldFact("h2", "P0", date(2026, 4, 1), HoldKind.REVOKED)
    back = HoldFact("h3", "P0", date(2026, 5, 1), HoldKind.REINSTATED)

    def test_the_latest_stands_and_all_since_it_was_given_back_are_cited(self) -> None:
        result = standing(*self.held, self.suspended, self.revoked, on="02/04/2026")
        assert result.standing == Standing.REVOKED
        assert {"h1", "h2"} <= set(result.why[0].cites)

    def test_given_back_it_is_as_if_nothing_had_been(self) -> None:
        result = standing(*self.held, self.suspended, self.revoked, self.back, on="02/05/2026")
        assert result == standing(*self.held, on="02/05/2026")

    def test_before_the_first_certificate_binds_nobody(self) -> None:
        early = HoldFact("h0", "P0", date(2025, 1, 1), HoldKind.REVOKED)
        assert standing(early, *self.held, on="02/05/2026").standing == Standing.VALID
