"""/people/<person>/decisions and /readiness/<unit>/extension: deciding, and what is refused in words."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from portal.certification.decision_models import Ruling
from portal.certification.queries import get_standings
from portal.certification.services import award_due
from portal.kernel.db import begin_writing, db
from portal.people.permissions import Role
from tests.support.certifying import RULES, load_rules
from tests.support.making import Maker
from tests.support.pages import Page, PageClient
from tests.web.coordinator.land import CHANGE, Land

RESTING = """\
  - code: P1
    title: {vi: Bàn một cửa, en: Desk}
    activity: {vi: Hỗ trợ, en: Helps}
    requires: [P0]
    validity_months: 12
"""


def decide(client: PageClient, land: Land, kind: str, **values: object) -> Page:
    address = f"/people/{land.ana.id}/decisions/{kind}"
    return send(client, client.get(address), action=address, **values)


def standing(land: Land) -> str:
    db.session.rollback()
    return get_standings(land.ana.id, date(2026, 6, 1))[0].standing.value


def send(client: PageClient, page: Page, action: str | None = None, **values: object) -> Page:
    """The page's form; what a browser would send of its lists of choices is the first permit."""
    return client.submit(page, {"certification": "P0", **values}, action=action)


class TestDecide:
    def test_suspended_and_given_back_by_links_and_forms(
        self, cora: PageClient, land: Land
    ) -> None:
        person = cora.get(f"/people/{land.ana.id}")
        decisions = cora.get(person.links()["Decisions about what they hold"])
        assert "Nothing was decided" in decisions.words
        form = cora.get(decisions.links()["Suspend"])
        after = cora.follow(send(cora, form, reason="khiếu nại đang được xem xét"))
        assert "P0 suspended" in after.words
        assert "khiếu nại đang được xem xét" in after.words
        assert standing(land) == "suspended"
        assert "Suspended since 01/06/2026" in cora.get(f"/people/{land.ana.id}").words
        decide(cora, land, "reinstate", reason="vô căn cứ")
        assert standing(land) == "valid"

    def test_revoked_is_told_on_the_check_page_without_the_reason(
        self, cora: PageClient, land: Land
    ) -> None:
        serial = get_standings(land.ana.id, date(2026, 6, 1))[0].serial
        decide(cora, land, "revoke", reason="chụp căn cước", appeal_note="gửi đơn")
        page = cora.get(f"/check/{serial}")
        assert "Revoked on 01/06/2026" in page.words
        assert "chụp căn cước" not in page.words
        holder = PageClient(cora.app)
        holder.switch_to("en")
        holder.sign_in(land.ana)
        mine = holder.get("/certificates").words
        assert "Reason: chụp căn cước" in mine
        assert "Appeal: gửi đơn" in mine

    def test_what_falls_with_a_permit_is_told_and_its_number_typed(
        self, cora: PageClient, land: Land, tmp_path: Path
    ) -> None:
        load_rules(tmp_path, RULES + RESTING)
        begin_writing()
        award_due(person_id=land.ana.id, on=date(2026, 6, 1))
        db.session.commit()
        form = cora.get(f"/people/{land.ana.id}/decisions/revoke")
        assert "P0: from today P0, P1 stop counting" in form.words
        assert "P1: from today" not in form.words
        refused = decide(cora, land, "revoke", reason="x", count="1")
        assert refused.status_code == 422
        assert "Type 2: P0, P1 stop counting." in refused.words
        assert decide(cora, land, "revoke", reason="x", count="2").status_code == 302
        assert standing(land) == "revoked"

    def test_waived_and_accepted(self, cora: PageClient, land: Land) -> None:
        address = f"/people/{land.ben.id}/decisions"
        send(cora, cora.get(f"{address}/waive"), what="P0:C04", reason="đã dạy môn này")
        rows = get_standings(land.ben.id, date(2026, 6, 1))
        assert rows[0].standing == "valid"
        send(
            cora,
            cora.get(f"{address}/accept"),
            course="lua-dao",
            proof="giấy của trường",
            reason="x",
        )
        assert db.session.scalars(select(Ruling.kind).order_by(Ruling.id)).all() == [
            "waived", "equivalent",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("reason", "said"),
        [("", "Write the reason"), ("cccd 087200123456", "looks like an identity number")],
        ids=["none", "identity"],
    )
    def test_refuses_in_words_and_keeps_nothing(
        self, cora: PageClient, land: Land, reason: str, said: str
    ) -> None:
        page = decide(cora, land, "suspend", reason=reason)
        assert page.status_code == 422
        assert said in page.words
        assert standing(land) == "valid"

    def test_what_stands_already_is_refused(self, cora: PageClient, land: Land) -> None:
        page = decide(cora, land, "reinstate", reason="x")
        assert page.status_code == 422
        assert "stands that way already" in page.words

    def test_only_the_province_revokes(self, dora: PageClient, land: Land) -> None:
        page = dora.get(f"/people/{land.ana.id}/decisions")
        assert "Revoke" not in page.links()
        assert dora.get(f"/people/{land.ana.id}/decisions/revoke").status_code == 404

    def test_nobody_out_of_reach_and_no_other_kind(self, dora: PageClient, land: Land) -> None:
        assert dora.get(f"/people/{land.chi.id}/decisions").status_code == 404
        assert dora.get(f"/people/{land.chi.id}/decisions/suspend").status_code == 404
        assert dora.get(f"/people/{land.ana.id}/decisions/forget").status_code == 404

    def test_not_about_oneself(self, land: Land, make: Maker, client: PageClient) -> None:
        client.switch_to("en")
        boss = make.person(
            "Bùi Tự", team=land.team, since=CHANGE, roles=[(Role.COORDINATOR, land.sa_dec)]
        )
        client.sign_in(boss)
        address = f"/people/{boss.id}/decisions/waive"
        page = send(client, client.get(address), what="P0:C02", reason="x")
        assert page.status_code == 422
        assert "Nobody decides about themselves" in page.words


class TestExtend:
    address = "/readiness/82/extension"

    def test_shows_who_and_extends_those_chosen(self, cora: PageClient, land: Land) -> None:
        page = cora.get(f"{self.address}?certification=P0&until=2027-06-30")
        assert "Nguyễn Thị Ana" in page.words
        assert "Đỗ Thị Chi" in page.words
        assert "Lê Văn Ben" not in page.words  # nothing was ever issued to him
        send(
            cora,
            page,
            action=self.address,
            people=[str(land.ana.id)],
            decision_number="12/QĐ",
            reason="lũ",
        )
        ends = [
            get_standings(one.id, date(2026, 6, 1))[0].expires_on for one in (land.ana, land.chi)
        ]
        assert ends == [date(2027, 6, 30), date(2026, 6, 20)]

    def test_refuses_the_past_and_a_missing_decision(self, cora: PageClient, land: Land) -> None:
        page = cora.get(f"{self.address}?certification=P0&until=2027-06-30")
        sent = send(cora,
            page, action=self.address, people=[str(land.ana.id)], until="2026-05-31",
            decision_number="12", reason="x",
        )  # fmt: skip
        assert sent.status_code == 422
        page = cora.get(f"{self.address}?certification=P0&until=2027-06-30")
        sent = send(cora, page, action=self.address, decision_number="", reason="x")
        assert sent.status_code == 422
        assert "Write the number of the decision" in sent.words

    def test_people_out_of_reach_cannot_be_chosen(self, dora: PageClient, land: Land) -> None:
        address = "/readiness/29905/extension"
        page = dora.get(f"{address}?certification=P0&until=2027-06-30")
        sent = send(
            dora, page, action=address, people=[str(land.chi.id)], decision_number="12", reason="x"
        )
        assert sent.status_code == 422
        assert dora.get(self.address).status_code == 404
