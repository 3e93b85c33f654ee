"""/certificates/<serial>/pass: what a holder shows."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from xml.etree.ElementTree import tostring

import pytest

from portal.certification.decisions import decide_hold
from portal.certification.facts import HoldKind
from portal.certification.models import Certificate
from portal.certification.passes.keyring import ensure_key
from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
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
def issued(make: Maker, client: PageClient, tmp_path: Path) -> Certificate:
    load_rules(tmp_path)
    begin_writing()
    ensure_key(secret=SECRET)
    db.session.commit()
    ana = make.person("Nguyễn Thị Ánh Đào")
    client.sign_in(ana)
    return certify(ana.id, "2026-05-01")


def test_is_one_step_from_my_certificates(client: PageClient, issued: Certificate) -> None:
    page = client.get(client.get("/certificates").links()["Mở thẻ để xuất trình"])
    for words in ("Tình nguyện viên", "Nguyễn Thị Ánh Đào", issued.serial, "01/05/2027"):
        assert words in page.words
    assert page.find("div", class_="c-verdict--ready")


def test_brings_its_code_with_it(client: PageClient, issued: Certificate) -> None:
    page = client.get(f"/certificates/{issued.serial}/pass")
    (frame,) = page.find("div", class_="c-pass__code")
    drawn = tostring(frame, encoding="unicode")
    assert "path" in drawn and "http" not in re.sub(r'xmlns\S*="[^"]*"', "", drawn)
    assert page.response.headers["Cache-Control"] == "no-store"


def test_leads_where_the_scan_leads(client: PageClient, issued: Certificate) -> None:
    page = client.get(f"/certificates/{issued.serial}/pass")
    link = page.links()["Xem khi quét hiện gì"]
    assert link.startswith(f"http://localhost/check/{issued.serial}?t=")
    shown = client.get(link.removeprefix("http://localhost"))
    assert "Chữ ký trong mã đúng là của hệ thống này" in shown.words


def test_leads_to_the_set_address(client: PageClient, issued: Certificate) -> None:
    settings = client.app.config["PORTAL"]
    client.app.config["PORTAL"] = settings.__class__(
        **{**vars(settings), "address": "https://sansang.example"}
    )
    page = client.get(f"/certificates/{issued.serial}/pass")
    assert page.links()["Xem khi quét hiện gì"].startswith("https://sansang.example/check/")


def test_without_a_key_leads_to_the_plain_page(
    client: PageClient, make: Maker, tmp_path: Path
) -> None:
    load_rules(tmp_path)
    ana = make.person()
    serial = certify(ana.id, "2026-05-01").serial
    client.sign_in(ana)
    links = client.get(f"/certificates/{serial}/pass").links()
    assert links["Xem khi quét hiện gì"] == f"http://localhost/check/{serial}"


def test_is_its_holders_alone(client: PageClient, make: Maker, issued: Certificate) -> None:
    ben = PageClient(client.app)
    ben.sign_in(make.person("Lê Ben"))
    assert ben.get(f"/certificates/{issued.serial}/pass").status_code == 404


def test_a_revoked_one_is_no_pass_and_nothing_to_print(
    client: PageClient, make: Maker, issued: Certificate
) -> None:
    begin_writing()
    decide_hold(
        kind=HoldKind.REVOKED,
        person_id=issued.person_id,
        certification="P0",
        reason="Vi phạm quy định",
        actor_id=make.person("Phạm Cora").id,
    )
    db.session.commit()
    links = client.get("/certificates").links()
    assert not {"Mở thẻ để xuất trình", "Tải bản in (PDF)"} & set(links)
    for what in ("pass", "pdf", "badge"):
        assert client.get(f"/certificates/{issued.serial}/{what}").status_code == 403
    shown = client.get(f"/check/{issued.serial}")
    assert shown.find("div", class_="c-verdict--no")
    (told,) = client.get("/badges/revocations").json["revokedCredential"]
    assert told["revocationReason"] == "revoked"


def test_takes_at_most_six_statements(
    client: PageClient, issued: Certificate, statements: Statements
) -> None:
    with statements() as seen:
        client.get(f"/certificates/{issued.serial}/pass")
    assert len(seen) <= 6
