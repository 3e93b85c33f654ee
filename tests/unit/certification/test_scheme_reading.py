from pathlib import Path

import pytest

from portal.certification.scheme import (
    OneOfRequirement,
    Requirement,
    Scheme,
    is_coming,
    scheme_from,
)
from portal.certification.scheme_reading import read_scheme
from tests.support.certifying import RULES

SIGNOFF = """\
signoffs: [{code: S1, title: {vi: a, en: b}, minimum: {vi: a, en: b}, items: [{vi: a, en: b}]}]
certifications:"""
SHIPPED = Path(__file__).parents[3] / "courses" / "scheme.yaml"


def problems(text: str) -> list[str]:
    read, found = read_scheme("scheme.yaml", text)
    assert (read is None) == bool(found)
    return [str(problem) for problem in found]


def changed(old: str, new: str) -> str:
    assert old in RULES
    return RULES.replace(old, new, 1)


class TestTheShippedScheme:
    def test_is_the_scheme_of_the_plan(self) -> None:
        scheme = shipped()
        assert [course.code for course in scheme.courses] == [f"C{n:02d}" for n in range(1, 13)]
        assert {one.code: asked(one.requires) for one in scheme.certifications} == {
            "P0": ["C01", "C02", "C03", "C04"],
            "P1": ["P0", "C05", "C06", "S1"],
            "P2": ["P0", "C05", "C07", "S2"],
            "P3": ["P0", "C08", "S3"],
            "P4": ["P0", "C08", "C09", "S4"],
            "P5": ["P0", "C05", "C10", "S5"],
            "P6": ["P0", "C11", "S6"],
            "P7": ["P0", "C12", ["P1", "P2", "P3", "P4", "P5", "P6"], "S7"],
        }
        months = {one.code: one.validity_months for one in scheme.certifications}
        assert months == {**dict.fromkeys(months, 12), "P7": 24}
        assert all(one.renewal_window_days == 30 for one in scheme.certifications)
        assert all(one.refresh_grace_days == 60 for one in scheme.certifications)

    def test_has_seven_lists_for_practice(self) -> None:
        counts = {one.code: len(one.items) for one in shipped().signoffs}
        assert counts == {"S1": 6, "S2": 5, "S3": 5, "S4": 5, "S5": 4, "S6": 4, "S7": 4}

    def test_holds_back_the_permits_whose_courses_are_not_written(self) -> None:
        scheme = shipped()
        written = {path.name for path in SHIPPED.parent.iterdir() if path.is_dir()}
        coming = [one.code for one in scheme.certifications if is_coming(one, scheme, written)]
        assert coming == ["P1", "P2", "P3", "P4", "P5", "P6", "P7"]
        all_slugs = {course.slug for course in scheme.courses}
        assert not any(is_coming(one, scheme, all_slugs) for one in scheme.certifications)
        # P7 takes one of P1 to P6, so a single one that can be earned is enough
        some = all_slugs - {"dich-vu-cong", "vneid"}
        assert [one.code for one in scheme.certifications if is_coming(one, scheme, some)] == [
            "P1", "P2", "P5",
        ]  # fmt: skip


def shipped() -> Scheme:
    read, found = read_scheme("scheme.yaml", SHIPPED.read_text(encoding="utf-8"))
    assert not found
    assert read is not None
    return scheme_from(read.rules)


def asked(requirements: tuple[Requirement, ...]) -> list[object]:
    return [
        asked(one.options) if isinstance(one, OneOfRequirement) else one.code
        for one in requirements
    ]


class TestDefaults:
    def test_windows_and_grace_have_values_when_left_out(self) -> None:
        read, _found = read_scheme("scheme.yaml", RULES)
        assert read is not None
        scheme = scheme_from(read.rules)
        assert scheme.course_renewal_window_days == 60
        assert scheme.certifications[0].renewal_window_days == 30
        assert scheme.certifications[0].refresh_grace_days == 60

    def test_the_digest_is_of_the_rules_not_of_how_they_are_written(self) -> None:
        one, _ = read_scheme("scheme.yaml", RULES)
        other, _ = read_scheme("scheme.yaml", "# note\n" + changed("minutes: 60", "minutes:   60"))
        different, _ = read_scheme("scheme.yaml", changed("minutes: 60", "minutes: 61"))
        assert one and other and different
        assert one.digest == other.digest != different.digest


class TestProblems:
    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("[C02, C04]", "[C02, C44]", "10: unknown course, sign-off or certification C44; did you mean C04?"),
            ("[C02, C04]", "[P0]", "7: P0 asks for itself: its requirements lead back to it"),
            ("[C02, C04]", "[]", "10: requires: this is not a list with at least one entry"),
            ("[C02, C04]", "[{one_of: [C02]}]", "10: a requirement is a code, or one_of: with a list"),
            ("[C02, C04]", "[{any_of: [C02, C04]}]", "10: a requirement is a code, or one_of: with a list"),
            ("    validity_months: 12\n", "", "7: the key validity_months is missing"),
            ("validity_months: 12", "validity_months: 0", "11: validity_months: '0' is not a whole number"),
            ("validity_months", "valid_month", "11: unknown key valid_month; did you mean validity_months?"),
            ("applies_from: 2023-01-01", "applies_from: soon", "1: applies_from: 'soon' is not a date such as"),
            ("code: C04", "code: C02", "4: the code C02 is taken by line 3"),
            ("slug: lua-dao", "slug: thiet-bi", "4: the slug thiet-bi is taken by C02"),
            ("title: {vi: Lừa đảo, en: Scams}", "title: Scams", "4: title: 'Scams' is not a text in both languages"),
            ("title: {vi: Lừa đảo, en: Scams}", "title: {vi: Lừa}", "4: title: this is not a text in both languages"),
            ("minutes: 90", "minutes: 90, minutes: 80", "4: the key minutes is given twice"),
            ("  - {code: C02", "  - many\n  - {code: C02", "3: write keys and values"),
            ("applies_from:", "applies_from: &here", "no anchors, tags or deep nesting"),
            ("courses:", "courses: [", "cannot be read as YAML"),
            ("certifications:", SIGNOFF.replace("[{vi: a, en: b}]", "[a]"), "6: items: this is not a text in both"),
            ("certifications:", SIGNOFF.replace("S1", "C02"), "6: the code C02 is taken by line 3"),
        ],
    )  # fmt: skip
    def test_are_told_with_their_line(self, old: str, new: str, message: str) -> None:
        found = problems(changed(old, new))
        assert any(message in problem for problem in found), found
        assert all(problem.startswith("scheme.yaml:") for problem in found)

    @pytest.mark.parametrize(
        "text", ["", "- a", "text", "\x00", "a: " * 9, "[" * 3000, "é" * 300_000]
    )
    def test_no_text_breaks_the_reader(self, text: str) -> None:
        assert problems(text)

    def test_all_are_told_at_once_in_order_of_lines(self) -> None:
        broken = changed("minutes: 60", "minutes: x").replace("[C02, C04]", "[C99]")
        found = problems(broken)
        assert [problem.split(":")[1] for problem in found] == ["3", "10"]

    def test_a_longer_circle_is_found_too(self) -> None:
        second = (
            RULES[RULES.index("  - code: P0") :].replace("P0", "P1").replace("[C02, C04]", "[P0]")
        )
        circle = RULES.replace("[C02, C04]", "[C02, {one_of: [C04, P1]}]") + second
        found = problems(circle)
        assert [problem.split(": ")[1][:2] for problem in found] == ["P0", "P1"]
