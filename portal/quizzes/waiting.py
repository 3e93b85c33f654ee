"""How many attempts were marked by a key that was corrected since, and wait to be looked at."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select

from portal.catalogue.content import EXAM, REFRESH, Question, RevisionContent
from portal.kernel.db import db
from portal.quizzes.correcting import Change
from portal.quizzes.corrections import (
    OF_QUIZ,
    Past,
    asked_for,
    list_revisions_of,
    past_of,
    read_past,
)
from portal.quizzes.models import Attempt
from portal.quizzes.results import MARKS, with_results


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
        asked_for(content, name),
    ).one()
    waiting = {one for one, count in zip(waits, row[1:], strict=True) if count}
    questions = tuple(one for one in content.quiz(name).questions if one.id in waiting)
    return Waiting(row.attempts, questions, is_changed=True)


def list_corrected(content: RevisionContent) -> tuple[str, ...]:
    """The names of the course's quizzes of which attempts were marked by another key. One statement."""
    rows = list_revisions_of(content)
    names = dict.fromkeys(EXAM if row.quiz == REFRESH else row.quiz for row in rows)
    return tuple(name for name in names if _has_keys(past_of(content, name, rows)))


def _has_keys(past: Past) -> bool:
    every = (one for changed in past.corrections.values() for one in changed.values())
    return any(one.change is Change.KEY for one in every)


def _waits(question: str, revisions: list[int], same: frozenset[int]) -> ColumnElement[bool]:
    """SQL: the attempt was asked the question on one of these revisions, and not marked by a key that is the same."""
    marks = MARKS.element
    is_asked = marks[(question, "score")].as_float().is_not(None)
    marked_by = func.coalesce(marks[(question, "revision")].as_integer(), Attempt.revision_id)
    waits: ColumnElement[bool] = (
        Attempt.revision_id.in_(revisions) & is_asked & marked_by.not_in(same)
    )
    return waits
