"""What was read, as bytes that can be kept until somebody decides on it, and read back the same."""

import base64
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from portal.catalogue.exchange.model import Attachment, Question
from portal.catalogue.exchange.outcome import Outcome, Trouble
from portal.catalogue.exchange.understood import (
    Candidate,
    Doubt,
    ReadQuestion,
    Sign,
    UnderstoodKey,
)
from portal.catalogue.exchange.word_lessons import WordLesson, WordLessons
from portal.catalogue.exchange.wording import Said

_LEVEL: Final = 1


def kept_questions(outcome: Outcome) -> bytes:
    return _packed(
        {
            "read": [_of_read(one) for one in outcome.read],
            "troubles": _of_troubles(outcome.troubles),
        }
    )


def questions_kept(kept: bytes) -> Outcome:
    rows = _unpacked(kept)
    return Outcome(
        [_read(row) for row in rows["read"]], [_trouble(row) for row in rows["troubles"]]
    )


def kept_lessons(lessons: WordLessons) -> bytes:
    return _packed(
        {
            "title": lessons.title,
            "lessons": [[one.module, one.title, one.minutes] for one in lessons.lessons],
            "files": {path: _text(content) for path, content in lessons.files.items()},
            "troubles": _of_troubles(lessons.troubles),
        }
    )


def lessons_kept(kept: bytes) -> WordLessons:
    rows = _unpacked(kept)
    return WordLessons(
        title=rows["title"],
        lessons=tuple(WordLesson(*row) for row in rows["lessons"]),
        files={path: _bytes(text) for path, text in rows["files"].items()},
        troubles=tuple(_trouble(row) for row in rows["troubles"]),
    )


def _packed(rows: Mapping[str, Any]) -> bytes:
    return zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), _LEVEL)


def _unpacked(kept: bytes) -> Any:
    return json.loads(zlib.decompress(kept))


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


def _of_read(one: ReadQuestion) -> dict[str, Any]:
    key = one.key
    return {
        "question": one.question.as_json(),
        "files": {file.name: _text(file.content) for file in one.question.attachments},
        "right": sorted(key.right),
        "candidates": [[one.sign, sorted(one.options)] for one in key.candidates],
        "doubt": key.doubt,
        "why": _of_said(key.doubt_said) if key.doubt_said else None,
        "place": _of_said(one.place),
    }


def _read(row: Mapping[str, Any]) -> ReadQuestion:
    question = Question.from_json(row["question"])
    files = tuple(Attachment(name, _bytes(text)) for name, text in row["files"].items())
    key = UnderstoodKey(
        right=frozenset(row["right"]),
        candidates=tuple(Candidate(Sign(sign), frozenset(at)) for sign, at in row["candidates"]),
        doubt=Doubt(row["doubt"]) if row["doubt"] else None,
        doubt_said=_said(row["why"]) if row["why"] else None,
    )
    return ReadQuestion(replace(question, attachments=files), key, _said(row["place"]))


def _of_troubles(troubles: Iterable[Trouble]) -> list[list[Any]]:
    return [
        [_of_said(one.place), _of_said(one.message), one.name, one.is_left_out] for one in troubles
    ]


def _trouble(row: list[Any]) -> Trouble:
    place, message, name, is_left_out = row
    return Trouble(_said(place), _said(message), name, is_left_out)


def _of_said(said: Said) -> list[Any]:
    values = {n: _of_said(v) if isinstance(v, Said) else v for n, v in said.values.items()}
    return [said.text, values]


def _said(row: list[Any]) -> Said:
    text, values = row
    return Said(text, {n: _said(v) if isinstance(v, list) else v for n, v in values.items()})
