"""Components rendered alone: the templates of portal.web in an environment without the application."""

from functools import cache
from pathlib import Path

import html5lib
from jinja2 import Environment, FileSystemLoader, StrictUndefined

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "portal" / "web" / "templates"
STATIC = ROOT / "portal" / "web" / "static"


def every_template() -> list[Path]:
    return sorted((ROOT / "portal").rglob("templates/**/*.html"))


@cache
def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(TEMPLATES),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
    )
    env.install_null_translations(newstyle=True)  # type: ignore[attr-defined]
    env.globals["asset"] = lambda path: f"/static/{path}"
    env.globals["url_for"] = lambda endpoint: f"/{endpoint}"
    env.globals["csrf_token"] = lambda: "a-token"
    return env


def render(source: str, **values: object) -> str:
    """The markup, after a strict parse of it as a fragment of HTML."""
    html = environment().from_string(source).render(**values)
    html5lib.HTMLParser(strict=True).parseFragment(html, container="div")
    return html
