"""What a certificate on paper says, as frozen values."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.certification.passes.records import Held

#: how many sheets are done, of how many
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sheet:
    """One certificate to print."""

    held: Held
    #: what its QR code leads to
    link: str


@dataclass(frozen=True)
class Letterhead:
    """Who issues and who signs, as the settings say."""

    #: a dash parts it into two lines
    issuer: str
    office: str
    #: empty: a line to sign by hand
    signatory: str
