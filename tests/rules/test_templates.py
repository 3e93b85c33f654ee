"""Templates: small, used, and made of components."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from jinja2 import nodes

from tests.rules.templates import ROOT, TEMPLATES, name_of, parse, references_of

LONGEST = 100
INLINE = re.compile(
    r"<style\b|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE
)

each_template = pytest.mark.parametrize("path", TEMPLATES, ids=name_of)


def names_in_code() -> Iterator[str]:
    """Every string in the portal's code that names a template; a value in it is written as *."""
    for path in ROOT.glob("portal/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and re.fullmatch(r"\w[\w/]*\.html", str(node.value)):
                yield str(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [p.value if isinstance(p, ast.Constant) else "*" for p in node.values]
                text = "".join(map(str, parts))
                if text.endswith(".html"):
                    yield text


def test_each_is_used() -> None:
    named = {*names_in_code()}
    for path in TEMPLATES:
        named |= references_of(parse(path))
    unused = [
        name_of(path)
        for path in TEMPLATES
        if not any(fnmatch(name_of(path), pattern) for pattern in named)
    ]
    assert not unused, f"nothing shows these: use them or delete them: {unused}"


def test_each_that_is_named_exists() -> None:
    there = [name_of(path) for path in TEMPLATES]
    named = {*names_in_code()}
    for path in TEMPLATES:
        named |= references_of(parse(path))
    missing = [name for name in named if not any(fnmatch(other, name) for other in there)]
    assert not missing, f"no such templates: {missing}"


@each_template
def test_what_is_imported_is_used(path: Path) -> None:
    tree = parse(path)
    imported = {
        name if isinstance(name, str) else name[1]
        for node in tree.find_all(nodes.FromImport)
        for name in node.names
    }
    used = {name.name for name in tree.find_all(nodes.Name)}
    assert imported <= used, f"{name_of(path)}: take out of the import: {imported - used}"


@each_template
def test_it_is_short(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{name_of(path)} has {lines} lines: make a part of it a component"


@each_template
def test_nothing_is_inline(path: Path) -> None:
    found = INLINE.findall(path.read_text(encoding="utf-8"))
    assert not found, (
        f"{name_of(path)}: {found}: styles go into a class, behaviour into a module bound by"
        " data-behaviour; the Content-Security-Policy forbids both in a page"
    )


@each_template
def test_a_page_says_its_title(path: Path) -> None:
    tree = parse(path)
    parents = {node.template.value for node in tree.find_all(nodes.Extends)}  # type: ignore[attr-defined]
    if not parents or name_of(path).startswith("layouts/"):
        return
    titles = [block for block in tree.find_all(nodes.Block) if block.name == "title"]
    assert titles, f"{name_of(path)}: fill {{% block title %}}: it becomes the title and the h1"
    assert titles[0].body, f"{name_of(path)}: the title is empty"
