"""What verifiers of badges ask the portal for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.certification.passes.keyring import ensure_key, rotate_keys
from portal.certification.passes.keys import PublicKey
from portal.certification.passes.signing import verify
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from tests.support.certifying import at, certify, load_rules
from tests.support.databases import SECRET
from tests.support.making import Maker
from tests.support.pages import PageClient


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with frozen(at("2026-06-01")):
        yield


@pytest.fixture
def rules(make: Maker, tmp_path: Path) -> None:
    load_rules(tmp_path)
    begin_writing()
    ensure_key(secret=SECRET)
    rotate_keys(secret=SECRET)
    db.session.commit()


@pytest.mark.usefixtures("rules")
class TestWellKnown:
    def test_keys_are_there_in_both_forms_and_for_browsers(self, client: PageClient) -> None:
        keys = client.get("/.well-known/jwks.json").json["keys"]
        document = client.get("/.well-known/did.json")
        methods = document.json["verificationMethod"]
        assert [one["publicKeyJwk"] for one in methods] == keys
        assert len(keys) == 2 and not any("d" in key for key in keys)
        assert document.response.headers["Access-Control-Allow-Origin"] == "*"

    def test_the_issuer_is_who_the_settings_say(self, client: PageClient) -> None:
        told = client.get("/badges/issuer").json
        assert told["id"] == client.get("/.well-known/did.json").json["id"]
        assert "Tỉnh Đoàn Đồng Tháp" in told["name"]

    def test_each_permit_is_an_achievement(self, client: PageClient) -> None:
        assert client.get("/badges/P0").json["name"] == "Tình nguyện viên / Volunteer"
        assert client.get("/badges/P9").status_code == 404

    def test_nothing_was_taken_back_here(self, client: PageClient, make: Maker) -> None:
        certify(make.person().id, "2026-05-01")
        assert client.get("/badges/revocations").json["revokedCredential"] == []


@pytest.mark.usefixtures("rules")
class TestTheBadge:
    def test_is_its_holders_to_download_and_signed_by_a_known_key(
        self, client: PageClient, make: Maker
    ) -> None:
        ana = make.person("Nguyễn Thị Ánh Đào")
        serial = certify(ana.id, "2026-05-01").serial
        client.sign_in(ana)
        pass_page = client.get(f"/certificates/{serial}/pass")
        page = client.get(pass_page.links()["Tải huy hiệu Open Badge"])
        assert page.response.mimetype == "application/vc+jwt"
        methods = client.get("/.well-known/did.json").json["verificationMethod"]
        keys = {one["id"]: PublicKey(one["id"], one["publicKeyJwk"]["x"]) for one in methods}
        said = verify(page.response.get_data(as_text=True), keys)
        assert said["credentialSubject"]["licenseNumber"] == serial
        assert said["credentialStatus"]["id"] == "http://localhost/badges/revocations"

    def test_is_nobody_elses(self, client: PageClient, make: Maker) -> None:
        serial = certify(make.person().id, "2026-05-01").serial
        client.sign_in(make.person("Lê Ben"))
        assert client.get(f"/certificates/{serial}/badge").status_code == 404
