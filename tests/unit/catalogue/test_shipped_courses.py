"""The courses that ship with the portal are sound."""

from pathlib import Path

import pytest

from portal.catalogue.checks import check_folder, read_shelf

COURSES = Path(__file__).parents[3] / "courses"
SHELF = read_shelf(COURSES)


def test_facts_are_sound() -> None:
    assert SHELF.problems == ()
    assert SHELF.facts


@pytest.mark.parametrize("slug", ["an-toan-thiet-bi", "nhan-dien-lua-dao"])
def test_a_shipped_course_passes_its_check(slug: str) -> None:
    checked = check_folder(COURSES / slug, SHELF)
    assert [str(problem) for problem in checked.problems] == []
    assert checked.package is not None
    assert checked.package.exam is not None
    assert {"vi", "en"} <= set(checked.package.titles)
