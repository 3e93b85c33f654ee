"""What the strict content security policy would refuse must not be written in the first place."""

import re
from pathlib import Path

import pytest

from tests.unit.web.macros import TEMPLATES, every_template

INLINE = {
    "a style attribute": re.compile(r"""<[^>]*\sstyle\s*=""", re.IGNORECASE),
    "an event attribute": re.compile(r"""<[^>]*\son[a-z]+\s*=""", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}


def problems_of(text: str) -> list[str]:
    return [name for name, pattern in INLINE.items() if pattern.search(text)]


class TestInlineCode:
    @pytest.mark.parametrize("template", every_template(), ids=lambda path: path.name)
    def test_no_template_has_any(self, template: Path) -> None:
        assert problems_of(template.read_text(encoding="utf-8")) == []

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ('<p class="a" style="color: red">', "a style attribute"),
            ('<a href="#" onclick="x()">', "an event attribute"),
            ("<style>p {}</style>", "a style element"),
            ("<script>x()</script>", "an inline script"),
            ('<a href="javascript:x()">', "a script address"),
        ],
    )
    def test_each_kind_is_noticed(self, text: str, name: str) -> None:
        assert name in problems_of(text)


class TestErrorPages:
    @pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429, 500, 503])
    def test_each_has_a_page_on_the_error_layout(self, status: int) -> None:
        text = (TEMPLATES / "errors" / f"{status}.html").read_text(encoding="utf-8")
        assert '{% extends "layouts/error.html" %}' in text
        assert "{% block explanation %}" in text
