"""What a room refuses."""

from typing import ClassVar

from portal.kernel.errors import DomainError


class NoOpenRoom(DomainError):
    """No room is open under this code: it is mistyped, or the room has ended. Both are answered alike."""

    code: ClassVar[str] = "no_open_room"


class OnlyPractice(DomainError):
    """A quiz for practice counts for nothing, in a room neither."""

    code: ClassVar[str] = "only_practice"
