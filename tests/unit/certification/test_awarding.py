from datetime import date

import pytest

from portal.certification.awarding import find_certificate_due
from portal.certification.facts import CertificateFact, certificates_in
from portal.certification.scheme import Scheme
from tests.unit.certification.examples import (
    GROWN,
    SHIPPED,
    completed,
    course,
    day,
    history,
    permit,
    scheme,
)


def certificates(
    rules: Scheme, *completions: object, code: str = "P0"
) -> tuple[CertificateFact, ...]:
    return certificates_in(history(rules, *completions), code)  # type: ignore[arg-type]


class TestFirstCertificate:
    def test_is_due_on_the_day_the_last_requirement_is_met(self) -> None:
        (issued,) = certificates(
            SHIPPED, completed("C02", "10/01/2026"), completed("C04", "20/01/2026")
        )
        assert (issued.cycle, issued.issued_on) == (1, date(2026, 1, 20))
        assert issued.rests_on == {"C02 10/01/2026", "C04 20/01/2026"}

    def test_ends_with_the_component_that_ends_first(self) -> None:
        (issued,) = certificates(
            SHIPPED, completed("C02", "10/01/2026"), completed("C04", "20/01/2026")
        )
        assert issued.expires_on == date(2027, 1, 10)

    def test_ends_with_its_own_validity_where_components_run_longer(self) -> None:
        rules = scheme(permit("P0", ["C01"], months=6))
        (issued,) = certificates(rules, completed("C01", "31/08/2026"))
        assert issued.expires_on == date(2027, 2, 28)

    def test_is_not_due_while_a_requirement_is_missing_or_has_ended(self) -> None:
        assert certificates(SHIPPED, completed("C02", "10/01/2026")) == ()
        late = (completed("C02", "10/01/2026"), completed("C04", "11/01/2027"))
        assert certificates(SHIPPED, *late) == ()

    def test_is_due_on_the_last_day_of_a_component_for_that_day_alone(self) -> None:
        (issued,) = certificates(
            SHIPPED, completed("C02", "10/01/2026"), completed("C04", "10/01/2027")
        )
        assert issued.issued_on == issued.expires_on == day("10/01/2027")

    def test_is_due_once_only(self) -> None:
        facts = history(SHIPPED, completed("C02", "10/01/2026"), completed("C04", "20/01/2026"))
        assert find_certificate_due(facts, SHIPPED, day("20/01/2026")) is None
        assert find_certificate_due(facts, SHIPPED, day("10/01/2027")) is None

    def test_lets_those_that_rest_on_it_follow_at_once(self) -> None:
        done = [completed(code, "10/01/2026") for code in ("C01", "C02", "C03")]
        facts = history(GROWN, *done, completed("C04", "20/01/2026"))
        issued = {fact.certification for fact in facts if isinstance(fact, CertificateFact)}
        assert issued == {"P0", "P1", "P2", "P7"}

    def test_is_never_issued_before_one_that_was_issued_later(self) -> None:
        facts = history(SHIPPED, completed("C02", "10/01/2026"), completed("C04", "20/01/2026"))
        earlier = (*facts, completed("C02", "01/01/2025"), completed("C04", "02/01/2025"))
        assert find_certificate_due(earlier, SHIPPED, day("02/01/2025")) is None


class TestRenewal:
    first = (completed("C02", "10/01/2026"), completed("C04", "10/01/2026"))

    def renewed(self, *days: str) -> tuple[CertificateFact, ...]:
        again = (completed(code, when) for code, when in zip(("C02", "C04"), days, strict=True))
        return certificates(SHIPPED, *self.first, *again)

    def test_inside_the_window_extends_from_the_old_end(self) -> None:
        _old, new = self.renewed("15/12/2026", "20/12/2026")
        assert (new.cycle, new.issued_on, new.expires_on) == (
            2,
            day("20/12/2026"),
            day("10/01/2028"),
        )

    @pytest.mark.parametrize("when", ["11/12/2026", "10/01/2027"])
    def test_first_and_last_day_of_the_window_belong_to_it(self, when: str) -> None:
        assert self.renewed(when, when)[-1].expires_on == day("10/01/2028")

    def test_after_the_end_counts_from_the_day_of_renewal(self) -> None:
        _old, new = self.renewed("11/01/2027", "15/02/2027")
        assert (new.issued_on, new.expires_on) == (day("15/02/2027"), day("11/01/2028"))

    def test_before_the_window_counts_from_the_day_and_still_extends(self) -> None:
        _old, new = self.renewed("01/12/2026", "02/12/2026")
        assert new.expires_on == day("02/12/2027")

    def test_half_done_issues_nothing(self) -> None:
        assert len(certificates(SHIPPED, *self.first, completed("C02", "15/12/2026"))) == 1

    def test_early_that_would_add_nothing_issues_nothing(self) -> None:
        rules = scheme(permit("P0", ["C01"]))
        done = (completed("C01", "10/01/2026"), completed("C01", "10/01/2026"))
        assert len(certificates(rules, *done)) == 1

    def test_needs_something_new_to_be_done(self) -> None:
        # the course outlives the permit: without a new completion the permit just ends
        rules = scheme(permit("P0", ["C01"]))
        facts = history(rules, completed("C01", "10/01/2026"))
        assert find_certificate_due(facts, rules, day("10/01/2027")) is None
        assert find_certificate_due(facts, rules, day("11/01/2027")) is None

    def test_on_the_day_of_the_last_one_counts_too(self) -> None:
        rules = scheme(courses=(course("C02"), course("C04")))
        done = (completed("C02", "20/12/2025"), completed("C04", "10/01/2026"))
        again = (completed("C02", "01/12/2026"), completed("C04", "01/12/2026"))
        issued = certificates(rules, *done, *again)
        assert [one.cycle for one in issued] == [1, 2, 3]
        assert issued[-1].expires_on == day("20/12/2027")

    def test_of_the_base_carries_what_rests_on_it(self) -> None:
        done = (*self.first, completed("C03", "01/06/2026"))
        again = (completed("C02", "15/12/2026"), completed("C04", "15/12/2026"))
        issued = certificates(GROWN, *done, *again, code="P1")
        assert [one.expires_on for one in issued] == [day("10/01/2027"), day("01/06/2027")]


class TestScheme:
    def test_places_each_certification_after_what_it_asks_for(self) -> None:
        codes = [certification.code for certification in GROWN.certifications]
        assert codes.index("P0") < min(codes.index("P1"), codes.index("P2"))
        assert codes[-1] == "P7"

    def test_refuses_a_circle_that_nobody_checked(self) -> None:
        with pytest.raises(ValueError, match="circle"):
            scheme(permit("P1", ["P2"]), permit("P2", ["P1"]))
