"""What an attempt refuses."""

from datetime import datetime
from typing import ClassVar

from portal.kernel.errors import DomainError


class CoolingDown(DomainError):
    """The round's attempts are used up; the next one opens at `until`."""

    code: ClassVar[str] = "cooling_down"

    def __init__(self, until: datetime) -> None:
        super().__init__(until=until)
        self.until = until


class HandedInAlready(DomainError):
    """The attempt was handed in; its answers stand."""

    code: ClassVar[str] = "handed_in"


class TimeIsUp(DomainError):
    """The attempt's time ran out by the portal's clock; what was received until then counts."""

    code: ClassVar[str] = "time_is_up"


class BadAnswer(DomainError):
    """Not an answer to a question of this attempt: unknown question or choice, or several where one is asked."""

    code: ClassVar[str] = "bad_answer"
