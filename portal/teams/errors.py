"""What reads of units refuse."""

from typing import ClassVar

from portal.kernel.errors import NotFound


class UnitNotThatDay(NotFound):
    """No unit has this code on that day; it may have one on another (`queries.find_former_unit`)."""

    code: ClassVar[str] = "unit_not_that_day"
