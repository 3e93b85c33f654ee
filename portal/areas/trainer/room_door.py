"""Who could not come into a room, as its trainer sees it: by reason, with the names of their own units' people."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from flask_babel import gettext as _

from portal.people.signed_in import SignedIn
from portal.rooms.queries import list_refused
from portal.rooms.records import Refused
from portal.rooms.refusing import Refusal

#: names for one reason: more are counted
MOST_NAMED: Final = 12


_WORDS: Final[dict[Refusal, Callable[[], tuple[str, str]]]] = {
    Refusal.LESSONS: lambda: (
        _("Lessons of the course are left"),
        _("Let them finish the lessons on their phones now, then come in with the same code."),
    ),
    Refusal.QUIZZES: lambda: (
        _("Quizzes of the course are still to be passed"),
        _("Let them pass those quizzes on their phones now, then come in with the same code."),
    ),
    Refusal.ATTEMPTS: lambda: (
        _("All attempts are used up for now"),
        _("Nobody can shorten the wait."),
    ),
    Refusal.PASSED: lambda: (_("Passed already"), _("They need nothing here.")),
}


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """Those of one reason. `named`: name, and when used-up attempts are given again."""

    refusal: Refusal
    count: int
    named: tuple[tuple[str, datetime | None], ...]

    @property
    def unnamed(self) -> int:
        """Of other units, or too many to name."""
        return self.count - len(self.named)

    @property
    def why(self) -> str:
        return _WORDS[self.refusal]()[0]

    @property
    def what_to_do(self) -> str:
        """What the trainer can do, while the room is open."""
        return _WORDS[self.refusal]()[1]


def list_at_the_door(trainer: SignedIn, room_id: UUID) -> tuple[AtTheDoor, ...]:
    """Whose room it is was asked before. One statement."""
    refused = list_refused(room_id, trainer)
    return tuple(
        AtTheDoor(refusal, len(people), _named(people))
        for refusal in Refusal
        if (people := [one for one in refused if one.refusal is refusal])
    )


def _named(people: Sequence[Refused]) -> tuple[tuple[str, datetime | None], ...]:
    return tuple((one.name, one.until) for one in people if one.name)[:MOST_NAMED]
