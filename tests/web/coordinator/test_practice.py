"""/readiness/<unit>/practice: the assessor's list, item by item, for several people of one day."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.certification.decision_models import SignOff
from portal.kernel.db import db
from portal.people.models import Person
from portal.people.permissions import Role
from tests.support.certifying import load_rules
from tests.support.making import Maker
from tests.support.pages import Page, PageClient
from tests.unit.certification.test_practice import PRACTICE
from tests.web.coordinator.land import CHANGE, Land

ADDRESS = "/readiness/29905/practice"


@pytest.fixture
def asa(land: Land, make: Maker, client: PageClient, tmp_path: Path) -> PageClient:
    load_rules(tmp_path, PRACTICE)
    client.switch_to("en")
    client.sign_in(
        make.person("Võ Asa", team=land.team, since=CHANGE, roles=[(Role.ASSESSOR, land.sa_dec)])
    )
    return client


def the_list(asa: PageClient, *people: object) -> Page:
    chosen = "&".join(f"people={person}" for person in people)
    return asa.get(f"{ADDRESS}?list=S1&on=2026-06-01&{chosen}")


def send(client: PageClient, page: Page, action: str | None = None, **values: object) -> Page:
    return client.submit(page, values, action=action)


def kept() -> list[tuple[bool, str]]:
    db.session.rollback()
    rows = db.session.execute(select(SignOff.is_passed, SignOff.note).order_by(SignOff.id))
    return [(row.is_passed, row.note) for row in rows]


def signed_in(asa: PageClient, person: Person) -> PageClient:
    client = PageClient(asa.app)
    client.switch_to("en")
    client.sign_in(person)
    return client


class TestPractice:
    def test_leads_from_the_board_to_the_list(self, asa: PageClient, land: Land) -> None:
        board = asa.get("/readiness/29905")
        page = asa.get(board.links()["Sign off practice"])
        assert "Nguyễn Thị Ana" in page.words
        assert "Võ Asa" not in page.words.split("Who was there")[1]
        assert "Greets" in the_list(asa, land.ana.id).words

    def test_keeps_several_people_of_one_day(self, asa: PageClient, land: Land) -> None:
        ana, ben = land.ana.id.hex, land.ben.id.hex
        page = the_list(asa, land.ana.id, land.ben.id)
        values = {
            f"mark_{ana}_0": "1",
            f"mark_{ana}_1": "1",
            f"mark_{ben}_0": "1",
            f"mark_{ben}_1": "0",
        }
        sent = send(asa, page, action=ADDRESS, **values, **{f"note_{ben}": "tập đóng ca"})
        assert sent.status_code == 302
        assert sorted(kept()) == [(False, "tập đóng ca"), (True, "")]
        send(asa, page, action=ADDRESS, **values)  # sent again
        assert len(kept()) == 2
        assert "Watched on 01/06/2026 by Võ Asa" in asa.get(f"/people/{land.ben.id}").words

    def test_asks_for_every_item(self, asa: PageClient, land: Land) -> None:
        page = the_list(asa, land.ana.id)
        sent = send(asa, page, action=ADDRESS, **{f"mark_{land.ana.id.hex}_0": "1"})
        assert sent.status_code == 422
        assert "Mark this item" in sent.words
        assert kept() == []

    def test_refuses_identity_numbers_and_days_to_come(self, asa: PageClient, land: Land) -> None:
        ana = land.ana.id.hex
        values = {f"mark_{ana}_0": "1", f"mark_{ana}_1": "1"}
        page = the_list(asa, land.ana.id)
        sent = send(asa, page, action=ADDRESS, **values, **{f"note_{ana}": "087200123456"})
        assert sent.status_code == 422
        assert "identity number" in sent.words
        sent = send(asa, the_list(asa, land.ana.id), action=ADDRESS, on="2026-06-02", **values)
        assert sent.status_code == 422
        assert kept() == []

    def test_people_out_of_reach_are_not_found(self, asa: PageClient, land: Land) -> None:
        assert asa.get("/readiness/82/practice").status_code == 404
        assert the_list(asa, land.chi.id).status_code == 422
        page = the_list(asa, land.ana.id)
        sent = send(asa, page, action=ADDRESS, **{f"key_{land.chi.id.hex}": "x"})
        assert sent.status_code == 404
        assert db.session.scalar(select(func.count()).select_from(SignOff)) == 0

    def test_a_coordinator_may_not(self, cora: PageClient, land: Land) -> None:
        assert cora.get(ADDRESS).status_code == 403


class TestObjection:
    def test_the_volunteer_sees_it_at_once_and_objects(self, asa: PageClient, land: Land) -> None:
        ana = land.ana.id.hex
        page = the_list(asa, land.ana.id)
        send(asa, page, action=ADDRESS, **{f"mark_{ana}_0": "1", f"mark_{ana}_1": "0"})
        volunteer = signed_in(asa, land.ana)
        mine = volunteer.get("/certificates")
        assert "Closes: Not yet passed" in mine.words
        form = volunteer.get(mine.links()["I see it differently"])
        send(volunteer, form, note="Tôi đã đóng ca.")
        after = volunteer.get("/certificates")
        assert "Objection: Tôi đã đóng ca." in after.words
        assert "I see it differently" not in after.links()

    def test_of_another_is_not_found(self, asa: PageClient, land: Land) -> None:
        ana = land.ana.id.hex
        page = the_list(asa, land.ana.id)
        send(asa, page, action=ADDRESS, **{f"mark_{ana}_0": "1", f"mark_{ana}_1": "0"})
        number = db.session.scalar(select(SignOff.key))
        db.session.rollback()
        other = signed_in(asa, land.ben)
        assert other.get(f"/certificates/sign-offs/{number}/objection").status_code == 404
