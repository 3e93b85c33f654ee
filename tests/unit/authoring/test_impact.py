"""Whom a new revision concerns: counted by unit, with the people behind each number."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from portal.authoring.impact import NO_UNIT, Concern, asks_for, list_concerned, read_impact
from portal.catalogue.queries import get_current_content
from portal.certification.scheme import CourseRequirement, OneOfRequirement, SchemeCourse
from portal.kernel.db import begin_writing, db
from portal.kernel.errors import NotFound
from portal.learning.services import complete_lesson, start_exam
from portal.people.models import Person
from tests.support.certifying import RULES, certify, load_rules
from tests.support.making import Maker

TODAY = date(2026, 6, 1)
RULES_WITH_MINI = RULES.replace("requires: [C02, C04]", "requires: [C09]")


def begin(person: Person, *, exam: bool = False) -> None:
    begin_writing()
    content = get_current_content("mini")
    lessons = content.lessons if exam else content.lessons[:1]
    for lesson in lessons:
        complete_lesson(person_id=person.id, content=content, lesson=lesson)
    if exam:
        start_exam(person_id=person.id, course_slug="mini")
    db.session.commit()


@pytest.fixture
def people(make: Maker, tmp_path: Path) -> dict[str, Any]:
    load_rules(tmp_path, RULES_WITH_MINI)
    make.course()
    near, far = make.unit("1", "An"), make.unit("2", "Bình")
    team, other = make.team(near), make.team(far)
    found = {
        "reader": make.person("Lê Văn An", team=team),
        "sitter": make.person("Lê Văn Ba", team=team),
        "holder": make.person("Lê Văn Ca", team=other),
        "lapsed": make.person("Lê Văn Du", team=other),
        "alone": make.person("Lê Văn Em"),
        "idle": make.person("Lê Văn Giang", team=team),
    }
    begin(found["reader"])
    begin(found["sitter"], exam=True)
    begin(found["alone"])
    begin(found["holder"])
    certify(found["holder"].id, "2026-01-10", ["mini"])
    certify(found["lapsed"].id, "2024-01-10", ["mini"])
    return found


def names(concern: Concern, **more: Any) -> list[str]:
    return [row.full_name for row in list_concerned("mini", concern, TODAY, **more).rows]


@pytest.mark.usefixtures("people")
class TestImpact:
    def test_counts_each_reason(self) -> None:
        impact = read_impact("mini", TODAY)
        total = impact.total
        assert (total.in_progress, total.sitting, total.holders) == (3, 1, 1)
        assert impact.permits == ("P0",)
        assert impact.refresh_by == date(2026, 7, 31)

    def test_says_which_units(self) -> None:
        rows = {
            row.unit.name if row.unit else None: row.counts
            for row in read_impact("mini", TODAY).rows
        }
        assert {name: (c.in_progress, c.sitting, c.holders) for name, c in rows.items()} == {
            "An": (2, 1, 0),
            "Bình": (0, 0, 1),
            None: (1, 0, 0),
        }

    def test_names_the_people_behind_each_number(self) -> None:
        assert names(Concern.IN_PROGRESS, unit="1") == ["Lê Văn An", "Lê Văn Ba"]
        assert names(Concern.IN_PROGRESS, unit=NO_UNIT) == ["Lê Văn Em"]
        assert names(Concern.SITTING) == ["Lê Văn Ba"]
        assert names(Concern.HOLDER) == ["Lê Văn Ca"]
        assert names(Concern.HOLDER, unit="1") == []

    @pytest.mark.parametrize("page", [0, 2], ids=["before", "after"])
    def test_a_page_that_is_not_there_is_not_found(self, page: int) -> None:
        with pytest.raises(NotFound):
            read_impact("mini", TODAY, page=page)
        with pytest.raises(NotFound):
            list_concerned("mini", Concern.HOLDER, TODAY, page=page)

    def test_three_statements_once_the_forecast_is_known(self, statements: Any) -> None:
        read_impact("mini", TODAY)
        with statements() as seen:
            read_impact("mini", TODAY)
        assert len(seen) == 3, seen


def test_a_course_nobody_knows_concerns_nobody(context: Any) -> None:
    impact = read_impact("mini", TODAY)
    assert (bool(impact.total), impact.rows, impact.pages) == (False, (), 1)


def test_one_of_several_courses_counts() -> None:
    course = CourseRequirement(SchemeCourse("C1", "mini", {}, 1, 12))
    assert asks_for([OneOfRequirement((course,))], "mini")
    assert not asks_for([course], "khac")
