"""The shipped courses are sound, whole in both languages, and fit the scheme."""

from pathlib import Path

import pytest

from portal.catalogue.checks import CheckedPackage, check_folder, read_shelf
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
    def test_certifies_only_what_can_be_learnt(self, scheme: SchemeRead) -> None:
        slug_of = {course["code"]: course["slug"] for course in scheme.rules["courses"]}
        for certification in scheme.rules["certifications"]:
            for requirement in certification["requires"]:
                for code in codes_in(requirement) & slug_of.keys():
                    assert slug_of[code] in SLUGS, (
                        f"{certification['code']} asks for {code}, which has no package: write"
                        f" courses/{slug_of[code]}, or let it be required once it is there"
                    )


def codes_in(requirement: object) -> set[str]:
    """Every course or certification code that a requirement names, however nested."""
    if isinstance(requirement, str):
        return {requirement}
    if isinstance(requirement, dict):
        return set().union(*map(codes_in, requirement.values()))
    if isinstance(requirement, list | tuple):
        return set().union(*map(codes_in, requirement))
    return set()
