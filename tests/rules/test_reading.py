"""Opening a page changes nothing; changes come by POST and are committed once."""

import pytest
from flask import Flask

from tests.rules.routes import routes_of
from tests.rules.snapshot import changes, snapshot
from tests.rules.world import VISITORS, World


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
class TestViews:
    def test_that_read_never_commit(self, app: Flask) -> None:
        wrong = [str(route) for route in routes_of(app) if route.method == "GET" and route.commits]
        assert not wrong, f"move the change of these behind a POST of its own: {wrong}"

    def test_that_write_commit(self, app: Flask) -> None:
        writing = [route for route in routes_of(app) if route.method != "GET"]
        wrong = [str(route) for route in writing if route.commits == route.only_reads]
        assert not wrong, f"these need @commits, or nothing is kept, or else @only_reads: {wrong}"


@pytest.mark.parametrize("visitor", VISITORS)
def test_opening_every_page_changes_nothing(world: World, visitor: str) -> None:
    client = world.visit(visitor)
    before = snapshot(world.app)
    for route in routes_of(world.app):
        if route.method == "GET":
            for url in world.addresses(route):
                world.ask(client, url)
                world.ask(client, url, "HEAD")
    changed = changes(before, snapshot(world.app))
    assert not changed, (
        f"a GET wrote as {visitor}; find it by opening the pages one by one: {changed}"
    )
