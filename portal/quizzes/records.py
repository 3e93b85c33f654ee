"""Attempts and responses as values, for pages and pure rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.quizzes.answers import Answer
from portal.quizzes.drawing import Drawn
from portal.quizzes.limits import HandedInAttempt


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One attempt with the result that stands; score (0–1), marks and receipt are None while it is open."""

    id: UUID
    course_slug: str
    revision_id: int
    number: int
    started_at: datetime
    draw: tuple[Drawn, ...]
    handed_in_at: datetime | None = None
    score: float | None = None
    is_passed: bool | None = None
    marks: Mapping[str, Any] | None = None
    receipt: str | None = None
    #: extra time and credit for outages, where the quiz is timed
    allowed_seconds: int = 0
    #: how often it was marked again since it was handed in
    times_remarked: int = 0

    @property
    def is_open(self) -> bool:
        return self.handed_in_at is None


@dataclass(frozen=True, slots=True)
class StoredResponse:
    """The newest answer that the portal holds for a question."""

    answer: Answer
    sequence: int


def handed_in(attempts: Iterable[AttemptRecord]) -> tuple[HandedInAttempt, ...]:
    """What counts for the limits."""
    return tuple(
        HandedInAttempt(one.handed_in_at, bool(one.is_passed))
        for one in attempts
        if one.handed_in_at
    )
