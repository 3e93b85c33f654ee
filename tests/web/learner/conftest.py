"""Ana learns; Ben must never see what is hers. Both read the small course of tests/packages/mini."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.kernel.clock import frozen
from tests.support.certifying import at
from tests.support.making import Maker
from tests.web.learner.learners import Learner


@pytest.fixture
def may() -> Iterator[None]:
    """09:00 on 1 May 2026, in Vietnam."""
    with frozen(at("2026-05-01")):
        yield


@pytest.fixture
def course(make: Maker) -> str:
    return make.course()


@pytest.fixture
def ana(app: Flask, make: Maker) -> Learner:
    return Learner(app, make.person("Nguyễn Thị Ana"))


@pytest.fixture
def ben(app: Flask, make: Maker) -> Learner:
    return Learner(app, make.person("Lê Văn Ben"))
