"""What is delivered: one stylesheet that is up to date, one sprite with every icon, little JavaScript."""

import gzip
import re
from pathlib import Path
from xml.etree import ElementTree

from tests.unit.web.macros import ROOT, STATIC, every_template
from tools.build_styles import LAYERS, TARGET, build, shorten

SPRITE = STATIC / "img" / "icons.svg"
ICON_CALL = re.compile(r"""\bicon(?:_name)?\s*(?:\(|=)\s*["']([a-z0-9-]+)["']""")
LOOKS = re.compile(
    r"""[("]([a-z0-9]+(?:-[a-z0-9]+)*-(?:fill|circle|half|split|repeat|history))["']"""
)


def icons_in_sprite() -> set[str]:
    tree = ElementTree.parse(SPRITE)
    return {symbol.attrib["id"] for symbol in tree.iter("{http://www.w3.org/2000/svg}symbol")}


def icons_in_use() -> set[str]:
    used: set[str] = set()
    for template in every_template():
        text = template.read_text(encoding="utf-8")
        used |= set(ICON_CALL.findall(text)) | set(LOOKS.findall(text))
    return used


def scripts() -> list[Path]:
    return sorted((STATIC / "js").rglob("*.js"))


def size_of(script: Path) -> int:
    return script.stat().st_size


def is_editor(script: Path) -> bool:
    return script.parent.name == "editor" or script.name == "editor.js"


class TestStylesheet:
    def test_it_is_built_from_its_sources(self) -> None:
        assert TARGET.read_text(encoding="utf-8") == build(), "run: python -m tools.build_styles"

    def test_it_has_the_five_layers_in_order(self) -> None:
        assert f"@layer {','.join(LAYERS)};" in TARGET.read_text(encoding="utf-8")

    def test_its_braces_are_balanced(self) -> None:
        css = TARGET.read_text(encoding="utf-8")
        assert css.count("{") == css.count("}")

    def test_shortening_keeps_strings(self) -> None:
        assert (
            shorten('a { content: "x  /* y */ ; }" ; } /* z */') == 'a{content: "x  /* y */ ; }"}'
        )

    def test_it_reaches_for_no_other_host(self) -> None:
        assert not re.search(r"url\(|@import|https?://", TARGET.read_text(encoding="utf-8"))

    def test_it_is_small(self) -> None:
        assert len(gzip.compress(TARGET.read_bytes())) < 12_000


class TestIcons:
    def test_every_icon_in_a_template_is_in_the_sprite(self) -> None:
        assert icons_in_use() <= icons_in_sprite()

    def test_the_search_finds_icons_named_in_components(self) -> None:
        assert {"lotus", "hourglass-split", "slash-circle", "chevron-right"} <= icons_in_use()

    def test_every_icon_of_the_navigation_is_in_the_sprite(self) -> None:
        source = (ROOT / "portal" / "web" / "navigation.py").read_text(encoding="utf-8")
        named = set(re.findall(r'\), "([a-z0-9-]+)", "[a-z]+\.[a-z_]+"', source))
        assert named
        assert named <= icons_in_sprite()

    def test_the_sets_licence_lies_beside_the_sprite(self) -> None:
        assert "MIT" in (STATIC / "img" / "icons.LICENSE.txt").read_text(encoding="utf-8")


class TestScripts:
    def test_the_editors_is_at_most_thirty_kilobytes_beside_its_library(self) -> None:
        """Trainers write on laptops; no reader's page loads any of it."""
        assert sum(size_of(script) for script in scripts() if is_editor(script)) <= 30_000

    def test_every_behaviour_a_template_asks_for_exists(self) -> None:
        asked: set[str] = set()
        for template in every_template():
            text = template.read_text(encoding="utf-8")
            for names in re.findall(r'data-behaviour="([a-z -]+)"', text):
                asked |= set(names.split())
        there = {script.stem for script in (STATIC / "js" / "behaviours").glob("*.js")}
        assert {"confirm", "submit-once"} <= asked
        assert asked <= there
