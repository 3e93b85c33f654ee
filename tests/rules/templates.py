"""The templates, as the laws read them."""

from functools import cache
from pathlib import Path

import jinja2
from jinja2 import nodes

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT / "portal/web/templates", *sorted(ROOT.glob("portal/areas/*/templates")))
TEMPLATES = tuple(sorted(path for folder in FOLDERS for path in folder.rglob("*.html")))


def name_of(path: Path) -> str:
    """As render_template and extends call it: learner/home.html."""
    folder = next(folder for folder in FOLDERS if path.is_relative_to(folder))
    return str(path.relative_to(folder))


@cache
def parse(path: Path) -> nodes.Template:
    environment = jinja2.Environment(
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True
    )
    return environment.parse(path.read_text(encoding="utf-8"))


def references_of(tree: nodes.Template) -> set[str]:
    """The templates that a template extends, includes, imports or names as a part to remember."""
    named = (const.value for const in tree.find_all(nodes.Const))
    return {name for name in named if isinstance(name, str) and name.endswith(".html")}
