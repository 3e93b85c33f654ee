"""Open Badges 3.0, read by somebody else's verifier (openbadgeslib) and held to what the specification asks for."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from portal.certification.passes.badges import Issuer
from portal.certification.passes.keys import make_key
from portal.certification.passes.records import Held
from portal.certification.passes.signing import verify
from portal.certification.passes.status_list import ListedState, ListedStatus
from portal.certification.standing import Standing
from tests.support.badge_schema import problems

KEY, OLD = make_key(), make_key()
ISSUER = Issuer("Tỉnh Đoàn Đồng Tháp", "https://sansang.example")
TODAY = datetime.now(UTC).date()
CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def held(issued_on: date | None = None, expires_on: date | None = None) -> Held:
    return Held(
        "SS-AAAAA-AAAAD",
        "Nguyễn Thị Ánh Đào",
        "P0",
        {"vi": "Tình nguyện viên", "en": "Volunteer"},
        {"vi": "Được đi cùng.", "en": "May shadow."},
        issued_on or TODAY - timedelta(days=30),
        expires_on or TODAY + timedelta(days=300),
        Standing.VALID,
        (),
    )


def fetch(url: str) -> bytes:
    """The portal, as far as a verifier asks it."""
    assert url == "https://sansang.example/.well-known/did.json"
    keys = [OLD.public, KEY.public]
    return json.dumps(ISSUER.did_document(keys)).encode()


def verifier() -> OB3Verifier:
    return OB3Verifier.for_issuer_did("did:web:sansang.example", download=fetch)


class TestSomebodyElsesVerifier:
    @pytest.mark.parametrize("key", [KEY, OLD], ids=["newest-key", "old-key"])
    def test_finds_our_key_and_accepts_the_badge(self, key: Any) -> None:
        read = verifier().verify(ISSUER.sign_badge(held(), key), download=fetch)
        assert read.issuer.name == "Tỉnh Đoàn Đồng Tháp"
        assert read.achievement.name == "Tình nguyện viên / Volunteer"
        assert read.identifiers[0].identity_hash == "Nguyễn Thị Ánh Đào"

    def test_refuses_one_that_was_edited(self) -> None:
        head, body, signature = ISSUER.sign_badge(held(), KEY).split(".")
        other = ISSUER.sign_badge(held(expires_on=TODAY + timedelta(days=9999)), KEY).split(".")[1]
        for forged in (f"{head}.{other}.{signature}", f"{head}.{body}.{signature[:-6]}AAAAAA"):
            with pytest.raises(OB3VerificationError):
                verifier().verify(forged, download=fetch)

    def test_refuses_one_by_a_strangers_key(self) -> None:
        with pytest.raises(OB3VerificationError):
            verifier().verify(ISSUER.sign_badge(held(), make_key()), download=fetch)

    def test_sees_that_one_has_run_out(self) -> None:
        over = held(TODAY - timedelta(days=90), TODAY - timedelta(days=2))
        with pytest.raises(OB3VerificationError):
            verifier().verify(ISSUER.sign_badge(over, KEY), download=fetch)


class TestTheCredential:
    def test_is_what_the_specification_asks_for(self) -> None:
        assert problems(ISSUER.credential(held())) == []

    @pytest.mark.parametrize(
        ("place", "value"),
        [
            ("validFrom", "2026-01-10"),
            ("type", ["VerifiableCredential"]),
            ("@context", ["https://www.w3.org/2018/credentials/v1", CONTEXT]),
            ("issuer", {"name": "nobody"}),
            ("credentialSubject", {"type": ["AchievementSubject"]}),
            ("addition", "unheard of"),
        ],
    )
    def test_would_be_refused_otherwise(self, place: str, value: Any) -> None:
        (problem,) = problems({**ISSUER.credential(held()), place: value})
        assert place in problem

    def test_names_its_holder_and_the_permit(self) -> None:
        subject = ISSUER.credential(held())["credentialSubject"]
        (identity,) = subject["identifier"]
        assert (identity["identityType"], identity["hashed"]) == ("name", False)
        assert identity["identityHash"] == "Nguyễn Thị Ánh Đào"
        assert subject["achievement"]["humanCode"] == "P0"

    def test_is_valid_for_whole_days_in_vietnam(self) -> None:
        made = ISSUER.credential(held(date(2026, 1, 10), date(2027, 1, 9)))
        assert made["validFrom"] == "2026-01-09T17:00:00Z"
        assert made["validUntil"] == "2027-01-09T16:59:59Z"

    def test_carries_the_claims_of_a_jwt_that_agree_with_it(self) -> None:
        key = ISSUER.key_id(KEY.kid)
        said = verify(ISSUER.sign_badge(held(), KEY), {key: KEY.public})
        assert (said["iss"], said["jti"]) == (said["issuer"]["id"], said["id"])
        assert datetime.fromtimestamp(said["nbf"], UTC) == datetime.fromisoformat(said["validFrom"])
        assert datetime.fromtimestamp(said["exp"], UTC) == datetime.fromisoformat(
            said["validUntil"]
        )

    def test_has_the_same_name_each_time_and_tells_no_serial_by_it(self) -> None:
        name = ISSUER.credential_id("SS-AAAAA-AAAAD")
        assert name == ISSUER.credential_id("SS-AAAAA-AAAAD") != ISSUER.credential_id("SS-B")
        assert "AAAAA" not in name


def test_the_revocations_name_what_was_withdrawn_and_nothing_else() -> None:
    day = date(2027, 1, 9)
    statuses = {f"SS-{state.name}": ListedStatus(state, day) for state in ListedState}
    told = ISSUER.revocations(statuses)
    assert told["issuer"] == ISSUER.did
    assert {(one["id"], one["revocationReason"]) for one in told["revokedCredential"]} == {
        (ISSUER.credential_id("SS-REVOKED"), "revoked"),
        (ISSUER.credential_id("SS-SUSPENDED"), "suspended"),
    }
    assert "SS-" not in json.dumps(told)


def test_a_port_is_part_of_the_issuers_name() -> None:
    assert Issuer("x", "http://localhost:8000").did == "did:web:localhost%3A8000"
