"""Which quiz an address is about: a course's exam, a module's quiz, or what changed; as itself or rehearsed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from flask import current_app, request

from portal.areas.learner.blueprint import blueprint
from portal.catalogue.content import EXAM, REFRESH, rehearsal_of
from portal.web.access import View

#: in place of a module: the questions that somebody answers again after a change. No module can be named so.
REFRESHING: Final = "~refresh"
_EXAM: Final = "/courses/<slug:course>/exam"
_QUIZ: Final = "/courses/<slug:course>/<slug:module>/quiz"

Declare = Callable[..., Callable[[View], View]]


@dataclass(frozen=True, slots=True)
class QuizPlace:
    """`module`: whose quiz it is, None of the exam, REFRESHING of what changed."""

    course: str
    module: str | None
    rehearsal: bool = False

    @classmethod
    def of_name(cls, course: str, name: str) -> "QuizPlace":
        """The place of a quiz by its name."""
        rehearsed = name != (bare := name.removesuffix(rehearsal_of("")))
        modules = {EXAM: None, REFRESH: REFRESHING}
        return cls(course, modules.get(bare, bare.removesuffix("/quiz")), rehearsed)

    @property
    def name(self) -> str:
        """How its attempts name the quiz."""
        if self.is_refresh:
            return REFRESH
        bare = f"{self.module}/quiz" if self.module else EXAM
        return rehearsal_of(bare) if self.rehearsal else bare

    @property
    def is_refresh(self) -> bool:
        return self.module == REFRESHING

    def address(self) -> dict[str, Any]:
        """For `url_for` of a page of the quiz."""
        return {"course": self.course, "module": self.module, "rehearsal": self.rehearsal}


def at_each_quiz(declare: Declare, below: str = "") -> Callable[[View], View]:
    """The addresses of one page of every quiz; the exam's first, which is the one that is built without a module."""
    refresh = "/courses/<slug:course>/refresh"
    routes = (
        declare(_EXAM + below, defaults={"module": None, "rehearsal": False}),
        declare(refresh + below, defaults={"module": REFRESHING, "rehearsal": False}),
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
