"""Cora coordinates the province, Dora the commune of Sa Đéc; Ana and Ben are in Sa Đéc's team, Chi in Cao Lãnh's."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from portal.kernel.clock import frozen
from portal.kernel.db import begin_writing, db
from portal.people.permissions import Role
from portal.teams.loading import load_units
from portal.teams.models import Membership
from tests.support.certifying import at, certify, complete, load_rules
from tests.support.making import Maker
from tests.support.pages import PageClient
from tests.web.coordinator.land import CHANGE, OLD, Land, publish_copies, unit


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """09:00 on 1 June 2026, in Vietnam."""
    with frozen(at("2026-06-01")):
        yield


@pytest.fixture
def land(make: Maker, tmp_path: Path) -> Land:
    begin_writing()
    load_units()
    db.session.commit()
    load_rules(tmp_path)
    publish_copies(tmp_path / "packages", "thiet-bi", "lua-dao")
    sa_dec, cao_lanh = unit("29905", 2025), unit("29869", 2025)
    team = make.team(sa_dec, "Tổ Sa Đéc", since=CHANGE)
    other = make.team(cao_lanh, "Tổ Cao Lãnh", since=CHANGE)
    old_team = make.team(unit("29902", 2023), "Tổ Phường 3", since=OLD)
    ana = make.person("Nguyễn Thị Ana", team=team, since=CHANGE, phone="0912 345 678")
    ben = make.person("Lê Văn Ben", team=team, since=CHANGE)
    chi = make.person("Đỗ Thị Chi", team=other, since=CHANGE)
    begin_writing()
    db.session.add(
        Membership(person_id=ana.id, team_id=old_team.id, from_on=OLD, to_on=date(2025, 6, 30))
    )
    db.session.commit()
    certify(ana.id, "2024-01-10")
    certify(ana.id, "2026-01-10")
    certify(chi.id, "2025-06-20")
    complete(ben.id, "thiet-bi", on="2026-05-01")
    return Land(ana=ana, ben=ben, chi=chi, sa_dec=sa_dec, cao_lanh=cao_lanh, team=team)


@pytest.fixture
def cora(land: Land, make: Maker, client: PageClient) -> PageClient:
    """Signed in, reading English."""
    client.switch_to("en")
    person = make.person("Phạm Cora", roles=[(Role.COORDINATOR, unit("82", 2025))], since=CHANGE)
    client.sign_in(person)
    return client


@pytest.fixture
def dora(land: Land, make: Maker, client: PageClient) -> PageClient:
    client.switch_to("en")
    client.sign_in(make.person("Võ Dora", roles=[(Role.COORDINATOR, land.sa_dec)], since=CHANGE))
    return client
