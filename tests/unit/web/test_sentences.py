from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from flask import Flask

from portal.certification.awarding import with_awards
from portal.certification.facts import (
    CompletionFact,
    ExtensionFact,
    Fact,
    HoldFact,
    HoldKind,
    RevisionFact,
    WaiverFact,
    WithdrawalFact,
)
from portal.certification.reasons import Reason
from portal.certification.scheme import OneOfRequirement
from portal.certification.standing import Standing, standing_on
from portal.web.sentences import (
    requirement_name,
    standing_tone,
    standing_word,
    why_sentence,
)
from tests.unit.certification.examples import GROWN, SHIPPED, completed, day, history

BOTH = (completed("C02", "10/01/2026"), completed("C04", "20/01/2026"))
P0 = SHIPPED.certifications_by_code["P0"]


@dataclass
class Row:
    why: tuple[Reason, ...]


@pytest.fixture(params=["vi", "en"])
def language(app: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    with app.test_request_context(headers={"Cookie": f"language={request.param}"}):
        yield request.param


@pytest.fixture
def english(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Cookie": "language=en"}):
        yield


@pytest.fixture
def vietnamese(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Cookie": "language=vi"}):
        yield


def sentence(*facts: Fact, on: str) -> str:
    return why_sentence(standing_on(facts, P0, SHIPPED, day(on)))


@pytest.mark.usefixtures("english")
class TestInEnglish:
    held = history(SHIPPED, *BOTH)
    basis = (
        "“C02” (completed on 10/01/2026, counts to the end of 10/01/2027)"
        " and “C04” (completed on 20/01/2026, counts to the end of 20/01/2027)"
    )

    def test_nothing_done(self) -> None:
        expected = (
            "Nothing that it asks for is fulfilled at present; still missing: “C02” and “C04”."
        )
        assert sentence(on="01/01/2026") == expected

    def test_half_done(self) -> None:
        expected = (
            "Done: “C02” (completed on 10/01/2026, counts to the end of 10/01/2027);"
            " still missing: “C04”."
        )
        assert sentence(BOTH[0], on="11/01/2026") == expected

    def test_done_but_not_issued(self) -> None:
        assert sentence(*BOTH, on="20/01/2026").endswith("; the certificate is not issued yet.")

    def test_a_completion_that_ran_out(self) -> None:
        assert "“C02” counted only to the end of 10/01/2027" in sentence(BOTH[0], on="11/01/2027")

    @pytest.mark.parametrize(
        ("on", "start"),
        [
            ("01/02/2026", "Valid to the end of 10/01/2027, by "),
            ("31/12/2026", "Valid for 10 more days, to the end of 10/01/2027, by "),
            ("09/01/2027", "Valid for 1 more day, to the end of 10/01/2027, by "),
            ("10/01/2027", "Valid for today only, to the end of 10/01/2027, by "),
            ("11/01/2027", "Expired after 10/01/2027, by "),
        ],
    )
    def test_holding_a_certificate(self, on: str, start: str) -> None:
        assert sentence(*self.held, on=on) == f"{start}{self.basis}."

    def test_a_renewed_course_says_so(self) -> None:
        facts = history(SHIPPED, *BOTH, completed("C02", "20/12/2026"))
        assert sentence(*facts, on="20/12/2026").endswith(
            "“C04” (completed on 20/01/2026, counts to the end of 20/01/2027)."
        )
        renewed = history(
            SHIPPED, *BOTH, completed("C02", "20/12/2026"), completed("C04", "21/12/2026")
        )
        assert "“C02” (renewed on 20/12/2026, counts to the end of 10/01/2028)" in sentence(
            *renewed, on="21/12/2026"
        )

    def test_a_newer_one(self) -> None:
        state = Reason("valid_until", {"expires_on": date(2027, 1, 10), "days": 9})
        said = why_sentence(Row((state, Reason("renewed"))))
        assert said == "Valid to the end of 10/01/2027; its holder has a newer one since."

    @pytest.mark.parametrize(
        ("fact", "start"),
        [
            (
                HoldFact("h", "P0", date(2026, 3, 1), HoldKind.SUSPENDED),
                "Suspended since 01/03/2026.",
            ),
            (HoldFact("h", "P0", date(2026, 3, 1), HoldKind.REVOKED), "Revoked on 01/03/2026."),
            (
                RevisionFact("r", "course-c02", date(2026, 3, 1), date(2026, 4, 1)),
                "Valid to the end of 10/01/2027, by {basis}; “C02” has changed: answer what is new"
                " by the end of 01/04/2026.",
            ),
            (
                RevisionFact("r", "course-c02", date(2026, 3, 1), date(2026, 3, 2)),
                "Does not count at present, though it was issued to the end of 10/01/2027; “C02” has"
                " changed, and what is new was to be answered by the end of 02/03/2026.",
            ),
            (
                WithdrawalFact("w", "course-c02", date(2026, 3, 1), "C02 10/01/2026"),
                "Does not count at present, though it was issued to the end of 10/01/2027; “C02” does"
                " not count since 01/03/2026: its exam was marked again and is not passed.",
            ),
            (
                ExtensionFact("e", "P0", date(2026, 3, 1), date(2027, 3, 1), "12/QĐ"),
                "Valid to the end of 01/03/2027, by {basis}; extended on 01/03/2026 by decision 12/QĐ.",
            ),
        ],
        ids=["suspended", "revoked", "refresh due", "refresh overdue", "withdrawn", "extended"],
    )
    def test_what_befell_it(self, fact: Fact, start: str) -> None:
        assert sentence(*self.held, fact, on="05/03/2026") == start.format(basis=self.basis)

    def test_what_befell_what_it_rests_on(self) -> None:
        facts = with_awards(
            (
                *BOTH,
                completed("C03", "20/01/2026"),
                HoldFact("h", "P0", date(2026, 3, 1), HoldKind.REVOKED),
            ),
            GROWN,
        )
        one = standing_on(facts, GROWN.certifications_by_code["P1"], GROWN, day("05/03/2026"))
        assert one.standing == Standing.REVOKED
        assert why_sentence(one) == (
            "Does not count at present, though it was issued to the end of 10/01/2027;"
            " “P0” was revoked on 01/03/2026."
        )

    def test_how_it_was_fulfilled(self) -> None:
        done = (
            CompletionFact("c", "course-c02", date(2026, 1, 10), is_equivalent=True),
            WaiverFact("w", "P0", "C04", date(2026, 1, 11)),
        )
        assert sentence(*with_awards(done, SHIPPED), on="12/01/2026") == (
            "Valid to the end of 10/01/2027, by “C02” (accepted as equivalent on 10/01/2026, counts to"
            " the end of 10/01/2027) and “C04” (waived on 11/01/2026)."
        )

    def test_one_of_several(self) -> None:
        facts = history(GROWN, *BOTH)
        seven = standing_on(facts, GROWN.certifications_by_code["P7"], GROWN, day("20/01/2026"))
        assert why_sentence(seven) == (
            "Done: “P0” (held since 20/01/2026, to the end of 10/01/2027);"
            " still missing: “P1” or “P2”."
        )


@pytest.mark.usefixtures("vietnamese")
class TestInVietnamese:
    def test_reads_as_one_sentence(self) -> None:
        assert sentence(*history(SHIPPED, *BOTH), on="01/02/2026") == (
            "Còn hiệu lực đến hết ngày 10/01/2027, dựa trên"
            " “C02” (hoàn thành ngày 10/01/2026, có giá trị đến hết ngày 10/01/2027)"
            " và “C04” (hoàn thành ngày 20/01/2026, có giá trị đến hết ngày 20/01/2027)."
        )
        assert sentence(BOTH[0], on="10/01/2026") == (
            "Đã có “C02” (hoàn thành ngày 10/01/2026, có giá trị đến hết ngày 10/01/2027);"
            " còn thiếu “C04”."
        )


class TestEveryStanding:
    def test_has_a_word(self, language: str) -> None:
        words = {standing_word(standing) for standing in Standing}
        assert len(words) == len(Standing)
        assert ("Còn hiệu lực" in words) == (language == "vi")

    def test_has_a_tone_where_there_is_something_to_judge(self) -> None:
        assert {standing.value: standing_tone(standing) for standing in Standing} == {
            "none": None, "in_progress": None, "valid": "ready", "expiring": "soon",
            "refresh_due": "soon", "expired": "no", "suspended": "no", "revoked": "no",
        }  # fmt: skip


@pytest.mark.usefixtures("english")
class TestRequirementName:
    def test_names_courses_certifications_and_choices(self) -> None:
        base, choice = GROWN.certifications_by_code["P7"].requires
        assert requirement_name(base) == "P0"
        assert isinstance(choice, OneOfRequirement)
        assert requirement_name(choice) == "P1 or P2"
