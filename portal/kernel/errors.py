"""What can go wrong in the domain, by name. The web turns these into pages, the commands into lines."""

from typing import ClassVar


class DomainError(Exception):
    """A request that the rules refuse. `code` names the rule; `values` fill its sentence."""

    code: ClassVar[str] = "refused"

    def __init__(self, **values: object) -> None:
        self.values = values
        details = ", ".join(f"{name}={value}" for name, value in values.items())
        super().__init__(f"{self.code}({details})")


class NotFound(DomainError):
    """There is no such thing, or it is not this reader's to see: both are answered alike."""

    code = "not_found"


class Refused(DomainError):
    """The thing exists and may be seen, but this may not be done to it."""

    code = "not_allowed"
