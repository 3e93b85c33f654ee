"""What certification refuses."""

from typing import ClassVar

from portal.certification.scheme_file import SchemeProblem
from portal.kernel.errors import DomainError


class BrokenScheme(DomainError):
    """The rules cannot be used; `problems` say what to mend, with lines. Nothing was stored."""

    code: ClassVar[str] = "broken_scheme"

    def __init__(self, problems: tuple[SchemeProblem, ...]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems
