"""Which quiz an address is about: a course's exam or a module's quiz, as itself or rehearsed in a room."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from flask import current_app, request

from portal.areas.learner.blueprint import blueprint
from portal.catalogue.content import EXAM, Module, RevisionContent, rehearsal_of
from portal.web.access import View

_EXAM: Final = "/courses/<slug:course>/exam"
_QUIZ: Final = "/courses/<slug:course>/<slug:module>/quiz"

Declare = Callable[..., Callable[[View], View]]


@dataclass(frozen=True, slots=True)
class QuizPlace:
    """`module`: whose quiz it is, None of the exam."""

    course: str
    module: str | None
    rehearsal: bool = False

    @classmethod
    def of_name(cls, course: str, name: str) -> "QuizPlace":
        """The place of a quiz by its name."""
        rehearsed = name != (bare := name.removesuffix(rehearsal_of("")))
        return cls(course, None if bare == EXAM else bare.removesuffix("/quiz"), rehearsed)

    @property
    def name(self) -> str:
        """How its attempts name the quiz."""
        bare = f"{self.module}/quiz" if self.module else EXAM
        return rehearsal_of(bare) if self.rehearsal else bare

    def module_in(self, content: RevisionContent) -> Module | None:
        return content.find_module(self.module) if self.module else None

    def address(self) -> dict[str, Any]:
        """For `url_for` of a page of the quiz."""
        return {"course": self.course, "module": self.module, "rehearsal": self.rehearsal}


def at_each_quiz(declare: Declare, below: str = "") -> Callable[[View], View]:
    """The addresses of one page of every quiz: of the exam, of a module's, and of either's rehearsal."""
    routes = (
        declare(_EXAM + below, defaults={"module": None, "rehearsal": False}),
        declare(_QUIZ + below, defaults={"rehearsal": False}),
        declare(f"{_EXAM}/rehearsal{below}", defaults={"module": None, "rehearsal": True}),
        declare(f"{_QUIZ}/rehearsal{below}", defaults={"rehearsal": True}),
    )

    def add(view: View) -> View:
        for route in routes:
            view = route(view)
        return view

    return add


@blueprint.url_defaults
def _stay_in_the_rehearsal(endpoint: str, values: dict[str, Any]) -> None:
    """Links from a rehearsal's pages to the quiz lead to the rehearsal, all others to the quiz itself."""
    if current_app.url_map.is_endpoint_expecting(endpoint, "rehearsal"):
        here = (request.view_args or {}) if request else {}
        values.setdefault("rehearsal", bool(here.get("rehearsal")))
