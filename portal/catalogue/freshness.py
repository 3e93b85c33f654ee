"""Which lessons teach a fact that it is time to look at again. They may be published: readers are told."""

from collections.abc import Mapping
from datetime import date

from portal.catalogue.facts import Fact
from portal.catalogue.package import CoursePackage
from portal.catalogue.problems import Problem


def overdue_facts(
    package: CoursePackage, facts: Mapping[str, Fact], today: date
) -> tuple[Problem, ...]:
    """A notice for each lesson and fact, at the line that names it, in the order of lessons."""
    return tuple(
        Problem(
            lesson.path,
            lesson.lines.get("facts", 1),
            "fact_overdue",
            {"fact": name, "day": facts[name].due_on},
        )
        for lesson in package.lessons
        for name in lesson.facts
        if name in facts and facts[name].is_overdue(today)
    )
