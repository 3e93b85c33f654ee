"""Search over the lessons that readers get now: one statement, with or without accents, ranked.

The engines differ in how they match and rank (migration 0002 makes what each needs); what is indexed, which
words are looked for, and what is made of the rows is the same.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, TextClause, text

from portal.catalogue.search_words import Piece, marked, passage_around, search_key, words_asked
from portal.kernel.db import db
from portal.kernel.text import tidy

#: lessons shown, and passages looked at for them
MOST_RESULTS: Final = 20
_MOST_PASSAGES: Final = 120
_LEAST_LETTERS: Final = 2
LONGEST_QUERY: Final = 200

_COLUMNS: Final = (
    "p.course_slug, p.module_id, p.lesson_id, p.course_title, p.lesson_title, p.anchor, p.heading,"
    " p.text, p.folded_heading, p.folded_text"
)
#: a word in a title or heading counts four times one in the text
_SQLITE: Final = f"""
    SELECT {_COLUMNS} FROM passage_search JOIN lesson_passage p ON p.id = passage_search.rowid
    WHERE passage_search MATCH :words AND p.language = :language
    ORDER BY bm25(passage_search, 4.0, 1.0), p.id LIMIT :most
"""  # noqa: S608 (only constants of this file)
_VECTOR: Final = (
    "(setweight(to_tsvector('simple', p.folded_heading), 'A')"
    " || setweight(to_tsvector('simple', p.folded_text), 'D'))"
)
_POSTGRESQL: Final = f"""
    SELECT {_COLUMNS} FROM lesson_passage p
    WHERE {_VECTOR} @@ to_tsquery('simple', :words) AND p.language = :language
    ORDER BY ts_rank('{{0.25, 0.25, 0.25, 1.0}}', {_VECTOR}, to_tsquery('simple', :words)) DESC, p.id
    LIMIT :most
"""  # noqa: S608 (only constants of this file)


class Answer(StrEnum):
    NOTHING_ASKED = "nothing_asked"
    TOO_SHORT = "too_short"
    NOTHING_FOUND = "nothing_found"
    FOUND = "found"


@dataclass(frozen=True, slots=True)
class FoundLesson:
    """A lesson and its best passage; `anchor` is empty where that stands before the first heading."""

    course_slug: str
    module_id: str
    lesson_id: str
    course_title: str
    title: tuple[Piece, ...]
    heading: tuple[Piece, ...]
    anchor: str
    passage: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Best first. `has_more`: further lessons were found than are shown."""

    answer: Answer
    lessons: tuple[FoundLesson, ...] = ()
    has_more: bool = False


def search_lessons(query: str, language: str) -> Found:
    """Lessons that hold all words of the query, as readers of a language see them."""
    query = tidy(query[:LONGEST_QUERY])
    words = words_asked(query)
    if not query:
        return Found(Answer.NOTHING_ASKED)
    if len("".join(words)) < _LEAST_LETTERS:
        return Found(Answer.TOO_SHORT)
    rows = db.session.execute(
        _statement(), {"words": _expression(words), "language": language, "most": _MOST_PASSAGES}
    )
    best = _best_by_lesson(_ranked(rows, query))
    lessons = tuple(_found(row, frozenset(words)) for row in best[:MOST_RESULTS])
    answer = Answer.FOUND if lessons else Answer.NOTHING_FOUND
    return Found(answer, lessons, has_more=len(best) > MOST_RESULTS)


def _statement() -> TextClause:
    return text(_SQLITE if _is_sqlite() else _POSTGRESQL)


def _expression(words: Iterable[str]) -> str:
    """All of the words. They are letters and digits only (search_words.py): nothing of a query's syntax."""
    return " AND ".join(f'"{word}"' for word in words) if _is_sqlite() else " & ".join(words)


def _is_sqlite() -> bool:
    return db.engine.dialect.name == "sqlite"


def _ranked(rows: Iterable[Row[Any]], query: str) -> list[Row[Any]]:
    """Before the engine's rank: the very words with their accents, then the words side by side."""
    written, folded = query.casefold(), search_key(query)
    has_accents = written != folded

    def worth(row: Row[Any]) -> tuple[bool, bool]:
        shown = f"{row.lesson_title}\n{row.heading}\n{row.text}".casefold()
        sides = f" {row.folded_heading} \n {row.folded_text} "
        return has_accents and written in shown, f" {folded} " in sides

    return sorted(rows, key=worth, reverse=True)


def _best_by_lesson(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    best: dict[tuple[str, str, str], Row[Any]] = {}
    for row in rows:
        best.setdefault((row.course_slug, row.module_id, row.lesson_id), row)
    return list(best.values())


def _found(row: Row[Any], words: Set[str]) -> FoundLesson:
    return FoundLesson(
        course_slug=row.course_slug,
        module_id=row.module_id,
        lesson_id=row.lesson_id,
        course_title=row.course_title,
        title=marked(row.lesson_title, words),
        heading=marked(row.heading, words),
        anchor=row.anchor,
        passage=passage_around(row.text, words),
    )
