"""The shortest way to a permit: every course left, those of its base first, each once."""

from portal.certification.records import StandingRow
from portal.certification.scheme import (
    CertificationRequirement,
    CourseRequirement,
    OneOfRequirement,
    Requirement,
    SchemeCourse,
    SignOffList,
    SignOffRequirement,
)
from portal.certification.standing import Standing
from portal.certification.way import courses_left

TITLE = {"vi": "Tên", "en": "Name"}


def course(code: str, minutes: int = 60) -> CourseRequirement:
    return CourseRequirement(SchemeCourse(code, code.lower(), TITLE, minutes, 12))


def row(code: str, *missing: Requirement) -> StandingRow:
    return StandingRow(code, TITLE, TITLE, Standing.IN_PROGRESS, None, None, None, (), missing)


BASE = row("P0", course("C01"), course("C02", 30))
WATCHED = SignOffRequirement(SignOffList("S1", TITLE, TITLE, (TITLE,)))


def codes(wanted: StandingRow, *others: StandingRow) -> list[str]:
    return [one.code for one in courses_left(wanted, (wanted, *others))]


def test_goes_by_the_base_and_counts_what_both_ask_for_once() -> None:
    wanted = row(
        "P1", course("C05"), course("C02", 30), CertificationRequirement("P0", TITLE), WATCHED
    )
    assert codes(wanted, BASE) == ["C01", "C02", "C05"]


def test_of_several_options_the_shortest() -> None:
    options = (CertificationRequirement("P0", TITLE), course("C09", 80))
    assert codes(row("P7", OneOfRequirement(options)), BASE) == ["C09"]
