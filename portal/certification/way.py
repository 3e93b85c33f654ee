"""The shortest way to a permit: the courses left, those of the permits that it rests on first. Pure."""

from collections.abc import Iterable, Mapping

from portal.certification.records import StandingRow
from portal.certification.scheme import (
    CertificationRequirement,
    CourseRequirement,
    OneOfRequirement,
    Requirement,
    SchemeCourse,
)

Rows = Mapping[str, StandingRow]


def courses_left(row: StandingRow, rows: Iterable[StandingRow]) -> tuple[SchemeCourse, ...]:
    """Each once, in the order in which they can be taken. `rows`: the person's standings in all permits."""
    return _of(row.missing, {one.certification: one for one in rows})


def _of(missing: Iterable[Requirement], rows: Rows) -> tuple[SchemeCourse, ...]:
    parts = sorted(missing, key=lambda one: not isinstance(one, CertificationRequirement))
    found = {course.code: course for part in parts for course in _of_one(part, rows)}
    return tuple(found.values())


def _of_one(requirement: Requirement, rows: Rows) -> tuple[SchemeCourse, ...]:
    if isinstance(requirement, CourseRequirement):
        return (requirement.course,)
    if isinstance(requirement, CertificationRequirement):
        row = rows.get(requirement.code)
        return _of(row.missing, rows) if row else ()
    if isinstance(requirement, OneOfRequirement):
        ways = [_of_one(option, rows) for option in requirement.options]
        return min(ways, key=lambda way: sum(course.minutes for course in way), default=())
    return ()
