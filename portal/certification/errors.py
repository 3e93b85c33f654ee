"""What certification refuses."""

from typing import ClassVar

from portal.certification.scheme_file import SchemeProblem
from portal.kernel.errors import DomainError, Refused


class BrokenScheme(DomainError):
    """The rules cannot be used; `problems` say what to mend, with lines. Nothing was stored."""

    code: ClassVar[str] = "broken_scheme"

    def __init__(self, problems: tuple[SchemeProblem, ...]) -> None:
        super().__init__(count=len(problems))
        self.problems = problems


class NotInForce(Refused):
    """A revoked or suspended certificate is neither printed nor shown as a pass."""

    code: ClassVar[str] = "not_in_force"
