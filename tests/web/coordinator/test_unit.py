"""/readiness/<unit>: a unit's board on any day."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from portal.people.permissions import Role
from tests.support.making import Maker
from tests.support.pages import Page, PageClient, text_of
from tests.web.coordinator.land import CHANGE, OLD, Land, unit

Counting = Callable[[], AbstractContextManager[list[str]]]


def rows(page: Page) -> list[list[str]]:
    """The table's body, cell by cell."""
    assert page.root is not None
    body = page.root.find(".//tbody")
    assert body is not None
    return [
        [" ".join(text_of(cell).split()) for cell in row if cell.tag in ("th", "td")]
        for row in body.iter("tr")
    ]


class TestBoardOfAProvince:
    def test_counts_everybody_below(self, cora: PageClient) -> None:
        words = cora.get("/readiness/82").words
        assert "2 of 3 people are ready" in words
        assert "1 of the ready ones expire within 30 days" in words
        assert "1 are not ready" in words

    def test_shows_a_row_for_each_commune(self, cora: PageClient) -> None:
        assert len(rows(cora.get("/readiness/82"))) == 102

    def test_the_least_ready_come_first_and_the_empty_last(self, cora: PageClient) -> None:
        found = rows(cora.get("/readiness/82"))
        assert found[0] == ["Sa Dec Ward", "1 of 2", "0", "1"]
        assert found[1] == ["Cao Lanh Ward", "1 of 1", "1", "0"]
        assert found[2][1] == "no members yet"

    def test_sorts_by_name_when_asked(self, cora: PageClient) -> None:
        names = [row[0] for row in rows(cora.get("/readiness/82?sort=name"))]
        assert names[0] == "An Binh Ward"
        assert names.index("Cao Lanh Ward") < names.index("Sa Dec Ward")

    def test_every_number_opens_its_people(self, cora: PageClient) -> None:
        page = cora.get("/readiness/82")
        hrefs = [link.get("href") for link in page.find("a")]
        for show in ("ready", "expiring", "not_ready"):
            assert f"/readiness/82/people?show={show}" in hrefs
        assert "/readiness/29905/people?show=ready" in hrefs
        assert "/readiness/29905/people?show=expiring" not in hrefs  # nobody is behind a zero

    def test_names_are_vietnamese_for_a_vietnamese_reader(self, cora: PageClient) -> None:
        cora.switch_to("vi")
        assert rows(cora.get("/readiness/82"))[0][0] == "Phường Sa Đéc"


class TestBoardOfACommune:
    def test_shows_its_people_in_roster_order(self, cora: PageClient) -> None:
        found = rows(cora.get("/readiness/29905"))
        assert [row[0].split(" DT-")[0] for row in found] == ["Nguyễn Thị Ana", "Lê Văn Ben"]

    def test_shows_state_and_why_and_courses(self, cora: PageClient) -> None:
        ana, ben = rows(cora.get("/readiness/29905"))
        assert ana[1].startswith("Valid to the end of 10/01/2027")
        assert ana[2].startswith("Valid to the end of 10/01/2027, by")
        assert ana[3] == "2 of 2"
        assert ben[1] == "In progress"
        assert "still missing: “Scams”" in ben[2]
        assert ben[3] == "1 of 2"

    @pytest.mark.parametrize(
        ("show", "names"),
        [("ready", ["Nguyễn Thị Ana"]), ("not_ready", ["Lê Văn Ben"]), ("everything", None)],
    )
    def test_filters_by_state(self, cora: PageClient, show: str, names: list[str] | None) -> None:
        found = rows(cora.get(f"/readiness/29905?show={show}"))
        expected = names or ["Nguyễn Thị Ana", "Lê Văn Ben"]
        assert [row[0].split(" DT-")[0] for row in found] == expected

    def test_says_when_nobody_is_in_a_state(self, cora: PageClient) -> None:
        words = cora.get("/readiness/29905?show=expiring").words
        assert "Nobody here is in this state on this day." in words
        assert "Show everybody" in words

    def test_a_commune_without_people_says_what_to_do(self, cora: PageClient) -> None:
        assert "Nobody is in a team here on this day" in cora.get("/readiness/28261").words

    def test_no_phone_number_is_shown(self, cora: PageClient) -> None:
        text = cora.get("/readiness/29905").text
        assert "Nguyễn Thị Ana" in text
        assert "912345678" not in text.replace(" ", "")

    def test_the_way_up_ends_at_the_readers_own_unit(self, cora: PageClient, make: Maker) -> None:
        assert cora.get("/readiness/29905").links()["Dong Thap Province"] == "/readiness/82"

    def test_a_leader_has_no_way_up(self, dora: PageClient) -> None:
        assert "Dong Thap Province" not in dora.get("/readiness/29905").links()


class TestAnyDay:
    def test_a_past_day_shows_the_structure_of_that_day(self, cora: PageClient) -> None:
        page = cora.get("/readiness/87?on=2024-06-01")
        assert len(rows(page)) == 12
        assert "1 of 1 people are ready" in page.words
        assert "Who was ready on 01/06/2024" in page.words

    def test_a_district_shows_its_communes(self, cora: PageClient) -> None:
        page = cora.get("/readiness/867?on=2024-06-01")
        assert len(rows(page)) == 9
        assert page.links()["Dong Thap Province"] == "/readiness/87?on=2024-06-01"

    def test_a_districts_own_team_is_counted_apart(
        self, cora: PageClient, make: Maker, land: Land
    ) -> None:
        team = make.team(unit("867", 2023), "Tổ thành phố", since=OLD)
        make.person("Lý Thị Hoa", team=team, since=OLD)
        page = cora.get("/readiness/867?on=2024-06-01")
        assert "1 of 2 people are ready" in page.words
        assert "has a team of its own, counted above: 0 of 1 ready" in page.words
        behind = cora.get(page.links()["0 of 1 ready"])
        assert [row[0].split(" DT-")[0] for row in rows(behind)] == ["Lý Thị Hoa"]

    def test_a_future_day_shows_who_will_have_lapsed(self, cora: PageClient) -> None:
        page = cora.get("/readiness/82?on=2026-06-21")
        assert "1 of 3 people are ready" in page.words
        assert "Who will be ready on 21/06/2026" in page.words

    def test_the_last_day_still_counts(self, cora: PageClient) -> None:
        assert "2 of 3 people are ready" in cora.get("/readiness/82?on=2026-06-20").words

    def test_the_form_follows_a_unit_to_another_day(self, cora: PageClient) -> None:
        page = cora.get("/readiness/82?on=2024-06-01&edition=2025&sort=name")
        assert page.location == "/readiness/87?on=2024-06-01&sort=name"
        assert cora.get("/readiness/87?on=&edition=2023").location == "/readiness/82"

    def test_a_commune_is_followed_to_all_that_it_was(self, dora: PageClient) -> None:
        # 29905 was the code of one of the eight: the edition says which of the two is meant
        page = dora.get("/readiness/29905?on=2024-06-01&edition=2025")
        assert len(rows(page)) == 8
        assert "1 of 1 people are ready" in page.words
        assert "was not one unit" in page.words
        behind = dora.get("/readiness/29905/people?edition=2025&on=2024-06-01&show=ready")
        assert [row[0].split(" DT-")[0] for row in rows(behind)] == ["Nguyễn Thị Ana"]

    @pytest.mark.parametrize("text", ["2026-02-31", "tomorrow", "0001-01-01", "9999-12-31", "1"])
    def test_a_day_that_is_none_says_so_and_shows_today(self, cora: PageClient, text: str) -> None:
        page = cora.get(f"/readiness/82?on={text}&sort=name")
        assert page.status_code == 200
        assert "This is not a day. Write it as 28/11/2026." in page.words
        assert "Who is ready today, 01/06/2026" in page.words
        (field,) = page.find("input", name="on")
        assert field.get("value") == text
        assert rows(page)[0][0] == "An Binh Ward"

    def test_a_day_may_be_written_as_people_write_it(self, cora: PageClient) -> None:
        assert len(rows(cora.get("/readiness/87?on=01/06/2024"))) == 12


class TestOldCodes:
    def test_an_old_code_says_what_became_of_it(self, cora: PageClient) -> None:
        page = cora.get("/readiness/87")
        assert page.status_code == 404
        assert "no longer exists on 01/06/2026" in page.words
        assert page.links()["Dong Thap Province"] == "/readiness/82"
        assert page.links()["Show its last day"] == "/readiness/87?on=2025-06-30"

    def test_a_district_is_what_its_communes_became(self, cora: PageClient) -> None:
        links = cora.get("/readiness/867").links()
        assert links["Sa Dec Ward"] == "/readiness/29905"
        assert links["Tan Duong Commune"] == "/readiness/30214"

    def test_a_reader_sees_their_own_part_of_it_only(self, dora: PageClient) -> None:
        links = dora.get("/readiness/867").links()
        assert "Sa Dec Ward" in links
        assert "Tan Duong Commune" not in links

    def test_a_new_code_on_an_old_day_says_since_when(self, cora: PageClient) -> None:
        page = cora.get("/readiness/82?on=2024-06-01")
        assert page.status_code == 404
        assert "did not exist yet on 01/06/2024" in page.words
        assert page.links()["Dong Thap Province"] == "/readiness/87?on=2024-06-01"

    def test_what_has_no_recorded_past_says_so(self, cora: PageClient) -> None:
        page = cora.get("/readiness/28261?on=2024-06-01&edition=2025")
        assert page.status_code == 404
        assert "no record of what stood in its place" in page.words

    @pytest.mark.parametrize(
        "address",
        ["/readiness/999", "/readiness/82?edition=2023", "/readiness/866?edition=2024"],
    )
    def test_a_code_that_never_was_is_not_found(self, cora: PageClient, address: str) -> None:
        page = cora.get(address)
        assert page.status_code == 404
        assert "This page was not found" in page.words


class TestScope:
    @pytest.mark.parametrize(
        "address",
        [
            "/readiness/82",
            "/readiness/29869",
            "/readiness/29869?edition=2025",
            "/readiness/87?on=2024-06-01",
            "/readiness/867?on=2024-06-01",
            "/readiness/866",
            "/readiness/29869/people",
        ],
    )
    def test_another_unit_is_not_found(self, dora: PageClient, address: str) -> None:
        page = dora.get(address)
        assert page.status_code == 404
        assert "This page was not found" in page.words

    def test_ones_own_unit_counts_ones_own_people(self, dora: PageClient) -> None:
        assert "1 of 2 people are ready" in dora.get("/readiness/29905").words

    def test_a_leader_sees_the_board_of_their_commune(
        self, land: Land, make: Maker, client: PageClient
    ) -> None:
        client.sign_in(make.person("Lê Tổ", roles=[(Role.LEADER, land.sa_dec)], since=CHANGE))
        assert client.get("/readiness/29905").status_code == 200
        assert client.get("/readiness/82").status_code == 404

    def test_a_volunteer_may_not(self, land: Land, client: PageClient) -> None:
        client.sign_in(land.ben)
        assert client.get("/readiness/29905").status_code == 403

    def test_a_visitor_signs_in_first(self, client: PageClient) -> None:
        assert client.get("/readiness/82").location == "/sign-in?next=/readiness/82"


class TestCost:
    @pytest.mark.parametrize(
        "address",
        [
            "/readiness",
            "/readiness/82",
            "/readiness/29905",
            "/readiness/87?on=2024-06-01",
            "/readiness/29905?on=2024-06-01&edition=2025",
            "/readiness/29905/people?on=2024-06-01&edition=2025&show=expiring",
            "/readiness/82/people?show=not_ready",
            "/readiness/867",
            "/readiness/28261?on=2024-06-01&edition=2025",
        ],
    )
    def test_takes_at_most_six_statements(
        self, cora: PageClient, statements: Counting, address: str
    ) -> None:
        cora.get(address)
        with statements() as seen:
            cora.get(address)
        assert len(seen) <= 6, "\n".join(seen)
