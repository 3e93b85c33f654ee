"""/scheme and /scheme/<permit>: who would flip is shown by name, their number is typed, and then it happens."""

from datetime import date

import pytest
from sqlalchemy import func, select

from portal.certification import rule_changes
from portal.certification.decision_models import StandingSpan
from portal.certification.models import SchemeVersion
from portal.certification.queries import get_standings
from portal.certification.services import award_due
from portal.certification.verifying import verify
from portal.kernel.db import begin_writing, db
from portal.people.models import Person
from tests.support.certifying import certify, complete
from tests.support.making import Maker
from tests.support.pages import Page, PageClient

People = tuple[Person, Person]
#: P0 asks for the trial course too, from 1 June, to be done within 60 days
STRICTER = {
    "courses": ["C02", "C04", "C09"],
    "validity_months": "12",
    "renewal_window_days": "30",
    "refresh_grace_days": "60",
    "applies_from": "2026-06-01",
}


def look(admin: PageClient, **values: object) -> Page:
    return admin.get("/scheme/P0", query_string={**STRICTER, **values})


def keep(admin: PageClient, page: Page, **values: object) -> Page:
    return admin.submit(page, values, action="/scheme/P0")


def versions() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(SchemeVersion)) or 0


def standing(person: Person, on: date) -> str:
    db.session.rollback()
    return get_standings(person.id, on)[0].standing.value


class TestLooking:
    def test_by_links_from_the_list_of_permits_to_the_rule_as_it_stands(
        self, admin: PageClient
    ) -> None:
        page = admin.get(admin.get("/certificates").links()["Rules"])
        assert "Asks for: Devices; Scams" in page.words
        form = admin.get(page.links()["Change P0"]).form("/scheme/P0")
        sent = {one.get("name"): one.get("value") for one in form.iter("input")}
        assert (sent["validity_months"], sent["applies_from"]) == ("12", "2026-06-01")

    def test_counts_by_day_and_unit_and_every_number_opens_its_people(
        self, admin: PageClient
    ) -> None:
        page = look(admin)
        assert "1 person loses a permit" in page.words
        assert "31/07/2026" not in page.words
        assert "01/08/2026 P0 no longer counts 1" in page.words
        assert "01/06/2026 P0 something new to do 1" in page.words
        addresses = {a.get("href") for a in page.find("a") if "/people" in a.get("href", "")}
        assert {"loses", "asked"} == {one.split("show=")[1].split("&")[0] for one in addresses}
        for address in addresses:
            people = admin.get(address).words
            assert "Đỗ Thị Chi" in people
            assert "Nguyễn Thị Ana" not in people
        found = admin.get(next(iter(addresses)) + "&q=do+chi").words
        assert "Đỗ Thị Chi" in found
        assert "Nobody has these words" in admin.get(next(iter(addresses)) + "&q=xyz").words
        assert versions() == 1

    def test_many_people_are_looked_at_step_by_step(
        self, admin: PageClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rule_changes, "PEOPLE_A_LOOK", 1)
        page = look(admin)
        assert "People looked at 1 of 2" in page.words
        assert page.response.headers["Refresh"] == "0"
        assert admin.get("/scheme/P1").status_code == 404
        done = admin.get(page.links()["Go on"])
        assert "1 person loses a permit" in done.words
        assert "Refresh" not in done.response.headers

    @pytest.mark.parametrize(
        ("values", "said"),
        [
            ({"applies_from": "2026-05-31"}, "That day is over"),
            ({"applies_from": "9999-12-31"}, "up to the year 2100"),
            ({"applies_from": ""}, "Choose the first day"),
            ({"applies_from": "31/02/2026"}, "This is not a day"),
            ({"courses": []}, "has to ask for something"),
            ({"one_of": "P9, C09"}, "P9 is no course"),
            ({"one_of": "P0, C09"}, "P0 would ask for itself"),
            ({"one_of": "C09"}, "at least two codes"),
            ({"validity_months": "0"}, "from 1 to 120"),
            ({"validity_months": ""}, "from 1 to 120"),
            ({"refresh_grace_days": "-1"}, "from 0 to 366"),
            ({"courses": ["C02", "C04"]}, "the rule as it stands"),
        ],
        ids=lambda value: next(iter(value)) + str(value) if isinstance(value, dict) else "",
    )
    def test_what_cannot_be_a_rule_is_told_beside_its_field(
        self, admin: PageClient, values: dict[str, object], said: str
    ) -> None:
        page = look(admin, **values)
        assert page.status_code == 422
        assert said in page.words


class TestKeeping:
    def test_what_was_predicted_happens_and_again_changes_nothing(
        self, admin: PageClient, people: People
    ) -> None:
        ana, chi = people
        page = look(admin)
        after = admin.follow(keep(admin, page, count="1"))
        assert "The new rule is kept. It applies from 01/06/2026." in after.words
        assert "Phạm Quản Trị" in after.words
        assert [standing(chi, date(2026, 7, 31)), standing(chi, date(2026, 8, 1))] == [
            "refresh_due",
            "expired",
        ]
        assert standing(ana, date(2026, 8, 1)) == "valid"
        serial = get_standings(chi.id, date(2026, 6, 1))[0].serial
        assert "“Trial course” is asked for since 01/06/2026" in admin.get(f"/check/{serial}").words
        assert verify().differences == ()
        spans = db.session.scalars(select(StandingSpan).where(StandingSpan.person_id == chi.id))
        assert max(one.to_on for one in spans) == date(2026, 7, 31)
        assert keep(admin, page, count="1").status_code == 302  # a double click
        assert versions() == 2

    def test_a_span_that_goes_on_stays_one(self, admin: PageClient, make: Maker) -> None:
        early = make.person("Lê Văn Em")
        complete(early.id, "mini", on="2026-01-05")
        certify(early.id, "2026-01-10")
        page = look(admin)
        assert "06/01/2027 P0 no longer counts 1" in page.words
        assert keep(admin, page, count="2").status_code == 302
        assert verify().differences == ()

    def test_who_gains_a_permit_is_named_and_has_it_at_once(
        self, admin: PageClient, people: People, make: Maker
    ) -> None:
        gia = make.person("Võ Gia", team=make.team(make.unit("29900", "Tân Khánh")))
        complete(gia.id, "thiet-bi", on="2026-03-01")
        page = look(admin, courses=["C02"])
        assert "1 person gains a permit" in page.words
        assert "1 certificate is issued with it, on 01/06/2026." in page.words
        assert "01/06/2026 P0 counts from then on 1" in page.words
        address = next(a.get("href") for a in page.find("a") if "show=gains" in a.get("href", ""))
        named = admin.get(address).words
        assert "Võ Gia" in named
        assert "Tân Khánh" in named
        assert standing(gia, date(2026, 6, 1)) == "in_progress"
        assert keep(admin, page).status_code == 302
        assert standing(gia, date(2026, 6, 1)) == "valid"

    def test_without_their_number_nothing_is_kept(self, admin: PageClient) -> None:
        refused = keep(admin, look(admin), count="2")
        assert refused.status_code == 422
        assert "Type 1: so many people lose a permit." in refused.words
        assert versions() == 1
        assert keep(admin, refused, count="1").status_code == 302

    def test_facts_that_came_in_between_are_shown_first(
        self, admin: PageClient, people: People
    ) -> None:
        page = look(admin)
        complete(people[1].id, "mini", on="2026-06-01")
        begin_writing()
        award_due(person_id=people[1].id, on=date(2026, 6, 1))
        db.session.commit()
        refused = keep(admin, page, count="1")
        assert refused.status_code == 422
        assert "others would flip now" in refused.words
        assert "Nobody flips by this" in refused.words
        assert versions() == 1
        assert keep(admin, refused).status_code == 302

    def test_two_changes_from_one_day_are_refused(self, admin: PageClient) -> None:
        keep(admin, look(admin), count="1")
        page = look(admin, validity_months="6")
        assert "The rules change on 01/06/2026 already" in page.words
