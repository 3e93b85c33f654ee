"""What Open Badges 3.0 asks of an AchievementCredential, for the parts that our badges have.

The rules are those of the published schema (Verifiable Credentials 2.0), in our own form:
https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json
The published one lets anything be added in most places; here nothing may be that is not ruled, so that whatever a badge
gets one day is looked up first.
"""

from typing import Any, Final

from jsonschema import Draft201909Validator

Schema = dict[str, Any]

TEXT: Final[Schema] = {"type": "string"}
MOMENT: Final[Schema] = {"type": "string", "format": "date-time"}
_EXTENSION: Final = "(ext:)[a-z|A-Z|0-9|.|-|_]+"


def a(properties: Schema, *required: str) -> Schema:
    """An object with these and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def typed(*names: str) -> Schema:
    """The types of a thing: at least one, all of these among them."""
    contain = [{"contains": {"const": name}} for name in names]
    return {"type": "array", "minItems": 1, "items": TEXT, "allOf": contain}


def one_of(*words: str) -> Schema:
    """A word of a vocabulary, or one's own with `ext:` before it."""
    own = {"type": "string", "pattern": _EXTENSION}
    return {"oneOf": [{"type": "string", "enum": list(words)}, own]}


def many(schema: Schema) -> Schema:
    return {"type": "array", "items": schema}


PROFILE = a(
    {"id": TEXT, "type": typed("Profile"), "name": TEXT, "url": TEXT, "description": TEXT},
    "id", "type",
)  # fmt: skip
ACHIEVEMENT = a(
    {
        "id": TEXT,
        "type": typed("Achievement"),
        "achievementType": one_of("Certificate", "CertificateOfCompletion", "Certification"),
        "humanCode": TEXT,
        "inLanguage": {
            "type": "string",
            "pattern": "^[a-z]{2,4}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
        },
        "name": TEXT,
        "description": TEXT,
        "criteria": a({"id": TEXT, "narrative": TEXT}),
    },
    "id", "type", "criteria", "description", "name",
)  # fmt: skip
IDENTITY = a(
    {
        "type": {"const": "IdentityObject"},
        "hashed": {"type": "boolean"},
        "identityHash": TEXT,
        "identityType": one_of("name", "emailAddress", "identifier"),
        "salt": TEXT,
    },
    "type", "hashed", "identityHash", "identityType",
)  # fmt: skip
SUBJECT = a(
    {
        "id": TEXT,
        "type": typed("AchievementSubject"),
        "achievement": ACHIEVEMENT,
        "identifier": {**many(IDENTITY), "minItems": 1},
        "licenseNumber": TEXT,
    },
    "type", "achievement",
)  # fmt: skip
CREDENTIAL = a(
    {
        "@context": {
            "type": "array",
            "minItems": 2,
            "items": [
                {"const": "https://www.w3.org/ns/credentials/v2"},
                {
                    "type": "string",
                    "pattern": r"^https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json$",
                },
            ],
            "additionalItems": {"type": ["string", "object"]},
        },
        "id": TEXT,
        "type": {
            **typed("VerifiableCredential"),
            "contains": {"enum": ["AchievementCredential", "OpenBadgeCredential"]},
        },
        "name": TEXT,
        "awardedDate": MOMENT,
        "validFrom": MOMENT,
        "validUntil": MOMENT,
        "credentialSubject": SUBJECT,
        "issuer": {"oneOf": [TEXT, PROFILE]},
        "credentialSchema": many(a({"id": TEXT, "type": TEXT}, "id", "type")),
        "credentialStatus": a({"id": TEXT, "type": TEXT}, "id", "type"),
    },
    "@context", "id", "type", "credentialSubject", "issuer", "validFrom",
)  # fmt: skip


def problems(credential: Schema) -> list[str]:
    """What is wrong with a credential, each as `place: what`."""
    validator = Draft201909Validator(CREDENTIAL, format_checker=Draft201909Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(credential)]
