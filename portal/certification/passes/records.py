"""What holders carry, as frozen values."""

from dataclasses import dataclass
from datetime import date

from portal.certification.reasons import Reason
from portal.certification.records import initials
from portal.certification.scheme import Text
from portal.certification.standing import Standing


@dataclass(frozen=True)
class Held:
    """One certificate and whose it is."""

    serial: str
    full_name: str
    #: the permit's code, such as P0
    certification: str
    title: Text
    activity: Text
    issued_on: date
    expires_on: date
    #: of the day it was read for
    standing: Standing
    why: tuple[Reason, ...]

    @property
    def initials(self) -> str:
        return initials(self.full_name)


@dataclass(frozen=True)
class Printable:
    """How many people are cleared by a permit."""

    #: the permit's code, such as P0
    certification: str
    title: Text
    count: int
