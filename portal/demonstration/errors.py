"""What loading the demonstration refuses."""

from collections.abc import Sequence
from typing import ClassVar

from portal.catalogue.problems import Problem
from portal.kernel.errors import DomainError


class CoursesBroken(DomainError):
    """Shipped courses have problems: nothing was loaded."""

    code: ClassVar[str] = "courses_broken"

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(count=len(self.problems))
