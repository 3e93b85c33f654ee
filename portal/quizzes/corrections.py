"""Which questions of a quiz changed since attempts at it were taken, or were marked again."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import String, bindparam, false, select, true, union_all

from portal.catalogue.content import EXAM, REFRESH, Question, RevisionContent
from portal.catalogue.queries import get_content
from portal.kernel.db import db
from portal.quizzes.correcting import Change, Correction, correct
from portal.quizzes.models import Attempt
from portal.quizzes.remark_models import Remark

#: SQL, with the parameters that `asked_for` gives
OF_QUIZ: Final = (
    (Attempt.course_slug == bindparam("course"))
    & Attempt.quiz.in_(bindparam("quizzes", type_=String(), expanding=True))
    & Attempt.handed_in_at.is_not(None)
)
#: of all quizzes of a course: those that attempts were taken on, and those that they were marked again by
_REVISIONS: Final = union_all(
    select(Attempt.quiz, Attempt.revision_id.label("id"), true().label("is_taken"))
    .where(Attempt.course_slug == bindparam("course"), Attempt.handed_in_at.is_not(None))
    .distinct(),
    select(Remark.quiz, Remark.revision_id, false())
    .where(Remark.course_slug == bindparam("course"))
    .distinct(),
).order_by("quiz", "id")


@dataclass(frozen=True, slots=True)
class Past:
    """`corrections`: by revision that attempts were taken on, the questions that changed since it, or since they were
    marked again. `same`: by question, the revisions whose key is today's."""

    corrections: Mapping[int, Mapping[str, Correction]]
    same: Mapping[str, frozenset[int]]

    def has_todays_key(self, mark: Mapping[str, Any], question: str, revision_id: int) -> bool:
        """Whether a question of an attempt on a revision was marked, or looked at again, under today's key."""
        return mark.get("revision", revision_id) in self.same.get(question, ())


def marked_with(name: str) -> tuple[str, ...]:
    """The quizzes whose attempts were asked a quiz's questions: what a change asks is drawn from the exam's."""
    return (EXAM, REFRESH) if name == EXAM else (name,)


def asked_for(content: RevisionContent, name: str) -> dict[str, Any]:
    """The parameters of `OF_QUIZ`."""
    return {"course": content.course.slug, "quizzes": list(marked_with(name))}


def read_past(content: RevisionContent, name: str) -> Past:
    """One statement, and each revision's own once."""
    return past_of(content, name, list_revisions_of(content))


def list_revisions_of(content: RevisionContent) -> Sequence[Any]:
    return db.session.execute(_REVISIONS, {"course": content.course.slug}).all()


def past_of(content: RevisionContent, name: str, of_course: Sequence[Any]) -> Past:
    quizzes = marked_with(name)
    rows = sorted((row for row in of_course if row.quiz in quizzes), key=lambda row: row.id)
    newer = _questions(content, name)
    asked = {row.id: _questions(get_content(row.id), name) for row in rows}
    same: defaultdict[str, set[int]] = defaultdict(set)
    other: defaultdict[str, set[int]] = defaultdict(set)
    for revision_id, questions in asked.items():
        for identity in questions.keys() & newer.keys():
            is_same = correct(questions[identity], newer[identity]).change is Change.NONE
            (same if is_same else other)[identity].add(revision_id)
    used = {row.id for row in rows if not row.is_taken}
    moved = {identity for identity, ids in other.items() if ids & used}
    corrections = {
        row.id: changed
        for row in rows
        if row.is_taken and (changed := _changed(asked[row.id], newer, moved))
    }
    return Past(corrections, {identity: frozenset(ids) for identity, ids in same.items()})


def _changed(
    asked: Mapping[str, Question], newer: Mapping[str, Question], moved: Collection[str]
) -> dict[str, Correction]:
    """`moved`: whose key went away and came back; attempts may have been marked by the one between."""
    found = {}
    for name, question in asked.items():
        one = correct(question, newer.get(name))
        if one.change is not Change.NONE:
            found[name] = one
        elif name in moved:
            found[name] = Correction(Change.KEY, question)
    return found


def _questions(content: RevisionContent, name: str) -> dict[str, Question]:
    """By id; none where the revision has no such quiz."""
    quiz = content.find_quiz(name)
    return {question.id: question for question in quiz.questions} if quiz else {}
