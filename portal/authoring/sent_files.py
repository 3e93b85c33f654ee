"""Reads of what was sent to be taken into a draft."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from portal.authoring.models import DraftImport
from portal.authoring.queries import list_files
from portal.catalogue.exchange.keeping import lessons_kept, questions_kept
from portal.catalogue.exchange.outcome import Outcome
from portal.catalogue.exchange.word_lessons import WordLessons
from portal.kernel.db import db
from portal.kernel.errors import NotFound

_QUIZZES: Final = ("exam.md", "quiz.md")


@dataclass(frozen=True, slots=True)
class SentQuestions:
    """`outcome` is None where they were taken over already."""

    id: UUID
    path: str
    file_name: str
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class SentLessons:
    """`lessons` is None where they were taken over already."""

    id: UUID
    file_name: str
    lessons: WordLessons | None


def list_quizzes(draft_id: UUID) -> tuple[str, ...]:
    """The paths of the draft's quizzes in their original language, the exam's first."""
    paths = (file.path for file in list_files(draft_id) if file.is_text)
    quizzes = [path for path in paths if path.rpartition("/")[2] in _QUIZZES]
    return tuple(sorted(quizzes, key=lambda path: ("/" in path, path)))


def get_sent_questions(person_id: UUID, draft_id: UUID, import_id: UUID) -> SentQuestions:
    """One's own; NotFound otherwise."""
    row = get_import(person_id, draft_id, import_id, of_lessons=False)
    outcome = questions_kept(row.kept) if row.kept is not None else None
    return SentQuestions(row.id, row.path, row.file_name, outcome)


def get_sent_picture(person_id: UUID, draft_id: UUID, import_id: UUID, name: str) -> bytes:
    """A picture of one's own questions that are not taken over yet; NotFound otherwise."""
    outcome = get_sent_questions(person_id, draft_id, import_id).outcome
    for question in outcome.questions if outcome else ():
        for one in question.attachments:
            if one.name == name:
                return one.content
    raise NotFound(upload=import_id, picture=name)


def get_sent_lessons(person_id: UUID, draft_id: UUID, import_id: UUID) -> SentLessons:
    """One's own; NotFound otherwise."""
    row = get_import(person_id, draft_id, import_id, of_lessons=True)
    lessons = lessons_kept(row.kept) if row.kept is not None else None
    return SentLessons(row.id, row.file_name, lessons)


def get_import(
    person_id: UUID, draft_id: UUID, import_id: UUID, *, of_lessons: bool, lock: bool = False
) -> DraftImport:
    """One's own of a kind, held until the transaction ends with `lock`; NotFound otherwise."""
    wanted = select(DraftImport).where(
        DraftImport.id == import_id,
        DraftImport.draft_id == draft_id,
        DraftImport.sent_by == person_id,
    )
    row = db.session.scalars(wanted.with_for_update() if lock else wanted).first()
    if row is None or (row.path == "") != of_lessons:
        raise NotFound(upload=import_id)
    return row
