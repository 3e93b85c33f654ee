"""What people write into decisions and sign-offs: short, said at all, and without anybody's identity number. Pure."""

import re
from typing import Final

from portal.certification.errors import (
    DecisionMissing,
    LooksLikeIdentity,
    ProofMissing,
    ReasonMissing,
    TextTooLong,
)
from portal.kernel.errors import DomainError
from portal.kernel.text import tidy

#: characters
LONGEST: Final = 1000
LONGEST_NUMBER: Final = 60
#: a citizen's number has 12 digits, the one before it 9; telephone numbers have 10 or 11
_IDENTITY: Final = re.compile(
    r"(?<![0-9])(?:[0-9][ .-]?){8}[0-9](?:(?:[ .-]?[0-9]){3})?(?![ .-]?[0-9])"
)
_MISSING: Final[dict[str, type[DomainError]]] = {
    "reason": ReasonMissing,
    "appeal_note": ReasonMissing,
    "objection": ReasonMissing,
    "proof": ProofMissing,
    "decision": DecisionMissing,
}


def checked_text(written: str, what: str, *, most: int = LONGEST) -> str:
    """The text, tidied. Raises what its absence is called, TextTooLong, LooksLikeIdentity."""
    said = _tidied(written)
    if not said:
        raise _MISSING[what]
    return checked_note(said, most=most)


def checked_note(written: str, *, most: int = LONGEST) -> str:
    """The same for a text that may be left out."""
    said = _tidied(written)
    if len(said) > most:
        raise TextTooLong(most=most)
    if _IDENTITY.search(said):
        raise LooksLikeIdentity
    return said


def _tidied(written: str) -> str:
    """Without the one character that PostgreSQL cannot hold; no reader sees it."""
    return tidy(written.replace("\x00", ""))
