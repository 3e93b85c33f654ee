"""What an exam that was marked again adds to a person's completed courses. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from portal.kernel.identifiers import new_id


@dataclass(frozen=True, slots=True)
class Sat:
    """An attempt at an exam whose result is another now; `on`: the day it was handed in."""

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
    """What is to be added for one person: a completion by `attempt`, learnt on a day; and completions withdrawn."""

    person_id: UUID
    attempt: Sat | None
    withdrawn: tuple[UUID, ...]
    #: what the completion is to be called; another each time that this is asked
    completion_id: UUID = field(default_factory=new_id, compare=False)


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
