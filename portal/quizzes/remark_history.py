"""What was marked again: of one attempt for its reader, of a quiz for its trainers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, case, func, select

from portal.catalogue.content import RevisionContent
from portal.catalogue.queries import get_content
from portal.kernel.db import db
from portal.people.models import Person
from portal.quizzes.correcting import Correction, correct
from portal.quizzes.records import AttemptRecord
from portal.quizzes.remark_models import AttemptRemark, Remark

_OF_ATTEMPT: Final = (
    select(
        Remark.made_at,
        Remark.reason,
        AttemptRemark.score_before,
        AttemptRemark.is_passed_before,
        AttemptRemark.score,
        AttemptRemark.is_passed,
        AttemptRemark.is_spared,
    )
    .join(Remark, Remark.id == AttemptRemark.remark_id)
    .where(AttemptRemark.attempt_id == bindparam("attempt"))
    .order_by(AttemptRemark.number)
)


@dataclass(frozen=True, slots=True)
class RemarkOfAttempt:
    """Scores are shares, 0–1. `is_spared`: the corrected key would have given less, and was not taken."""

    made_at: datetime
    reason: str
    score_before: float
    is_passed_before: bool
    score: float
    is_passed: bool
    is_spared: bool

    @property
    def is_as_before(self) -> bool:
        return (self.score, self.is_passed) == (self.score_before, self.is_passed_before)


@dataclass(frozen=True, slots=True)
class RemarkOfQuiz:
    """An act. `revision`: the number of the one whose keys were used; attempts by what came of them."""

    id: UUID
    made_at: datetime
    made_by: str
    reason: str
    revision: int
    takes_away: bool
    attempts: int
    passes: int
    fails: int
    others: int


def list_remarks_of(attempt: AttemptRecord) -> tuple[RemarkOfAttempt, ...]:
    """The first one first. No statement where there are none, else one."""
    if not attempt.times_remarked:
        return ()
    rows = db.session.execute(_OF_ATTEMPT, {"attempt": attempt.id})
    return tuple(RemarkOfAttempt(*row) for row in rows)


def corrections_of(
    attempt: AttemptRecord, content: RevisionContent, name: str
) -> Mapping[str, Correction]:
    """Of the questions that were looked at again: as asked, with the key they were looked at under."""
    asked = {question.id: question for question in content.quiz(name).questions}
    found = {}
    for identity, mark in (attempt.marks or {}).items():
        if "revision" in mark:
            newer = get_content(mark["revision"]).find_quiz(name)
            by_id = {question.id: question for question in newer.questions} if newer else {}
            found[identity] = correct(asked[identity], by_id.get(identity))
    return found


def list_remarks(course_slug: str, name: str) -> tuple[RemarkOfQuiz, ...]:
    """Whatever was marked again of a quiz, the latest first. One statement."""
    now, before = AttemptRemark.is_passed, AttemptRemark.is_passed_before
    is_other = AttemptRemark.score != AttemptRemark.score_before
    rows = db.session.execute(
        select(
            Remark.id,
            Remark.made_at,
            Person.full_name,
            Remark.reason,
            Remark.revision_id,
            Remark.takes_away,
            func.count(AttemptRemark.attempt_id),
            func.count(case((now & ~before, 1))),
            func.count(case((~now & before, 1))),
            func.count(case(((now == before) & is_other, 1))),
        )
        .join(Person, Person.id == Remark.made_by)
        .outerjoin(AttemptRemark, AttemptRemark.remark_id == Remark.id)
        .where(Remark.course_slug == course_slug, Remark.quiz == name)
        .group_by(Remark.id, Person.full_name)
        .order_by(Remark.made_at.desc())
    )
    found = []
    for row in rows:
        values: list[Any] = list(row)
        values[4] = get_content(values[4]).number
        found.append(RemarkOfQuiz(*values))
    return tuple(found)


def count_attempts(remark_id: UUID) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(AttemptRemark)
            .where(AttemptRemark.remark_id == remark_id)
        )
        or 0
    )


def count_remarks(course_slug: str) -> int:
    """How often attempts at any quiz of a course were marked again."""
    counted = select(func.count()).select_from(Remark).where(Remark.course_slug == course_slug)
    return db.session.scalar(counted) or 0
