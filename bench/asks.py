"""Every kind of page, with the number of SQL statements it may take."""

from collections.abc import Iterator
from itertools import chain

from bench import places
from bench.budgets import LEARNER_STATEMENTS, OTHER_STATEMENTS, SAVE_STATEMENTS
from bench.generator import SEQUENCE
from bench.server import Server
from bench.statements import Ask
from bench.story import Story
from bench.visitor import Visitor


def pages_to_count(server: Server, story: Story) -> Iterator[Ask]:
    """Handing in comes last among the learner's, for it closes the paper that others look at."""
    return chain(
        _learner_pages(story),
        _certificate_pages(server),
        _board_pages(server),
        _trainer_pages(server),
    )


def _learner_pages(story: Story) -> Iterator[Ask]:
    cookies = story.volunteer.cookies
    pages = {
        "home": places.HOME,
        "course": places.COURSE,
        "lesson": story.lessons[0],
        "quiz": places.EXAM,
    }
    for name, path in pages.items():
        yield Ask(name, path, cookies, LEARNER_STATEMENTS)
    answer = {
        **story.answers()[0],
        "sequence": str(10 ** len(SEQUENCE)),
    }  # above all those of the load
    yield Ask("save, sent twice", places.ANSWERS, cookies, SAVE_STATEMENTS, answer)
    yield Ask("result", story.hand_in(), cookies, LEARNER_STATEMENTS)
    yield Ask("exam, before", places.EXAM, cookies, LEARNER_STATEMENTS)


def _certificate_pages(server: Server) -> Iterator[Ask]:
    certified = Visitor(server.port).sign_in(places.CERTIFIED)
    page = certified.read(places.CERTIFICATES)
    yield Ask("certificates", places.CERTIFICATES, certified.cookies, LEARNER_STATEMENTS)
    yield Ask("check", _first(page.links, "/check/"), {}, OTHER_STATEMENTS)


def _board_pages(server: Server) -> Iterator[Ask]:
    coordinator = Visitor(server.port).sign_in(places.COORDINATOR)
    units = coordinator.read(places.BOARD).links
    board = coordinator.path
    unit = _first([link for link in units if not link.startswith(board)], f"{places.BOARD}/")
    person = _first(coordinator.read(unit).links, "/people/")
    for name, path in {"board": board, "unit": unit, "person": person}.items():
        yield Ask(name, path, coordinator.cookies, OTHER_STATEMENTS)


def _trainer_pages(server: Server) -> Iterator[Ask]:
    author = Visitor(server.port).sign_in(places.AUTHOR)
    course = _first(author.read(places.TRAINER).links, f"{places.TRAINER}/")
    for name, path in {"trainer's courses": places.TRAINER, "trainer's course": course}.items():
        yield Ask(name, path, author.cookies, OTHER_STATEMENTS)


def _first(links: list[str], start: str) -> str:
    for link in links:
        if link.startswith(start):
            return link.partition("#")[0]
    raise LookupError(f"no link to {start}… among {links}")
