"""Jinja as the portal uses it."""

from collections.abc import MutableMapping
from typing import Any

from flask import Flask
from flask.templating import Environment


class LeanEnvironment(Environment):
    """Shares the globals with each template instead of copying them: a page imports a dozen components."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def use_lean_templates(app: Flask) -> None:
    app.jinja_environment = LeanEnvironment
