"""What attempts that were marked again add to a person's completed and refreshed courses. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.kernel.identifiers import new_id


@dataclass(frozen=True, slots=True)
class Sat:
    """An attempt, at an exam or at what changed in it, whose result is another now; `on`: the day it was handed in."""

    attempt_id: UUID
    person_id: UUID
    revision_id: int
    on: date
    is_passed: bool

    def learnt_on(self, completed_on: date) -> date | None:
        """Of a completion by it: None where that is the same day."""
        return self.on if self.on < completed_on else None


@dataclass(frozen=True, slots=True)
class Completing:
    """What is to be added for one person: a completion by `attempt`, learnt on a day; completions withdrawn; and that
    what changed in the course is answered, by `refresh`."""

    person_id: UUID
    attempt: Sat | None
    withdrawn: tuple[UUID, ...]
    refresh: Sat | None = None
    #: what the completion is to be called; another each time that this is asked
    completion_id: UUID = field(default_factory=new_id, compare=False)
    #: the same of the answer; 0 as long as nothing is to be kept
    refreshed_id: int = field(default=0, compare=False)

    @property
    def is_nothing(self) -> bool:
        return not (self.attempt or self.withdrawn or self.refresh)


@dataclass(frozen=True, slots=True)
class Completed:
    """A completion as it stands. `learnt_on`: the day its exam was sat."""

    id: UUID
    attempt_id: UUID
    completed_on: date
    learnt_on: date
    is_withdrawn: bool


def completing(
    person_id: UUID, turned: Sequence[Sat], completed: Sequence[Completed], today: date
) -> Completing:
    """A pass completes the course unless it was completed since, or today (once a day); of several the latest. A lost
    pass withdraws what it completed."""
    lost = {one.attempt_id for one in turned if not one.is_passed}
    held = [one for one in completed if not one.is_withdrawn]
    withdrawn = tuple(sorted(one.id for one in held if one.attempt_id in lost))
    passed = max((one for one in turned if one.is_passed), key=lambda one: one.on, default=None)
    if passed is None or any(one.completed_on == today for one in completed):
        return Completing(person_id, None, withdrawn)
    is_since = any(one.learnt_on >= passed.on for one in held if one.attempt_id not in lost)
    return Completing(person_id, None if is_since else passed, withdrawn)


@dataclass(frozen=True, slots=True)
class Asked:
    """A day on which whoever knew a course had to answer what was new; the revision, where it is known."""

    on: date
    revision_id: int | None


def refreshing(
    answered: Sequence[Sat],
    completed: Sequence[Completed],
    refreshed: Sequence[date],
    asked: Sequence[Asked],
) -> Sat | None:
    """The answer to what changed that is passed now. None where the course changed again since, or was completed or
    refreshed since: on the day itself counts as since. `completed`: those that stay."""
    known = [*refreshed, *(one.learnt_on for one in completed if not one.is_withdrawn)]
    passed = max((one for one in answered if one.is_passed), key=lambda one: one.on, default=None)
    if passed is None or len(known) == len(refreshed) or max(known) >= passed.on:
        return None
    is_old = any(one.on > passed.on or (one.revision_id or 0) > passed.revision_id for one in asked)
    return None if is_old else passed
