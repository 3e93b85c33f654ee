"""Journeys: a real browser, the real server, the demonstration's people and courses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.serving import Served, copy_instance, environment_for, prepare, serving
from tests.support.taking import Taker, add_takers, prepare_kinds

expect.set_options(
    timeout=15_000
)  # milliseconds: two cores share a browser, a server and another worker


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance as `make run` leaves it before serving; copied, never served."""
    instance = tmp_path_factory.mktemp("prepared") / "instance"
    prepare(environment_for(instance))
    return instance


@pytest.fixture
def portal(prepared: Path, tmp_path: Path) -> Iterator[Served]:
    """A portal of one's own, served."""
    copy_instance(prepared, tmp_path / "instance")
    with serving(environment_for(tmp_path / "instance")) as served:
        yield served


@pytest.fixture
def phone(browser: Browser, portal: Served) -> Iterator[BrowserContext]:
    """A phone of 360 px with nothing in its storage."""
    context = browser.new_context(
        base_url=portal.url,
        viewport={"width": 360, "height": 740},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def laptop(browser: Browser, portal: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=portal.url, viewport={"width": 1280, "height": 800})
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A portal with the course of every kind of question, for all tests of a file."""
    environment = prepare_kinds(tmp_path_factory.mktemp("kinds"))
    with serving(environment) as served:
        yield served


@pytest.fixture
def taker(kinds: Served) -> Taker:
    return add_takers(kinds.environment)[0]
