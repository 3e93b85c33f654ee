"""Trainers, signed in."""

import pytest

from portal.people.models import Person
from portal.people.permissions import Role
from portal.teams.models import Unit
from tests.support.making import Maker
from tests.support.pages import PageClient


@pytest.fixture
def province(make: Maker) -> Unit:
    return make.unit("82", "Đồng Tháp", kind="tỉnh")


@pytest.fixture
def author(make: Maker, province: Unit) -> Person:
    return make.person("Trần Văn Biên", roles=[(Role.TRAINER, province)])


@pytest.fixture
def trainer(client: PageClient, author: Person) -> PageClient:
    client.switch_to("en")
    client.sign_in(author)
    return client
