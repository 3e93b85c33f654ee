"""Reading the routes as the laws see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from portal.web.access import access_of

HERE = Path(__file__).parent
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, order=True)
class Route:
    """One method of one address."""

    path: str
    method: str
    endpoint: str
    access: str | None
    commits: bool
    only_reads: bool

    def __str__(self) -> str:
        return f"{self.method:<5} {self.path:<44} {self.access or '(none)'}"


def routes_of(app: Flask) -> list[Route]:
    """Every route in the order of its path; HEAD and OPTIONS go with GET."""
    return sorted(_routes(app))


def _routes(app: Flask) -> Iterator[Route]:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        for method in METHODS:
            if method in (rule.methods or ()):
                access = access_of(view)
                yield Route(
                    path=rule.rule,
                    method=method,
                    endpoint=rule.endpoint,
                    access=str(access) if access else None,
                    commits=bool(getattr(view, "commits", False)),
                    only_reads=bool(getattr(view, "only_reads", False)),
                )


def lines_of(name: str) -> list[str]:
    """A list of the laws: its lines without comments, single-spaced."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [" ".join(line.split()) for line in lines if line.strip() and not line.startswith("#")]
