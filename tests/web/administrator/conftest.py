"""Ana (in Sa Đéc) and Chi (in Cao Lãnh) hold P0; Ana also did the trial course, which P0 does not ask for."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.kernel.clock import frozen
from portal.people.models import Person
from portal.people.permissions import Role
from portal.teams.models import Unit
from tests.support.certifying import at, certify, complete, load_rules, offer
from tests.support.making import Maker
from tests.support.pages import PageClient


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """09:00 on 1 June 2026, in Vietnam."""
    with frozen(at("2026-06-01")):
        yield


@pytest.fixture
def province(make: Maker) -> Unit:
    return make.unit("82", "Đồng Tháp", kind="tỉnh")


@pytest.fixture
def people(make: Maker, province: Unit, tmp_path: Path) -> tuple[Person, Person]:
    load_rules(tmp_path)
    offer("thiet-bi", "lua-dao", "mini")
    ana, chi = (
        make.person(name, team=make.team(make.unit(code, unit, parent=province)))
        for name, code, unit in (
            ("Nguyễn Thị Ana", "29905", "Sa Đéc"),
            ("Đỗ Thị Chi", "29869", "Cao Lãnh"),
        )
    )
    complete(ana.id, "mini", on="2026-01-10")
    certify(ana.id, "2026-01-10")
    certify(chi.id, "2026-02-20")
    return ana, chi


@pytest.fixture
def admin(
    people: tuple[Person, Person], province: Unit, make: Maker, client: PageClient
) -> PageClient:
    """Signed in, reading English."""
    client.switch_to("en")
    client.sign_in(make.person("Phạm Quản Trị", roles=[(Role.ADMINISTRATOR, province)]))
    return client
