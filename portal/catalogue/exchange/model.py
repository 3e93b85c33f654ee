"""A question between two formats, and what went wrong on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from portal.catalogue.package import QuestionType
from portal.kernel.text import slugify

#: class of a question whose key must be asked about: none of its options is marked as right
DOUBTFUL: Final = "doubtful"
TYPES: Final[tuple[QuestionType, ...]] = (
    "one", "several", "short", "number", "matching", "ordering", "gaps",
)  # fmt: skip


class NoCounterpart(ValueError):
    """The question cannot be asked here; the message says why."""


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    correct: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Texts are Markdown; `text` is the heading, and after a blank line what stands below it.

    `answers` by type: what is right (short, number), [left, right] pairs (matching), items in the right order
    (ordering), a list for each gap (gaps: the text holds them too), nothing where there are `options`.
    """

    id: str
    type: QuestionType
    text: str
    options: tuple[Option, ...] = ()
    answers: tuple[Any, ...] = ()
    points: int = 1
    classes: tuple[str, ...] = ()
    explanation: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "type": self.type,
            "text": self.text,
            "options": [
                {"text": one.text, "correct": one.correct, "feedback": one.feedback}
                for one in self.options
            ],
            "answers": [list(one) if isinstance(one, tuple) else one for one in self.answers],
            "points": self.points,
            "classes": list(self.classes),
            "explanation": self.explanation,
        }

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> "Question":
        """Of what `as_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        if row["type"] not in TYPES:
            raise ValueError(row["type"])
        return cls(
            id=str(row["id"]),
            type=row["type"],
            text=str(row["text"]),
            options=tuple(
                Option(str(one["text"]), one["correct"] is True, str(one.get("feedback") or ""))
                for one in row.get("options", ())
            ),
            answers=tuple(
                tuple(map(str, one)) if isinstance(one, list) else str(one)
                for one in row.get("answers", ())
            ),
            points=int(row.get("points", 1)),
            classes=tuple(map(str, row.get("classes", ()))),
            explanation=str(row.get("explanation") or ""),
        )

    @property
    def name(self) -> str:
        """How a problem names it: the beginning of its text, else its id."""
        first = self.text.split("\n", 1)[0].strip()
        return f"{self.id}: {first[:60]}" if first else self.id


@dataclass(frozen=True, slots=True)
class Trouble:
    """One problem, where it is, and whether a question was left out for it."""

    place: str
    message: str
    is_left_out: bool = True

    def __str__(self) -> str:
        what = "left out, " if self.is_left_out else ""
        return f"{self.place}: {what}{self.message}"


@dataclass(slots=True)
class Outcome:
    """What was read or written so far."""

    questions: list[Question] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not any(trouble.is_left_out for trouble in self.troubles)

    def leave_out(self, place: str, message: str) -> None:
        self.troubles.append(Trouble(place, message))

    def remark(self, place: str, message: str) -> None:
        """Of a question that is kept all the same."""
        self.troubles.append(Trouble(place, message, is_left_out=False))


def with_own_ids(questions: Iterable[Question]) -> list[Question]:
    """Each id a slug, none twice."""
    given: set[str] = set()
    result = []
    for question in questions:
        base = slugify(question.id)[:80].strip("-") or "cau"
        number, identity = 1, base
        while identity in given:
            number += 1
            identity = f"{base}-{number}"
        given.add(identity)
        result.append(replace(question, id=identity))
    return result
