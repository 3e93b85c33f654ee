"""Compact JWS with EdDSA and nothing else: what signs passes, status lists and badges."""

import json
from collections.abc import Mapping
from typing import Any, Final

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwa import EdDSAAlgorithm, JWSAlgModel
from joserfc.jwk import OKPKey

from portal.certification.passes.keys import PublicKey, SigningKey

#: RFC 8037; whatever another algorithm a token names, `none` among them, it is forged
ALGORITHM: Final = "EdDSA"
_LONGEST: Final = 2_000_000


class _EdDSA(EdDSAAlgorithm):
    # RFC 9864 names curve and algorithm in one word, "Ed25519"; verifiers of badges do not read that yet
    security_warning = None  # type: ignore[assignment]


class _OnlyEdDSA(jws.JWSRegistry):
    algorithms: dict[str, JWSAlgModel] = {ALGORITHM: _EdDSA()}
    recommended = [ALGORITHM]
    #: a status list of a province
    max_payload_length = _LONGEST


_REGISTRY: Final = _OnlyEdDSA(algorithms=[ALGORITHM])


class Forged(ValueError):
    """Not one of ours: damaged, edited, of another algorithm, or signed by somebody else."""


class UnknownKey(ValueError):
    """Of the right form, by a key that this portal does not know."""


def sign(payload: Mapping[str, Any], key: SigningKey, **header: Any) -> str:
    """`header.payload.signature`, the JSON as short as it can be."""
    private = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": key.public.x, "d": key.d})
    written = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
    named = {"alg": ALGORITHM, "kid": key.kid, **header}
    return jws.serialize_compact(named, written, private, registry=_REGISTRY)


def verify(token: str, keys: Mapping[str, PublicKey]) -> dict[str, Any]:
    """What was signed. Raises UnknownKey or Forged."""
    if len(token) > _LONGEST or not token.isascii():
        raise Forged
    try:
        found = jws.extract_compact(token.encode(), registry=_REGISTRY)
        header = found.headers()
        if header.get("alg") != ALGORITHM:
            raise Forged
        key = keys.get(str(header.get("kid")))
        if key is None:
            raise UnknownKey
        public = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": key.x})
        payload = json.loads(jws.deserialize_compact(token, public, registry=_REGISTRY).payload)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        if isinstance(error, UnknownKey):
            raise
        raise Forged from error
    if not isinstance(payload, dict):
        raise Forged
    return payload
