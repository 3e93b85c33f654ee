"""Every page, in both languages, as every visitor: whole, well-formed, and in one language."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from portal.people.permissions import Role
from tests.rules.catalogue import Message, messages
from tests.rules.routes import routes_of
from tests.rules.world import VISITORS, World
from tests.support.pages import Page

LANGUAGES = ("vi", "en")
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")
#: closed once there is an administrator, as here (tests/web/public/test_set_up.py opens it); there for timed
#: exams only, and this one is not (tests/web/coordinator/test_open_exams.py)
OPENED_ELSEWHERE = {"/set-up/<string:token>", "/exams/open/<uuid:attempt>"}
#: between them they open every page there is: leaders and coordinators see what these see
READERS = ("anonymous", "learner", Role.TRAINER, Role.ASSESSOR, Role.ADMINISTRATOR)
#: shorter words may be the same in both languages, or a part of another
TELLING = 10


def pages_for(world: World, visitor: str, language: str) -> Iterator[tuple[str, Page]]:
    """Every HTML page that a visitor can open; getting it checks it (tests/support/pages.py)."""
    client = world.visit(visitor)
    client.switch_to(language)
    for route in routes_of(world.app):
        if route.method != "GET" or route.endpoint == "static":
            continue
        for url in world.addresses(route):
            try:
                page = client.get(url)
            except AssertionError as error:
                raise AssertionError(f"{url} as {visitor} in {language}: {error}") from error
            if page.root is not None:
                yield url, page


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
class TestPages:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("visitor", READERS)
    def test_speak_the_readers_language_and_no_other(
        self, world: World, visitor: str, language: str
    ) -> None:
        others = [message for message in messages() if message.is_telling(TELLING)]
        found = []
        for url, page in pages_for(world, visitor, language):
            assert page.root is not None
            assert page.root.get("lang") == language, f"{url}: <html lang> says the page's language"
            words = spoken(page.root)
            found += [f"{url}: {m}" for m in others if m.shows_in(words, not_in=language)]
        assert not found, "these stand in the other language; mark them with _():\n" + "\n".join(
            found
        )

    def test_each_opens_for_somebody(self, world: World) -> None:
        waiting = {r for r in routes_of(world.app) if r.method == "GET"}
        for visitor in VISITORS:
            client = world.visit(visitor)
            for route in sorted(waiting):
                replies = [world.ask(client, url) for url in world.addresses(route)]
                if any(reply.opens for reply in replies):
                    waiting.remove(route)
        never = {route.path for route in waiting} - OPENED_ELSEWHERE
        assert not never, (
            f"no visitor saw these: give them good values in tests/rules/world.py: {never}"
        )


def spoken(root: Element) -> str:
    """All that is read or read out in the page's own language: text, labels, alternatives."""
    return " ".join(" ".join(_spoken(root)).split())


def _spoken(element: Element) -> Iterator[str]:
    if element.tag not in ("script", "style"):
        yield element.text or ""
        yield from (element.get(name, "") for name in SPOKEN)
        for child in element:
            if not child.get("lang"):  # else it says itself what it speaks
                yield from _spoken(child)
            yield child.tail or ""


def test_a_message_is_found_with_its_values() -> None:
    message = Message("Wait %(n)s minutes", "Chờ %(n)s phút nữa")
    assert message.shows_in("Please: Wait 5 minutes.", not_in="vi")
    assert not message.shows_in("Please: Wait 5 minutes.", not_in="en")
    assert message.shows_in("Chờ 5 phút nữa", not_in="en")
