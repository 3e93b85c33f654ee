"""What a scanned code proves, apart from what the register says of its certificate today."""

from collections.abc import Mapping
from enum import StrEnum

from portal.certification.passes.keys import PublicKey
from portal.certification.passes.signing import Forged, UnknownKey
from portal.certification.passes.tokens import read_pass


class Proof(StrEnum):
    """The token in a code's address."""

    #: there is none: a serial that somebody typed
    NONE = "none"
    #: by one of our keys, for this certificate
    SIGNED = "signed"
    #: damaged, edited, made by somebody else, or another certificate's
    FORGED = "forged"
    #: by a key that we do not know
    UNKNOWN_KEY = "unknown_key"

    @property
    def is_foreign(self) -> bool:
        return self in {Proof.FORGED, Proof.UNKNOWN_KEY}


def prove(serial: str, token: str | None, keys: Mapping[str, PublicKey]) -> Proof:
    """What a token says of a certificate with this serial, in its normal form."""
    if not token:
        return Proof.NONE
    try:
        claims = read_pass(token, keys)
    except UnknownKey:
        return Proof.UNKNOWN_KEY
    except Forged:
        return Proof.FORGED
    return Proof.SIGNED if claims.serial == serial else Proof.FORGED
