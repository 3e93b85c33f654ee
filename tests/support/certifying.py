"""Rules and completions for tests of certification: stored as the portal stores them, on any day."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select

from portal.catalogue.models import Course, Revision
from portal.certification.loading import sync_scheme
from portal.certification.models import Certificate
from portal.certification.services import award_due
from portal.kernel.clock import VIETNAM, frozen
from portal.kernel.db import begin_writing, db
from portal.learning.models import CourseCompletion
from portal.quizzes.models import Attempt

RULES = """\
applies_from: 2023-01-01
courses:
  - {code: C02, slug: thiet-bi, title: {vi: Thiết bị, en: Devices}, minutes: 60, valid_months: 12}
  - {code: C04, slug: lua-dao, title: {vi: Lừa đảo, en: Scams}, minutes: 90, valid_months: 12}
  - {code: C09, slug: mini, title: {vi: Khóa thử, en: Trial course}, minutes: 10, valid_months: 12}
certifications:
  - code: P0
    title: {vi: Tình nguyện viên, en: Volunteer}
    activity: {vi: Được đi cùng, en: May shadow}
    requires: [C02, C04]
    validity_months: 12
"""


def at(day: str, hour: int = 9) -> datetime:
    """A moment of a day (2026-01-31) in Vietnam."""
    return datetime.combine(date.fromisoformat(day), time(hour), VIETNAM)


def load_rules(folder: Path, text: str = RULES) -> None:
    begin_writing()
    path = folder / "scheme.yaml"
    path.write_text(text, encoding="utf-8")
    sync_scheme(path)
    db.session.commit()


def offer(*slugs: str) -> None:
    """Let courses be published, if by an empty revision."""
    begin_writing()
    for slug in slugs:
        _revision(slug)
    db.session.commit()


def complete(person_id: UUID, *slugs: str, on: str) -> None:
    """A passed attempt and the completion it brings, on a day; nothing is awarded for it."""
    begin_writing()
    for slug in slugs:
        moment = at(on)
        attempt = Attempt(
            person_id=person_id,
            course_slug=slug,
            revision_id=_revision(slug),
            number=_attempts(person_id, slug) + 1,
            started_at=moment - timedelta(minutes=10),
            draw=[],
            handed_in_at=moment,
            score=1.0,
            is_passed=True,
            marks={},
            receipt="TEST-TEST",
        )
        db.session.add(attempt)
        db.session.flush()
        completion = CourseCompletion(
            person_id=person_id,
            course_slug=slug,
            revision_id=attempt.revision_id,
            attempt_id=attempt.id,
            completed_on=moment.date(),
            completed_at=moment,
        )
        db.session.add(completion)
    db.session.commit()


def certify(
    person_id: UUID, on: str, slugs: Sequence[str] = ("thiet-bi", "lua-dao")
) -> Certificate:
    """Complete courses on a day and be awarded what falls due, as it happened then."""
    complete(person_id, *slugs, on=on)
    begin_writing()
    with frozen(at(on)):
        issued = award_due(person_id=person_id, on=date.fromisoformat(on))
    db.session.commit()
    assert len(issued) == 1
    return issued[0]


def _attempts(person_id: UUID, slug: str) -> int:
    statement = select(func.count()).where(
        Attempt.person_id == person_id, Attempt.course_slug == slug
    )
    return db.session.scalar(statement) or 0


def _revision(slug: str) -> int:
    found = db.session.scalar(select(Revision.id).where(Revision.course_slug == slug).limit(1))
    if found:
        return found
    moment = at("2023-01-01")
    db.session.add(Course(slug=slug, created_at=moment))
    db.session.flush()
    revision = Revision(course_slug=slug, number=1, digest=slug, manifest={}, published_at=moment)
    db.session.add(revision)
    db.session.flush()
    return revision.id
