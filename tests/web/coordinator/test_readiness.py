"""/readiness: to one's own unit, or a choice."""

from sqlalchemy import update

from portal.kernel.db import begin_writing, db
from portal.people.permissions import Role
from portal.teams.models import UnitPlacement
from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.coordinator.land import CHANGE, Land


class TestReadiness:
    def test_leads_to_the_readers_own_unit(self, cora: PageClient) -> None:
        page = cora.get("/readiness")
        assert (page.status_code, page.location) == (302, "/readiness/82")

    def test_a_commune_leads_to_its_board(self, dora: PageClient) -> None:
        assert dora.get("/readiness").location == "/readiness/29905"

    def test_several_units_are_offered_by_name(
        self, land: Land, make: Maker, client: PageClient
    ) -> None:
        roles = [(Role.LEADER, land.sa_dec), (Role.ASSESSOR, land.cao_lanh)]
        client.sign_in(make.person("Trần Hai", roles=roles, since=CHANGE))
        links = client.get("/readiness").links()
        assert links["Phường Cao Lãnh"] == "/readiness/29869"
        assert links["Phường Sa Đéc"] == "/readiness/29905"

    def test_somebody_whose_units_are_gone_is_told(
        self, make: Maker, land: Land, client: PageClient
    ) -> None:
        gone = make.unit("99999", "Xã đã giải thể")
        end_placement(gone.id)
        client.switch_to("en")
        client.sign_in(make.person("Trần Hai", roles=[(Role.COORDINATOR, gone)]))
        assert "None of your units is there today" in client.get("/readiness").words

    def test_a_volunteer_may_not(self, land: Land, client: PageClient) -> None:
        client.sign_in(land.ben)
        assert client.get("/readiness").status_code == 403

    def test_a_visitor_signs_in_first(self, client: PageClient) -> None:
        assert client.get("/readiness").location == "/sign-in?next=/readiness"

    def test_is_read_only(self, cora: PageClient) -> None:
        assert cora.http.post("/readiness").status_code in {400, 405}


def end_placement(unit_id: int) -> None:
    begin_writing()
    statement = update(UnitPlacement).where(UnitPlacement.unit_id == unit_id)
    db.session.execute(statement.values(to_on=CHANGE))
    db.session.commit()
