"""Of whom it must be judged whether a permit is due to them: everybody else lacks something that it asks for."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, false, or_, select

from portal.certification.decision_models import Ruling, SignOff
from portal.certification.models import Certificate
from portal.certification.scheme import (
    Certification,
    CourseRequirement,
    OneOfRequirement,
    Requirement,
    SignOffRequirement,
    SingleRequirement,
)
from portal.learning.models import CourseCompletion
from portal.people.models import Person


def may_be_awarded(permits: Iterable[Certification]) -> ColumnElement[bool]:
    """SQL about a person: there is a fact for each thing that one of these permits asks for, if one that has ended.

    A permit that another asks for must be held, or be one of these too: then its own facts are looked for.
    """
    fulfilled = (
        and_(*(_is_there(asked, permit.code) for asked in permit.requires)) for permit in permits
    )
    return or_(false(), *fulfilled)


def _is_there(requirement: Requirement, permit: str) -> ColumnElement[bool]:
    if isinstance(requirement, OneOfRequirement):
        return or_(*(_is_there(option, permit) for option in requirement.options))
    waived = select(Ruling.person_id).where(
        Ruling.kind == "waived",
        Ruling.certification == permit,
        Ruling.requirement == requirement.code,
    )
    return Person.id.in_(waived) | _is_done(requirement)


def _is_done(requirement: SingleRequirement) -> ColumnElement[bool]:
    if isinstance(requirement, CourseRequirement):
        slug = requirement.course.slug
        elsewhere = select(Ruling.person_id).where(
            Ruling.kind == "equivalent", Ruling.course_slug == slug
        )
        completed = select(CourseCompletion.person_id).where(CourseCompletion.course_slug == slug)
        return Person.id.in_(completed) | Person.id.in_(elsewhere)
    if isinstance(requirement, SignOffRequirement):
        passed = select(SignOff.person_id).where(
            SignOff.list_code == requirement.code, SignOff.is_passed.is_(True)
        )
        return Person.id.in_(passed)
    held = select(Certificate.person_id).where(Certificate.certification == requirement.code)
    return Person.id.in_(held)
