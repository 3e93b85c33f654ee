"""A question between two formats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from portal.catalogue.package import QuestionType
from portal.kernel.text import slugify

#: class of a question whose key must be asked about: none of its options is marked as right
DOUBTFUL: Final = "doubtful"
TYPES: Final[tuple[QuestionType, ...]] = (
    "one", "several", "short", "number", "matching", "ordering", "gaps",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    correct: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture that a text shows as `![…](media/name)`; the name is a slug with its ending."""

    name: str
    content: bytes


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
    attachments: tuple[Attachment, ...] = ()

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
    def title(self) -> str:
        """How a problem names it: the beginning of its text."""
        return self.text.split("\n", 1)[0].strip()[:60]


def with_own_ids(questions: Iterable[Question], taken: Iterable[str] = ()) -> list[Question]:
    """Each id a slug, none twice, none of `taken`."""
    given = set(taken)
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
