"""Rooms and who is in them, as values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.kernel import clock
from portal.quizzes.answers import Stored, is_blank
from portal.rooms.refusing import Refusal

#: so many must have handed in before a page that all see says how it went: of fewer one could tell who
LEAST_TOLD = 5


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """`quiz` as its attempts name it."""

    id: UUID
    code: str
    trainer_id: UUID
    trainer_name: str
    course_slug: str
    quiz: str
    is_practice: bool
    opened_at: datetime
    ends_at: datetime
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.ended_at is None and clock.now() < self.ends_at

    @property
    def closed_at(self) -> datetime:
        """When it ended, or will by itself."""
        return self.ended_at or self.ends_at


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a room. `drawn`: how many questions; `answers` as stored, by question; score, result and marks come
    with the hand-in."""

    person_id: UUID
    full_name: str
    revision_id: int
    drawn: int
    answers: Mapping[str, Stored]
    score: float | None = None
    is_passed: bool | None = None
    marks: Mapping[str, Any] | None = None

    @property
    def answered(self) -> int:
        return sum(not is_blank(answer) for answer in self.answers.values())

    @property
    def has_handed_in(self) -> bool:
        return self.marks is not None


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody who could not come in. `name`: None where the trainer may not know it; `until`: of used-up attempts."""

    name: str | None
    refusal: Refusal
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RoomFigures:
    """How a room goes, without a name. `answered` of `drawn` are questions, over everybody in it."""

    joined: int
    handed_in: int
    passed: int
    answered: int
    drawn: int
    #: mean score (0–1) of those who handed in; None before anybody did
    mean_score: float | None

    @classmethod
    def of(cls, people: Sequence[Participant]) -> "RoomFigures":
        scores = [one.score for one in people if one.score is not None]
        return cls(
            joined=len(people),
            handed_in=sum(one.has_handed_in for one in people),
            passed=sum(bool(one.is_passed) for one in people),
            answered=sum(one.drawn if one.has_handed_in else one.answered for one in people),
            drawn=sum(one.drawn for one in people),
            mean_score=sum(scores) / len(scores) if scores else None,
        )

    @property
    def working(self) -> int:
        return self.joined - self.handed_in

    @property
    def tells_results(self) -> bool:
        return self.handed_in >= LEAST_TOLD
