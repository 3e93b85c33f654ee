"""Every route says who may open it, the table says the same, and the portal does it."""

import pytest
from flask import Flask

from portal.people.permissions import EVERYONE_SIGNED_IN, Permission, Role, roles_granting
from tests.rules.routes import METHODS, Route, lines_of, routes_of
from tests.rules.snapshot import changes, snapshot
from tests.rules.world import VISITORS, Reply, World

pytestmark = pytest.mark.filterwarnings("error")


def who_may() -> dict[str, set[str]]:
    rows = [line.split() for line in lines_of("who_may.txt")]
    return {row[0]: set(row[1:]) for row in rows}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
class TestTheTable:
    def test_every_route_declares_its_access(self, app: Flask) -> None:
        silent = [str(route) for route in routes_of(app) if route.access is None]
        assert not silent, _say(
            "put @public or @requires(Permission.X) under the route of these views", silent
        )

    def test_access_of_every_route_is_as_written(self, app: Flask) -> None:
        real = {" ".join(str(route).split()) for route in routes_of(app)}
        written = set(lines_of("access.txt"))
        assert real <= written, _say(
            "if you mean it, write these lines into tests/rules/access.txt",
            [str(route) for route in routes_of(app) if " ".join(str(route).split()) not in written],
        )
        assert written <= real, _say(
            "no route is like these lines any more: take them out of tests/rules/access.txt",
            sorted(written - real),
        )

    def test_permissions_of_every_visitor_are_as_written(self, app: Flask) -> None:
        for permission in Permission:
            holders = {str(role) for role in roles_granting(permission)}
            if permission in EVERYONE_SIGNED_IN:
                holders = {"learner", *Role}
            assert who_may().get(permission) == holders, (
                f"write who holds {permission} into tests/rules/who_may.txt: {sorted(holders)}"
            )
        assert set(who_may()) == {"public", *Permission}, "who_may.txt names each permission once"


class TestTheMatrix:
    @pytest.mark.parametrize("visitor", VISITORS)
    def test_pages_open_as_the_table_says(self, world: World, visitor: str) -> None:
        client = world.visit(visitor)
        pages = [route for route in routes_of(world.app) if route.method == "GET"]
        replies = [(r, url, world.ask(client, url)) for r in pages for url in world.addresses(r)]
        wrong = [
            f"{url}: {problem}"
            for route, url, reply in replies
            if (problem := _problem(route, visitor, reply))
        ]
        assert not wrong, _say(f"who_may.txt and access.txt promise otherwise for {visitor}", wrong)

    @pytest.mark.parametrize("visitor", ["anonymous", "learner", "administrator"])
    @pytest.mark.parametrize("token", [None, "forged"])
    def test_forms_without_a_token_are_refused(
        self, world: World, visitor: str, token: str | None
    ) -> None:
        client = world.visit(visitor)
        before, wrong = snapshot(world.app), []
        for route in routes_of(world.app):
            if route.method == "GET":
                continue
            may = visitor in who_may()[str(route.access)]
            for url in world.addresses(route):
                data = {"csrf_token": token} if token else {}
                status = world.ask(client, url, route.method, data=data).status
                if status != 400 and (may or status not in (302, 401, 403)):
                    wrong.append(f"{route.method} {url} answered {status}")
        assert not wrong, _say("CSRFProtect must answer 400; never exempt a view", wrong)
        assert not changes(before, snapshot(world.app)), "a refused form changes nothing"

    @pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
    def test_wrong_methods_are_refused(self, world: World) -> None:
        client, wrong = world.visit("administrator"), []
        router = world.app.url_map.bind("localhost")
        for url in {url for route in routes_of(world.app) for url in world.addresses(route)}:
            for method in set(METHODS) - set(router.allowed_methods(url)):
                answer = world.ask(client, url, method)
                if answer.status != 405 or not answer.allow:
                    wrong.append(f"{method} {url} answered {answer.status}")
        assert not wrong, _say("405 with the header Allow, whoever asks", wrong)


def _problem(route: Route, visitor: str, reply: Reply) -> str | None:
    """What is wrong with an answer; None if it is what the table says."""
    got = f"got {reply.status} {reply.location or ''}"
    if visitor in who_may()[str(route.access)]:
        wrong = reply.leads_to_sign_in or reply.status == 403 or reply.status >= 500
        return f"expected a page, {got}" if wrong else None
    if visitor == "anonymous":
        return None if reply.leads_to_sign_in else f"expected the way to sign-in, {got}"
    return None if reply.status == 403 else f"expected 403, {got}"


def _say(mend: str, lines: list[str]) -> str:
    return "\n".join((f"{mend}:", *lines))
