"""Colour pairs of the tokens, computed as WCAG 2.2 does, in both themes."""

import re

import pytest

from tests.unit.web.macros import STATIC

TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
GROUNDS = ("ground", "surface")
TEXT_PAIRS = [
    *[(text, ground) for text in ("text", "quiet", "lead", "lead-strong") for ground in GROUNDS],
    *[(tone, ground) for tone in ("main", "ready", "soon", "no") for ground in GROUNDS],
    *[(tone, f"{tone}-soft") for tone in ("lead", "main", "ready", "soon", "no")],
    *[("text", f"{tone}-soft") for tone in ("lead", "main", "ready", "soon", "no")],
    ("quiet", "lead-soft"),
    ("text", "sunken"),
    ("lead-strong", "lead-soft"),
    ("on-lead", "lead"),
    ("on-band", "band"),
    ("on-main", "main"),
    ("on-main", "main-strong"),
    ("on-no", "no"),
    ("on-no", "no-strong"),
]
EDGE_PAIRS = [(edge, ground) for edge in ("line-strong", "focus", "main") for ground in GROUNDS]


def colours(selector: str) -> dict[str, str]:
    block = TOKENS.split(selector, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))


THEMES = {
    "light": colours(':root, [data-theme="light"] {'),
    "dark by system": colours(':root:not([data-theme="light"]) {'),
    "dark by choice": colours('[data-theme="dark"] {'),
}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


class TestContrast:
    def test_black_on_white_is_twenty_one(self) -> None:
        assert contrast("#000000", "#ffffff") == pytest.approx(21)

    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
    def test_text_reaches_four_and_a_half(self, theme: str, text: str, ground: str) -> None:
        assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 4.5

    @pytest.mark.parametrize("theme", THEMES)
    @pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
    def test_edges_of_controls_reach_three(self, theme: str, edge: str, ground: str) -> None:
        assert contrast(THEMES[theme][edge], THEMES[theme][ground]) >= 3


class TestThemes:
    def test_both_ways_to_dark_have_the_same_colours(self) -> None:
        assert THEMES["dark by system"] == THEMES["dark by choice"]

    def test_dark_names_every_colour_of_light(self) -> None:
        assert THEMES["dark by choice"].keys() == THEMES["light"].keys()

    def test_the_identity_is_that_of_the_design_page(self) -> None:
        named = {"lead": "#124e96", "main": "#b8325f", "ground": "#f6f7f9", "surface": "#ffffff"}
        named |= {"text": "#1b2430", "quiet": "#516070"}
        named |= {"ready": "#1b7f4b", "soon": "#9a5b00", "no": "#b3261e"}
        assert {name: THEMES["light"][name] for name in named} == named
