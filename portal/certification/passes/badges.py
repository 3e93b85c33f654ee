"""Certificates as Open Badges 3.0: a Verifiable Credential, signed as a VC-JWT (specification, 8.2), for any wallet.

The issuer is named by did:web, so that whoever knows the portal's address finds its keys (docs/passes.md).
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from urllib.parse import quote, urlsplit

from portal.certification.passes.keys import PublicKey, SigningKey
from portal.certification.passes.records import Held
from portal.certification.passes.signing import sign
from portal.certification.passes.status_list import ListedState, ListedStatus
from portal.certification.scheme import Certification, Text
from portal.kernel.clock import start_of_day

_CONTEXT: Final = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
_SCHEMA: Final = {
    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
    "type": "1EdTechJsonSchemaValidator2019",
}
_DID_CONTEXT: Final = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/suites/jws-2020/v1",
]
_WITHDRAWN: Final = {ListedState.REVOKED: "revoked", ListedState.SUSPENDED: "suspended"}


@dataclass(frozen=True)
class Issuer:
    """Who issues, and where the portal is: its address without a slash at the end."""

    name: str
    address: str

    @property
    def did(self) -> str:
        """`did:web:sansang.example`, a port written as %3A; it leads to /.well-known/did.json."""
        return f"did:web:{quote(urlsplit(self.address).netloc, safe='')}"

    def profile(self) -> dict[str, Any]:
        return {"id": self.did, "type": ["Profile"], "name": self.name, "url": self.address}

    def key_id(self, kid: str) -> str:
        return f"{self.did}#{kid}"

    def did_document(self, keys: Iterable[PublicKey]) -> dict[str, Any]:
        """Every key that ever signed, so that old badges verify."""
        methods = [
            {
                "id": self.key_id(key.kid),
                "type": "JsonWebKey2020",
                "controller": self.did,
                "publicKeyJwk": key.as_jwk(),
            }
            for key in keys
        ]
        return {
            "@context": _DID_CONTEXT,
            "id": self.did,
            "verificationMethod": methods,
            "assertionMethod": [method["id"] for method in methods],
        }

    def achievement(self, permit: Certification | Held) -> dict[str, Any]:
        """What a permit is, as the rules say it."""
        code = permit.certification if isinstance(permit, Held) else permit.code
        return {
            "id": f"{self.address}/badges/{code}",
            "type": ["Achievement"],
            "achievementType": "Certification",
            "humanCode": code,
            "inLanguage": "vi",
            "name": _both(permit.title),
            "description": _both(permit.activity),
            "criteria": {
                "narrative": _both(permit.activity),
                "id": f"{self.address}/badges/{code}",
            },
        }

    def credential(self, held: Held) -> dict[str, Any]:
        """A certificate, not yet signed."""
        issued = _moment(start_of_day(held.issued_on))
        return {
            "@context": _CONTEXT,
            "id": self.credential_id(held.serial),
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": _both(held.title),
            "issuer": self.profile(),
            "validFrom": issued,
            "validUntil": _moment(_end_of_day(held.expires_on)),
            "awardedDate": issued,
            "credentialSubject": {
                "type": ["AchievementSubject"],
                "identifier": [
                    {
                        "type": "IdentityObject",
                        "hashed": False,
                        "identityHash": held.full_name,
                        "identityType": "name",
                    }
                ],
                "licenseNumber": held.serial,
                "achievement": self.achievement(held),
            },
            "credentialSchema": [_SCHEMA],
            "credentialStatus": {
                "id": f"{self.address}/badges/revocations",
                "type": "1EdTechRevocationList",
            },
        }

    def credential_id(self, serial: str) -> str:
        """The same for the same certificate each time; it tells no serial to who reads the revocations."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"{self.address}/check/{serial}").urn

    def sign_badge(self, held: Held, key: SigningKey) -> str:
        """The credential with the claims that a JWT asks for (8.2.4)."""
        credential = self.credential(held)
        claims = {
            "iss": self.did,
            "jti": credential["id"],
            "nbf": int(start_of_day(held.issued_on).timestamp()),
            "exp": int(_end_of_day(held.expires_on).timestamp()),
        }
        return sign({**credential, **claims}, key, kid=self.key_id(key.kid), typ="JWT")

    def revocations(self, statuses: Mapping[str, ListedStatus]) -> dict[str, Any]:
        """The 1EdTech revocation list, by the states that the status list has too."""
        withdrawn = [
            {
                "id": self.credential_id(serial),
                "revoked": True,
                "revocationReason": _WITHDRAWN[status.state],
            }
            for serial, status in statuses.items()
            if status.state in _WITHDRAWN
        ]
        return {
            "id": f"{self.address}/badges/revocations",
            "issuer": self.did,
            "revokedCredential": sorted(withdrawn, key=lambda one: str(one["id"])),
        }


def _both(text: Text) -> str:
    return f"{text['vi']} / {text['en']}"


def _end_of_day(day: date) -> datetime:
    """The last second of a day in Vietnam."""
    return start_of_day(day + timedelta(days=1)) - timedelta(seconds=1)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
