"""Which questions of a quiz changed since attempts at it, and how many attempts wait to be marked by today's key."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, case, false, func, or_, select, true, union_all

from portal.catalogue.content import Question, RevisionContent
from portal.catalogue.queries import get_content
from portal.kernel.db import db
from portal.quizzes.correcting import Change, Correction, correct
from portal.quizzes.models import Attempt
from portal.quizzes.remark_models import Remark
from portal.quizzes.results import MARKS, with_results

#: SQL, with the parameters `course` and `quiz`
OF_QUIZ: Final = (
    (Attempt.course_slug == bindparam("course"))
    & (Attempt.quiz == bindparam("quiz"))
    & Attempt.handed_in_at.is_not(None)
)
#: those that attempts were taken on, and those that they were marked again by
_REVISIONS: Final = union_all(
    select(Attempt.revision_id.label("id"), true().label("is_taken")).where(OF_QUIZ).distinct(),
    select(Remark.revision_id, false())
    .where(Remark.course_slug == bindparam("course"), Remark.quiz == bindparam("quiz"))
    .distinct(),
).order_by("id")


@dataclass(frozen=True, slots=True)
class Waiting:
    """`attempts` were marked by a key that one of the `questions`, as they are now, does not have any more."""

    attempts: int = 0
    questions: tuple[Question, ...] = ()
    #: whether anything else than keys changed too, or nothing but that
    is_changed: bool = False


def count_waiting(content: RevisionContent, name: str, *, actor_id: UUID) -> Waiting:
    """Without the actor's own. One statement, and another where keys were corrected."""
    past = read_past(content, name)
    revisions: defaultdict[str, list[int]] = defaultdict(list)
    for revision_id, changed in past.corrections.items():
        for identity, correction in changed.items():
            if correction.change is Change.KEY:
                revisions[identity].append(revision_id)
    if not revisions:
        return Waiting(is_changed=bool(past.corrections))
    waits = {
        one: _waits(one, ids, past.same.get(one, frozenset())) for one, ids in revisions.items()
    }
    row = db.session.execute(
        with_results(
            select(
                func.count(case((or_(*waits.values()), 1))).label("attempts"),
                *(func.count(case((one, 1))) for one in waits.values()),
            )
            .select_from(Attempt)
            .where(OF_QUIZ, Attempt.person_id != actor_id)
        ),
        {"course": content.course.slug, "quiz": name},
    ).one()
    waiting = {one for one, count in zip(waits, row[1:], strict=True) if count}
    questions = tuple(one for one in content.quiz(name).questions if one.id in waiting)
    return Waiting(row.attempts, questions, is_changed=True)


def _waits(question: str, revisions: list[int], same: frozenset[int]) -> ColumnElement[bool]:
    """SQL: the attempt was asked the question on one of these revisions, and it was not looked at since."""
    marks = MARKS.element
    is_asked = marks[(question, "score")].as_float().is_not(None)
    looked_at = func.coalesce(marks[(question, "revision")].as_integer(), 0)
    waits: ColumnElement[bool] = (
        Attempt.revision_id.in_(revisions) & is_asked & looked_at.not_in(same)
    )
    return waits


@dataclass(frozen=True, slots=True)
class Past:
    """`corrections`: by revision that attempts were taken on, the questions that changed since it. `same`: by
    question, the revisions that attempts were marked again by, and whose key is today's."""

    corrections: Mapping[int, Mapping[str, Correction]]
    same: Mapping[str, frozenset[int]]

    def is_looked_at(self, mark: Mapping[str, Any], question: str) -> bool:
        """Whether a question's mark was decided about already, under the key that it has today."""
        return mark.get("revision") in self.same.get(question, ())


def read_past(content: RevisionContent, name: str) -> Past:
    """One statement, and each revision's own once."""
    asked_of = {"course": content.course.slug, "quiz": name}
    rows = db.session.execute(_REVISIONS, asked_of).all()
    newer = _questions(content, name)
    corrections = {
        row.id: changed
        for row in rows
        if row.is_taken and (changed := _changed(_questions(get_content(row.id), name), newer))
    }
    same: defaultdict[str, set[int]] = defaultdict(set)
    for row in rows:
        if not row.is_taken:
            then = _questions(get_content(row.id), name)
            for identity in then.keys() & newer.keys():
                if correct(then[identity], newer[identity]).change is Change.NONE:
                    same[identity].add(row.id)
    return Past(corrections, {identity: frozenset(ids) for identity, ids in same.items()})


def _changed(asked: Mapping[str, Question], newer: Mapping[str, Question]) -> dict[str, Correction]:
    found = {name: correct(question, newer.get(name)) for name, question in asked.items()}
    return {name: one for name, one in found.items() if one.change is not Change.NONE}


def _questions(content: RevisionContent, name: str) -> dict[str, Question]:
    """None where the revision has no such quiz."""
    quiz = content.find_quiz(name)
    return {question.id: question for question in quiz.questions} if quiz else {}
