"""/readiness/<unit>/people: who is behind a number."""

import pytest

from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.coordinator.land import CHANGE, Land
from tests.web.coordinator.test_unit import rows


def names(client: PageClient, address: str) -> list[str]:
    return [row[0].split(" DT-")[0] for row in rows(client.get(address))]


class TestPeople:
    def test_come_unit_by_unit_in_roster_order(self, cora: PageClient) -> None:
        assert names(cora, "/readiness/82/people") == [
            "Đỗ Thị Chi",
            "Nguyễn Thị Ana",
            "Lê Văn Ben",
        ]

    @pytest.mark.parametrize(
        ("show", "expected"),
        [
            ("ready", ["Đỗ Thị Chi", "Nguyễn Thị Ana"]),
            ("expiring", ["Đỗ Thị Chi"]),
            ("not_ready", ["Lê Văn Ben"]),
        ],
    )
    def test_are_those_that_the_number_counts(
        self, cora: PageClient, show: str, expected: list[str]
    ) -> None:
        assert names(cora, f"/readiness/82/people?show={show}") == expected

    def test_each_leads_to_their_own_page(self, cora: PageClient, land: Land) -> None:
        links = cora.get("/readiness/82/people").links()
        assert links["Nguyễn Thị Ana"] == f"/people/{land.ana.id}"
        assert links["Sa Dec Ward"] == "/readiness/29905"

    def test_of_a_past_day_stay_on_that_day(self, cora: PageClient, land: Land) -> None:
        links = cora.get("/readiness/87/people?on=2024-06-01").links()
        assert links["Nguyễn Thị Ana"] == f"/people/{land.ana.id}?on=2024-06-01"

    def test_a_unit_of_another_day_is_followed(self, cora: PageClient) -> None:
        page = cora.get("/readiness/82/people?on=2024-06-01&edition=2025&show=ready")
        assert page.location == "/readiness/87/people?on=2024-06-01&show=ready"

    def test_an_old_code_is_not_found(self, cora: PageClient) -> None:
        assert cora.get("/readiness/87/people").status_code == 404


class TestPages:
    @pytest.fixture
    def crowd(self, land: Land, make: Maker) -> None:
        for number in range(51):
            make.person(f"Lê Văn Số {number:02d}", team=land.team, since=CHANGE)

    def test_fifty_stand_on_a_page(self, cora: PageClient, crowd: None) -> None:
        page = cora.get("/readiness/29905/people?show=not_ready")
        assert len(rows(page)) == 50
        assert "52 people on 01/06/2026." in page.words
        following = page.links()["Next page"]
        assert following == "/readiness/29905/people?show=not_ready&page=2"
        assert len(rows(cora.get(following))) == 2

    def test_a_communes_board_turns_its_own_pages(self, cora: PageClient, crowd: None) -> None:
        page = cora.get("/readiness/29905")
        assert len(rows(cora.get(page.links()["Next page"]))) == 3

    @pytest.mark.parametrize("number", ["0", "2", "-1", "x", "99999999999"])
    def test_a_page_that_is_not_there_is_not_found(self, cora: PageClient, number: str) -> None:
        assert cora.get(f"/readiness/29905/people?page={number}").status_code == 404
