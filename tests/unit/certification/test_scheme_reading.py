from pathlib import Path

import pytest

from portal.catalogue.checks import read_shelf
from portal.certification.scheme import scheme_from
from portal.certification.scheme_reading import read_scheme
from tests.support.certifying import RULES

SHIPPED = Path(__file__).parents[3] / "courses" / "scheme.yaml"


def problems(text: str) -> list[str]:
    read, found = read_scheme("scheme.yaml", text)
    assert (read is None) == bool(found)
    return [str(problem) for problem in found]


def changed(old: str, new: str) -> str:
    assert old in RULES
    return RULES.replace(old, new, 1)


class TestTheShippedScheme:
    def test_has_no_problem_and_declares_all_twelve_courses(self) -> None:
        read, found = read_scheme("scheme.yaml", SHIPPED.read_text(encoding="utf-8"))
        assert not found
        assert read is not None
        scheme = scheme_from(read.rules)
        assert [course.code for course in scheme.courses] == [f"C{n:02d}" for n in range(1, 13)]
        (base,) = scheme.certifications
        assert base.code == "P0"
        assert [one.title["vi"] for one in base.requires] == [  # type: ignore[union-attr]
            "An toàn thiết bị và tài khoản của tình nguyện viên",
            "Nhận diện và ứng phó lừa đảo trực tuyến",
        ]
        assert (base.validity_months, base.renewal_window_days, base.refresh_grace_days) == (
            12,
            30,
            60,
        )

    def test_asks_only_for_courses_that_are_shipped(self) -> None:
        read, _found = read_scheme("scheme.yaml", SHIPPED.read_text(encoding="utf-8"))
        assert read is not None
        (base,) = scheme_from(read.rules).certifications
        slugs = {one.course.slug for one in base.requires if one.kind == "course"}  # type: ignore[union-attr]
        assert slugs <= {path.name for path in SHIPPED.parent.iterdir() if path.is_dir()}
        assert read_shelf(SHIPPED.parent)


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
            ("[C02, C04]", "[C02, C44]", "10: unknown course or certification C44; did you mean C04?"),
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
