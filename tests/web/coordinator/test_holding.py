"""/readiness/<unit>/decisions/<kind>: several people's permits suspended or revoked by one decision."""

from datetime import date

import pytest
from sqlalchemy import select

from portal.certification.decision_models import Ruling
from portal.certification.decisions import decide_hold
from portal.certification.facts import HoldFact, HoldKind
from portal.certification.ledger import read_ledger
from portal.certification.queries import get_standings
from portal.certification.verifying import verify
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from portal.people.permissions import Role
from tests.support.certifying import certify
from tests.support.making import Maker
from tests.support.pages import Page, PageClient
from tests.web.coordinator.land import CHANGE, Land

REVOKE = "/readiness/82/decisions/revoke"
WHY = {"decision_number": "7/QĐ-ĐTN", "reason": "phòng thi gian lận"}


@pytest.fixture
def duy(make: Maker, land: Land) -> Person:
    """In Ana's team, issued P0 on the same day as she."""
    duy = make.person("Võ Duy", team=land.team, since=CHANGE)
    certify(duy.id, "2026-01-10")
    return duy


def preview(client: PageClient, *people: Person, address: str = REVOKE) -> Page:
    page = client.get(f"{address}?certification=P0")
    sent = {"certification": "P0", "people": [str(one.id) for one in people]}
    return client.submit(page, sent, action=f"{address}/preview")


def keep(client: PageClient, page: Page, address: str = REVOKE, **values: object) -> Page:
    return client.submit(page, {**WHY, **values}, action=address)


def standings(*people: Person) -> list[str]:
    db.session.rollback()
    return [get_standings(one.id, date(2026, 6, 1))[0].standing.value for one in people]


def rulings() -> list[tuple[str, str | None]]:
    db.session.rollback()
    return [(one.kind, one.decision_number) for one in db.session.scalars(select(Ruling))]


class TestRevoking:
    def test_from_the_board_shows_what_falls_and_does_it_once(
        self, cora: PageClient, land: Land, duy: Person
    ) -> None:
        board = cora.get("/readiness/82")
        suspend = cora.get(board.links()["Suspend or revoke for several people"])
        page = cora.get(suspend.links()["Revoke instead"])
        assert page.status_code == 200
        page = preview(cora, land.ana, duy)
        assert "P0 2" in page.words
        assert "Sa Dec Ward 2 2" in page.words
        assert "Nguyễn Thị Ana" in page.words
        assert "Đỗ Thị Chi" not in page.words
        assert rulings() == []
        after = cora.follow(keep(cora, page, count="2", appeal_note="gửi đơn"))
        assert "Revoked for 2 people." in after.words
        assert (
            keep(cora, page, count="2", appeal_note="gửi đơn").status_code == 302
        )  # a double click
        assert rulings() == [("revoked", "7/QĐ-ĐTN")] * 2
        assert standings(land.ana, duy, land.chi) == ["revoked", "revoked", "expiring"]
        decisions = cora.get(f"/people/{duy.id}/decisions").words
        assert "P0 revoked, decision 7/QĐ-ĐTN" in decisions
        assert "Reason: phòng thi gian lận" in decisions
        facts = read_ledger([duy.id], date(2026, 6, 1)).of(duy.id)
        assert [one.reason for one in facts if isinstance(one, HoldFact)] == [WHY["reason"]]
        assert verify().differences == ()

    def test_a_day_of_issue_ticks_those_who_were_issued_it_then(
        self, cora: PageClient, land: Land, duy: Person
    ) -> None:
        page = cora.get(f"{REVOKE}?certification=P0&issued_on=2026-01-10")
        boxes = [one for one in page.find("input") if one.get("name") == "people"]
        assert {one.get("value") for one in boxes} == {str(land.ana.id), str(duy.id)}
        assert all("checked" in one.attrib for one in boxes)

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"count": "1"}, "Type 2: so many people are concerned."),
            ({"count": "2", "reason": "cccd 087200123456"}, "looks like an identity number"),
        ],
        ids=["count", "identity"],
    )
    def test_refuses_in_words_and_keeps_nothing(
        self, cora: PageClient, land: Land, duy: Person, values: dict[str, object], said: str
    ) -> None:
        refused = keep(cora, preview(cora, land.ana, duy), **values)
        assert refused.status_code == 422
        assert said in refused.words
        assert rulings() == []
        assert keep(cora, refused, count="2").status_code == 302

    def test_what_was_decided_since_is_shown_before_anything_is_kept(
        self, cora: PageClient, land: Land, duy: Person
    ) -> None:
        page = preview(cora, land.ana, duy)
        begin_writing()
        decide_hold(
            kind=HoldKind.REVOKED,
            person_id=duy.id,
            certification="P0",
            reason="x",
            actor_id=land.ben.id,
        )
        db.session.commit()
        refused = keep(cora, page, count="2")
        assert refused.status_code == 422
        assert "Look again at what stops counting" in refused.words
        assert "Võ Duy" not in refused.words
        assert standings(land.ana) == ["valid"]
        assert keep(cora, refused, count="1").status_code == 302

    def test_a_number_that_stands_for_some_of_them_is_refused(
        self, cora: PageClient, land: Land, duy: Person
    ) -> None:
        both = preview(cora, land.ana, duy)
        keep(cora, preview(cora, duy), count="1")
        refused = keep(cora, both, count="2")
        assert refused.status_code == 422
        assert "Write another number" in refused.words
        assert standings(land.ana) == ["valid"]


class TestReach:
    address = "/readiness/29905/decisions/suspend"

    def test_a_commune_suspends_its_own_people_and_nobody_else(
        self, dora: PageClient, land: Land, duy: Person
    ) -> None:
        assert dora.get("/readiness/29905/decisions/revoke").status_code == 404
        assert dora.get(REVOKE).status_code == 404
        assert dora.get("/readiness/29905/decisions/forget").status_code == 404
        assert preview(dora, duy, land.chi, address=self.address).status_code == 404
        page = preview(dora, duy, land.ana, address=self.address)
        stolen = {"people": [str(duy.id), str(land.chi.id)], "count": "2"}
        assert keep(dora, page, self.address, **stolen).status_code == 404
        assert keep(dora, page, self.address, count="2").status_code == 302
        assert standings(land.ana, duy, land.chi) == ["suspended", "suspended", "expiring"]

    def test_nobody_chosen_nobody_known_and_never_oneself(
        self, land: Land, make: Maker, client: PageClient
    ) -> None:
        client.switch_to("en")
        roles = [(Role.COORDINATOR, land.sa_dec)]
        boss = make.person("Bùi Tự", team=land.team, since=CHANGE, roles=roles)
        certify(boss.id, "2026-01-10")
        client.sign_in(boss)
        page = preview(client, address=self.address)
        assert page.status_code == 422
        assert "Choose at least one person" in page.words
        assert "Bùi Tự, " not in page.words
        assert preview(client, boss, address=self.address).status_code == 404
        page = client.get(f"{self.address}?certification=P0")
        garbage = {"certification": "P0", "people": ["x", "' or 1=1"]}
        assert client.submit(page, garbage, action=f"{self.address}/preview").status_code < 500
