"""/readiness/<unit>/practice: the assessor's list, item by item, for several people of one day."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from portal.certification.decision_models import SignOff
from portal.kernel.clock import frozen
from portal.kernel.db import db
from portal.people.models import Person
from portal.people.permissions import Role
from tests.support.certifying import at, certify, load_rules
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
        assert cora.get(ADDRESS).status_code == 404


class TestFromAPhone:
    """What the queue sends (docs/device-queue.md): one person a request, JSON out."""

    def sent(self, client: PageClient, person: Person, **more: str) -> Page:
        page = client.get(ADDRESS)
        hidden = person.id.hex
        fields = {
            "csrf_token": page.find("input", name="csrf_token")[0].get("value", ""),
            "list": "S1",
            "on": "2026-06-01",
            "wording": page.find("template")[0].get("data-wording", ""),
            "given_at": "2026-06-01T01:30:00.000Z",
            f"key_{hidden}": "6f1c2f0e-8f0a-4a63-9c0b-0f6a3f0d9a11",
            f"mark_{hidden}_0": "1",
            f"mark_{hidden}_1": "1",
            "sequence": "1",
            **more,
        }
        return client.post(ADDRESS, fields, headers={"Accept": "application/json"})

    def test_is_kept_once_with_the_phones_time_and_answered_alike(
        self, asa: PageClient, land: Land
    ) -> None:
        first, again = self.sent(asa, land.ana), self.sent(asa, land.ana)
        assert (first.status_code, first.json) == (200, {"kept": 1})
        assert (again.status_code, again.json) == (200, {"kept": 1})
        assert kept() == [(True, "")]
        said = "given on a phone at 01/06/2026 08:30 by its clock"
        assert said in asa.get(f"/people/{land.ana.id}").words

    @pytest.mark.parametrize(
        ("more", "error"),
        [
            ({"on": "2026-06-02"}, "not_that_day"),
            ({"on": "2026-04-01"}, "unknown_list"),  # the list is in the rules since today
            ({"wording": "other"}, "list_changed"),
            ({"note": "087200123456"}, "looks_like_identity"),
            ({"mark": ""}, "not_all_marked"),
        ],
        ids=["day to come", "before the list", "list changed", "identity number", "item left out"],
    )
    def test_a_refusal_is_a_word_and_keeps_nothing(
        self, asa: PageClient, land: Land, more: dict[str, str], error: str
    ) -> None:
        names = {"note": f"note_{land.ana.id.hex}", "mark": f"mark_{land.ana.id.hex}_1"}
        sent = self.sent(asa, land.ana, **{names.get(key, key): it for key, it in more.items()})
        assert (sent.status_code, sent.json) == (422, {"error": error})
        assert kept() == []

    def test_a_clock_that_is_none_is_not_written_down(self, asa: PageClient, land: Land) -> None:
        for wrong in ("yesterday", "2026-06-01T08:30"):
            assert self.sent(asa, land.ana, given_at=wrong).status_code == 200
        db.session.rollback()
        assert db.session.scalars(select(SignOff.given_at)).all() == [None]

    def test_a_key_of_somebody_elses_sign_off_is_refused(self, asa: PageClient, land: Land) -> None:
        self.sent(asa, land.ana)
        assert self.sent(asa, land.ben).json == {"error": "key_taken"}
        assert len(kept()) == 1


class TestByPermit:
    """P7 of the shipped rules: whoever holds it signs off in their own unit."""

    @pytest.fixture
    def holder(self, asa: PageClient, land: Land, make: Maker, tmp_path: Path) -> PageClient:
        # from the next day on, P0 is a permit whose holders sign off
        with frozen(at("2026-06-02")):
            load_rules(tmp_path, PRACTICE.replace("signoffs:", "assessors: [P0]\nsignoffs:"))
        person = make.person("Hồ Thị Bảy", team=land.team, since=CHANGE)
        certify(person.id, "2026-05-01")
        return signed_in(asa, person)

    def test_signs_off_others_in_their_own_unit(self, holder: PageClient, land: Land) -> None:
        assert holder.get("/practice").status_code == 404  # not by the rules of today
        with frozen(at("2026-06-02")):
            assert holder.get("/certificates").links()["Sign off practice"] == "/practice"
            assert holder.get("/practice").location == ADDRESS
            page = holder.get(ADDRESS)
            assert "Nguyễn Thị Ana" in page.words
            assert "Hồ Thị Bảy" not in page.words.split("Who was there")[1]
            ana = land.ana.id.hex
            values = {f"mark_{ana}_0": "1", f"mark_{ana}_1": "1"}
            sent = send(holder, the_list(holder, land.ana.id), action=ADDRESS, **values)
            assert sent.location == ADDRESS
            assert holder.get("/readiness/82/practice").status_code == 404
        assert kept() == [(True, "")]


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
