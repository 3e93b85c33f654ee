"""/check/offline and /check/list: what a leader's phone keeps."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from portal.certification.passes.keyring import rotate_keys
from portal.certification.passes.keys import PublicKey
from portal.certification.passes.status_list import ListedState, read_list
from portal.kernel import clock
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.people.permissions import Role
from tests.support.certifying import at, certify, load_rules
from tests.support.databases import SECRET
from tests.support.making import Maker
from tests.support.pages import PageClient

Statements = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture(autouse=True)
def june() -> Iterator[None]:
    with frozen(at("2026-06-01")):
        yield


@pytest.fixture
def leader(client: PageClient, make: Maker, tmp_path: Path) -> PageClient:
    load_rules(tmp_path)
    unit = make.unit("29905", "Sa Đéc")
    client.sign_in(make.person("Võ Dora", roles=[(Role.LEADER, unit)]))
    return client


def rotate() -> None:
    begin_writing()
    rotate_keys(secret=SECRET)
    db.session.commit()


class TestThePage:
    def test_alone_may_ask_for_the_camera(self, leader: PageClient) -> None:
        page = leader.get("/check/offline")
        assert "camera=(self)" in page.response.headers["Permissions-Policy"]
        for other in ("/check", "/readiness", "/"):
            assert "camera=()" in leader.get(other).response.headers["Permissions-Policy"]

    def test_is_reached_from_the_check_and_checks_online_without_a_script(
        self, leader: PageClient
    ) -> None:
        page = leader.get(leader.get("/check").links()["Kiểm tra thẻ khi không có mạng"])
        assert page.form("/check").get("method") == "get"
        assert page.find("input", type="text", name="serial")

    def test_is_not_offered_to_whoever_may_not_open_it(self, client: PageClient) -> None:
        assert "Kiểm tra thẻ khi không có mạng" not in client.get("/check").links()

    def test_names_the_permits(self, leader: PageClient) -> None:
        (permit,) = leader.get("/check/offline").find("li", data_permit="P0")
        assert permit.text == "Tình nguyện viên"


class TestTheList:
    def test_is_signed_and_brings_its_keys(self, leader: PageClient, make: Maker) -> None:
        issued = certify(make.person().id, "2026-01-10")
        rotate()
        rotate()
        answer = leader.get("/check/list").json
        keys = {key["kid"]: PublicKey(key["kid"], key["x"]) for key in answer["keys"]}
        found = read_list(answer["list"], keys)
        status = found.find(issued.serial)
        assert status is not None
        assert (status.state, status.until) == (ListedState.IN_FORCE, issued.expires_on)
        assert (found.made_at, len(keys)) == (clock.now(), 2)
        assert "d" not in answer["keys"][0]

    def test_tells_that_there_is_no_key_yet(self, leader: PageClient) -> None:
        assert leader.get("/check/list").status_code == 503

    def test_takes_at_most_six_statements(
        self, leader: PageClient, make: Maker, statements: Statements
    ) -> None:
        certify(make.person().id, "2026-01-10")
        rotate()
        with statements() as seen:
            leader.get("/check/list")
        assert len(seen) <= 6
