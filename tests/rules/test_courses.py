"""The shipped courses are sound, whole in both languages, and fit the scheme."""

from pathlib import Path

import pytest

from portal.catalogue.checks import CheckedPackage, check_folder, read_shelf
from portal.certification.board import BASE_PERMIT
from portal.certification.scheme import is_coming, scheme_from
from portal.certification.scheme_reading import SchemeRead, read_scheme

COURSES = Path(__file__).resolve().parents[2] / "courses"
SLUGS = sorted(path.parent.name for path in COURSES.glob("*/course.md"))


@pytest.fixture(scope="module")
def packages() -> dict[str, CheckedPackage]:
    shelf = read_shelf(COURSES)
    return {slug: check_folder(COURSES / slug, shelf) for slug in SLUGS}


@pytest.fixture(scope="module")
def scheme() -> SchemeRead:
    text = (COURSES / "scheme.yaml").read_text(encoding="utf-8")
    read, problems = read_scheme("courses/scheme.yaml", text)
    assert not problems, "\n".join(map(str, problems))
    assert read
    return read


def test_facts_are_sound() -> None:
    assert not read_shelf(COURSES).problems


@pytest.mark.parametrize("slug", SLUGS)
class TestShippedCourse:
    def test_passes_its_check(self, packages: dict[str, CheckedPackage], slug: str) -> None:
        problems = [str(problem) for problem in packages[slug].problems]
        assert packages[slug].is_sound, "\n".join([f"courses/{slug}:", *problems])

    def test_has_everything_in_english_too(self, slug: str) -> None:
        written = [p for p in (COURSES / slug).rglob("*.md") if not p.name.endswith(".en.md")]
        lacking = [p.name for p in written if not p.with_name(f"{p.stem}.en.md").is_file()]
        assert written
        assert not lacking, f"courses/{slug}: translate these: {lacking}"

    def test_is_known_to_the_scheme(self, scheme: SchemeRead, slug: str) -> None:
        declared = {course["slug"] for course in scheme.rules["courses"]}
        assert slug in declared, f"declare {slug} under `courses` in courses/scheme.yaml"


class TestScheme:
    def test_the_base_permit_can_be_earned(self, scheme: SchemeRead) -> None:
        rules = scheme_from(scheme.rules)
        base = rules.certifications_by_code[BASE_PERMIT]
        assert not is_coming(base, rules, SLUGS), "every course that the base permit asks for ships"
