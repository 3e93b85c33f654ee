"""A scenario's safe HTML, each scene in a section of its own. Without styles it is a long page with links.

Only portal-written tags are put around what the sanitisers let through.
"""

from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser
from typing import Final

from portal.catalogue.links import ID_PREFIX
from portal.catalogue.scenes import Scene
from portal.kernel.text import slugify

_WORDS: Final = {
    "vi": {"good": "Kết thúc tốt", "bad": "Kết thúc chưa tốt", "again": "Thử lại từ đầu"},
    "en": {"good": "A good ending", "bad": "A bad ending", "again": "Try again from the beginning"},
}
_VOID: Final = {"br", "hr", "img", "track"}


def in_sections(html: str, scenes: Sequence[Scene], language: str) -> str:
    """`html` is that of the whole lesson, with an id on the heading of each scene."""
    splitter = _Splitter(scenes, _WORDS[language])
    splitter.feed(html)
    splitter.close()
    splitter.end_scene()
    return f'<div class="c-scenario">{"".join(splitter.parts)}</div>'


class _Splitter(HTMLParser):
    def __init__(self, scenes: Sequence[Scene], words: dict[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.scenes = {f"{ID_PREFIX}{slugify(scene.id)}": scene for scene in scenes}
        self.first = next(iter(self.scenes), "")
        self.words = words
        self.parts: list[str] = []
        self.open: Scene | None = None
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        identity = dict(attrs).get("id") or ""
        if tag == "h2" and not self.depth and identity in self.scenes:
            self.begin_scene(identity)
        else:
            self.parts.append(self.get_starttag_text() or "")
        self.depth += tag not in _VOID

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag not in _VOID
        self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def begin_scene(self, identity: str) -> None:
        self.end_scene()
        self.open = self.scenes[identity]
        kinds = ["c-scene"]
        kinds += ["c-scene--start"] if identity == self.first else []
        kinds += [f"c-scene--{self.open.ending}"] if self.open.ending else []
        self.parts.append(
            f'<section class="{" ".join(kinds)}" id="{identity}" aria-labelledby="{identity}-title">'
            f'<h2 id="{identity}-title">'
        )

    def end_scene(self) -> None:
        if self.open is not None and self.open.ending:
            word, again = escape(self.words[self.open.ending]), escape(self.words["again"])
            self.parts.append(
                f'<p class="c-scene__end"><strong>{word}.</strong>'
                f' <a href="#{self.first}">{again}</a></p>'
            )
        if self.open is not None:
            self.parts.append("</section>")
        self.open = None
