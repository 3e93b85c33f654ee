"""What an invented person did on the way to their standing: lessons, exams, completions, certificates. Pure.

Every fact rests on the one before, as the services would have made it: a certificate on completions, a completion
on a passed attempt, the attempt on lessons that were marked as done.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Final
from uuid import UUID

from portal.catalogue.content import RevisionContent
from portal.certification.awarding import find_certificate_due
from portal.certification.facts import CompletionFact, Fact
from portal.certification.records import evidence_from
from portal.certification.scheme import Scheme
from portal.demonstration.exams import Row, SatExam, sit_exam
from portal.demonstration.stories import completions_for, lessons_begun
from portal.kernel.clock import VIETNAM
from portal.learning.records import lesson_key

#: of how many passed exams that a failed attempt came before
_FAILED_BEFORE: Final = 0.15
#: lessons read one after another
_AN_EVENING: Final = 3


@dataclass(frozen=True)
class Ground:
    """What the facts stand on: the rules, the courses of the permit in order, and the day."""

    scheme: Scheme
    scheme_version_id: int
    courses: tuple[RevisionContent, ...]
    #: slug → months for which a completion counts
    months: Mapping[str, int]
    today: date
    new_serial: Callable[[], str]


@dataclass
class LearningRows:
    """Rows by table, in the order in which they refer to each other."""

    enrolments: list[Row] = field(default_factory=list)
    lessons: list[Row] = field(default_factory=list)
    attempts: list[Row] = field(default_factory=list)
    responses: list[Row] = field(default_factory=list)
    completions: list[Row] = field(default_factory=list)
    certificates: list[Row] = field(default_factory=list)


def learn(rows: LearningRows, ground: Ground, person_id: UUID, story: str, chance: Random) -> None:
    """Add everything that a person with this story did."""
    by_slug = {content.course.slug: content for content in ground.courses}
    exams: dict[str, list[SatExam]] = {slug: [] for slug in by_slug}
    facts: tuple[Fact, ...] = ()
    for done in completions_for(story, ground.months, ground.today, chance):
        content, sat = by_slug[done.course], exams[done.course]
        passed_at = _evening(done.on, chance)
        if not sat:
            _read_lessons(rows, content, person_id, len(content.lessons), passed_at, chance)
        if chance.random() < _FAILED_BEFORE:
            failed_at = passed_at - timedelta(hours=chance.randint(1, 3))
            sat.append(sit_exam(content, person_id, sat, failed_at, False, chance))
        sat.append(sit_exam(content, person_id, sat, passed_at, True, chance))
        completion = _completion(sat[-1].attempt, done.on, chance)
        rows.completions.append(completion)
        facts = (*facts, CompletionFact(str(completion["id"]), done.course, done.on))
        facts = _award(rows, ground, person_id, facts, passed_at)
    for sat in exams.values():
        rows.attempts += [exam.attempt for exam in sat]
        rows.responses += [response for exam in sat for response in exam.responses]
    _begin_next(rows, ground, person_id, story, exams, chance)


def _begin_next(
    rows: LearningRows,
    ground: Ground,
    person_id: UUID,
    story: str,
    exams: dict[str, list[SatExam]],
    chance: Random,
) -> None:
    """The lessons of a course that is under way."""
    begun = next((content for content in ground.courses if not exams[content.course.slug]), None)
    if begun is None:
        return
    count = lessons_begun(story, len(begun.lessons), chance)
    last_at = _evening(ground.today - timedelta(days=chance.randint(1, 5)), chance)
    _read_lessons(rows, begun, person_id, count, last_at, chance)


def _read_lessons(
    rows: LearningRows,
    content: RevisionContent,
    person_id: UUID,
    count: int,
    before: datetime,
    chance: Random,
) -> None:
    """So many lessons of a course, three an evening, in the days before a moment."""
    if not count:
        return
    owner = {"person_id": person_id, "course_slug": content.course.slug}
    pause = chance.randint(2, 12)
    lessons = content.lessons[:count]
    times = [
        timedelta(minutes=lesson.minutes + pause) if place % _AN_EVENING else timedelta(hours=pause)
        for place, lesson in enumerate(lessons)
    ]
    moments = list(accumulate(times, initial=before - sum(times, timedelta(hours=1))))
    rows.enrolments.append({**owner, "enrolled_at": moments[0]})
    rows.lessons += [
        {
            **owner,
            "lesson": lesson_key(lesson),
            "revision_id": content.revision_id,
            "completed_at": moment,
        }
        for lesson, moment in zip(lessons, moments[1:], strict=True)
    ]


def _completion(attempt: Row, on: date, chance: Random) -> Row:
    return {
        "id": UUID(int=chance.getrandbits(128), version=4),
        "person_id": attempt["person_id"],
        "course_slug": attempt["course_slug"],
        "revision_id": attempt["revision_id"],
        "attempt_id": attempt["id"],
        "completed_on": on,
        "completed_at": attempt["handed_in_at"],
    }


def _award(
    rows: LearningRows, ground: Ground, person_id: UUID, facts: Sequence[Fact], at: datetime
) -> tuple[Fact, ...]:
    """Whatever the rule says is due after a completion, as `certification.services` would issue it."""
    known = tuple(facts)
    while due := find_certificate_due(known, ground.scheme, at.astimezone(VIETNAM).date()):
        serial = ground.new_serial()
        rows.certificates.append(
            {
                "serial": serial,
                "person_id": person_id,
                "certification": due.certification.code,
                "cycle": due.cycle,
                "issued_on": due.issued_on,
                "expires_on": due.expires_on,
                "scheme_version_id": ground.scheme_version_id,
                "evidence": evidence_from(due.evidence),
                "issued_at": at,
            }
        )
        known = (*known, due.issued_as(serial))
    return known


def _evening(day: date, chance: Random) -> datetime:
    """A moment after work, in Vietnam."""
    hour, minute = chance.randint(18, 21), chance.randint(0, 59)
    return datetime.combine(day, time(hour, minute), VIETNAM)
