"""Ed25519 key pairs: named by their thumbprint, and sealed so that a copy of the database signs nothing.

A pair's private half is stored encrypted with a key derived from the portal's secret key, which never lies in the
database (docs/decisions/0008). Whoever has only one of the two can forge no pass.
"""

import base64
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc.jwk import OKPKey

KID_LENGTH: Final = 8
_PURPOSE: Final = b"san-sang signing keys 1"


class SealedElsewhere(ValueError):
    """The private half was sealed with another secret key: it cannot sign, its passes still verify."""


@dataclass(frozen=True)
class PublicKey:
    """What verifies: the 32 bytes of an Ed25519 public key as base64url, and the name tokens call it by."""

    kid: str
    x: str

    def as_jwk(self) -> dict[str, str]:
        """RFC 8037, with what it is for."""
        return {
            "kty": "OKP",
            "crv": "Ed25519",
            "x": self.x,
            "kid": self.kid,
            "alg": "EdDSA",
            "use": "sig",
        }


@dataclass(frozen=True)
class SigningKey:
    """A whole pair; its private half never shows in a log or a trace."""

    public: PublicKey
    #: 32 bytes as base64url
    d: str = field(repr=False)

    @property
    def kid(self) -> str:
        return self.public.kid


def make_key() -> SigningKey:
    """A new pair."""
    private = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.Raw,
        serialization.PrivateFormat.Raw,
        serialization.NoEncryption(),
    )
    return key_from(private)


def key_from(private: bytes) -> SigningKey:
    """The pair of a private key of 32 bytes."""
    pair = Ed25519PrivateKey.from_private_bytes(private)
    x = _written(pair.public_key().public_bytes_raw())
    return SigningKey(PublicKey(_kid(x), x), _written(private))


def seal(key: SigningKey, secret: str) -> str:
    """The private half as it is stored."""
    return Fernet(_sealing_key(secret)).encrypt(key.d.encode()).decode()


def unseal(public: PublicKey, sealed: str, secret: str) -> SigningKey:
    """The pair again. Raises SealedElsewhere."""
    try:
        return SigningKey(public, Fernet(_sealing_key(secret)).decrypt(sealed.encode()).decode())
    except InvalidToken:
        raise SealedElsewhere(public.kid) from None


@cache
def _sealing_key(secret: str) -> bytes:
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=_PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)


def _kid(x: str) -> str:
    """The start of the thumbprint by RFC 7638: the same key has the same name everywhere."""
    public = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": x})
    return public.thumbprint()[:KID_LENGTH]


def _written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
