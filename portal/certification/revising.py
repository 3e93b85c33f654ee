"""Major revisions: who completed a course before must answer what is new, within the permits' grace."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from portal.audit.services import record
from portal.certification.errors import ExtensionIntoThePast
from portal.certification.facts import RevisionFact
from portal.certification.forecasting import forecast_alone, settle
from portal.certification.ledger import read_ledger
from portal.certification.predicting import Change
from portal.certification.scheme import CourseRequirement, Scheme, single_requirements
from portal.kernel import clock
from portal.kernel.db import db
from portal.learning.models import CourseRevised


def ask_to_refresh(
    *,
    course_slug: str,
    revision_id: int | None = None,
    refresh_by: date | None = None,
    actor_id: UUID | None = None,
) -> date:
    """From today whoever completed a course must answer what is new in it; the last day to do so.

    `refresh_by`: unless given, the shortest grace among the permits that ask for the course. Asked again on the
    same day it stays as it was. The spans of those it turns are stored (`forecasting.py`). Raises ExtensionIntoThePast.
    """
    today = clock.today()
    scheme = read_ledger([], today).scheme
    last_day = refresh_by or today + timedelta(days=grace_days(scheme, course_slug))
    if last_day < today:
        raise ExtensionIntoThePast(until=last_day)
    earlier = db.session.scalar(
        select(CourseRevised.refresh_by).where(
            CourseRevised.course_slug == course_slug, CourseRevised.revised_on == today
        )
    )
    if earlier:
        return earlier
    found = forecast_alone(revision_change(course_slug, today, last_day))
    db.session.add(
        CourseRevised(
            course_slug=course_slug,
            revised_on=today,
            refresh_by=last_day,
            revision_id=revision_id,
            made_by=actor_id,
            made_at=clock.now(),
        )
    )
    record(
        actor_id=actor_id,
        action="course.revised",
        subject=course_slug,
        refresh_by=last_day.isoformat(),
    )
    db.session.flush()
    settle(found)
    return last_day


def revision_change(course_slug: str, on: date, refresh_by: date) -> Change:
    """What asking whoever completed a course before a day to answer what is new would be."""
    return Change(on, facts=(RevisionFact("revised-next", course_slug, on, refresh_by),))


def grace_days(scheme: Scheme | None, course_slug: str) -> int:
    """Days, the fewest among the permits that ask for a course; 60 where none does."""
    graces = [
        certification.refresh_grace_days
        for certification in (scheme.certifications if scheme else ())
        for requirement in single_requirements(certification.requires)
        if isinstance(requirement, CourseRequirement) and requirement.course.slug == course_slug
    ]
    return min(graces, default=60)
