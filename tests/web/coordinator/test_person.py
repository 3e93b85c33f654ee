"""/people/<person>: one person, for those who may see their team."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from uuid import uuid4

from portal.people.permissions import Role
from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.coordinator.land import CHANGE, Land
from tests.web.coordinator.test_unit import rows

Counting = Callable[[], AbstractContextManager[list[str]]]


class TestPerson:
    def test_shows_team_unit_and_every_permit_with_why(self, cora: PageClient, land: Land) -> None:
        page = cora.get(f"/people/{land.ana.id}")
        for words in ("Nguyễn Thị Ana", land.ana.member_code, "Tổ Sa Đéc", "Sa Dec Ward"):
            assert words in page.words
        assert "Valid to the end of 10/01/2027, by" in page.words

    def test_shows_the_courses_completed(self, cora: PageClient, land: Land) -> None:
        page = cora.get(f"/people/{land.ben.id}")
        found = sorted(rows(page))
        assert found == [
            ["Test course", "0 of 2", "01/05/2026"],
            ["Test course", "0 of 2", "not yet"],
        ]

    def test_shows_a_past_day_as_it_stood(self, cora: PageClient, land: Land) -> None:
        page = cora.get(f"/people/{land.ana.id}?on=2024-06-01")
        assert "As it stood on 01/06/2024." in page.words
        assert "Tổ Phường 3" in page.words
        assert "Valid to the end of 10/01/2025" in page.words

    def test_shows_a_future_day(self, cora: PageClient, land: Land) -> None:
        page = cora.get(f"/people/{land.chi.id}?on=2026-07-01")
        assert "As it will stand on 01/07/2026" in page.words
        assert "Expired" in page.words

    def test_shows_no_phone_number_or_address(self, cora: PageClient, land: Land) -> None:
        text = cora.get(f"/people/{land.ana.id}").text
        assert "912345678" not in text.replace(" ", "")
        assert "@" not in text.split("<main")[1]

    def test_the_commune_sees_its_own(self, dora: PageClient, land: Land) -> None:
        assert dora.get(f"/people/{land.ana.id}").status_code == 200

    def test_another_commune_is_told_what_an_unknown_id_is_told(
        self, dora: PageClient, land: Land
    ) -> None:
        other, unknown = dora.get(f"/people/{land.chi.id}"), dora.get(f"/people/{uuid4()}")
        assert other.status_code == unknown.status_code == 404
        assert other.words == unknown.words

    def test_somebody_in_no_team_is_not_found(
        self, cora: PageClient, make: Maker, land: Land
    ) -> None:
        assert cora.get(f"/people/{make.person('Lê Không').id}").status_code == 404

    def test_a_trainer_may_not(self, land: Land, make: Maker, client: PageClient) -> None:
        client.sign_in(make.person("Trần Biên", roles=[(Role.TRAINER, land.sa_dec)], since=CHANGE))
        assert client.get(f"/people/{land.ana.id}").status_code == 403

    def test_a_visitor_signs_in_first(self, land: Land, client: PageClient) -> None:
        assert (
            client.get(f"/people/{land.ana.id}").location == f"/sign-in?next=/people/{land.ana.id}"
        )

    def test_takes_at_most_six_statements(
        self, cora: PageClient, land: Land, statements: Counting
    ) -> None:
        cora.get(f"/people/{land.ana.id}")
        with statements() as seen:
            cora.get(f"/people/{land.ana.id}")
        assert len(seen) <= 6, "\n".join(seen)
