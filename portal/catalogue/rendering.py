"""Markdown to safe HTML, once for a text: when it is checked or published, never when it is read.

`RENDERER` is part of every revision's digest: raise it whenever the same source gives other HTML.
"""

import re
from functools import cache
from threading import Lock
from typing import Final

from markdown import Markdown

from portal.catalogue.allowed import BLOCKS
from portal.catalogue.finishing import Complaint, Finished, finish
from portal.catalogue.limits import over_limits
from portal.catalogue.links import Places
from portal.catalogue.package import Passage
from portal.catalogue.plain_text import plain_html
from portal.catalogue.remembered import key_of, renderings
from portal.catalogue.sanitising import Ambiguous, sanitise
from portal.kernel.text import slugify

RENDERER: Final = "2"
_BACK: Final = {"vi": "Trở lại chỗ đang đọc ({})", "en": "Back to the text ({})"}
_ONE_PARAGRAPH: Final = re.compile(r"\s*<p>(.*)</p>\s*", re.S)
_BLOCK: Final = re.compile(rf"<(?:{'|'.join(sorted(BLOCKS))})\b")

#: Python-Markdown and bleach keep state while they work; rendering is rare, so threads may wait
_one_at_a_time: Final = Lock()


class TooComplex(ValueError):
    """The text is over the limits that keep rendering fast; over_limits says where."""


@cache
def _markdown(language: str) -> Markdown:
    return Markdown(
        extensions=[
            "admonition",
            "attr_list",
            "def_list",
            "fenced_code",
            "footnotes",
            "sane_lists",
            "tables",
            "toc",
            "pymdownx.blocks.caption",
            "pymdownx.tasklist",
        ],
        extension_configs={
            "footnotes": {"BACKLINK_TITLE": _BACK[language], "BACKLINK_TEXT": "↩"},
            # only for ids on headings; [TOC] is left as text
            "toc": {"marker": "", "slugify": _heading_id},
        },
        output_format="html",
    )


def _heading_id(heading: str, _separator: str) -> str:
    return slugify(heading) or "muc"


def render(passage: Passage, *, places: Places, language: str) -> Finished:
    """Safe HTML of one passage with its ids, links and complaints; what is known is not rendered again."""
    if over_limits(passage):
        raise TooComplex
    if (plain := plain_html(passage.text)) is not None:
        return Finished(plain)
    key = source_key(passage, language)
    known = renderings.find(key, places, passage.path)
    if known is None:
        known = _rendered(passage, places=places, language=language)
        renderings.keep(key, known)
    return known


def source_key(passage: Passage, language: str) -> str:
    """Under which a passage's rendering is remembered."""
    return key_of(RENDERER, passage, language)


def _rendered(passage: Passage, *, places: Places, language: str) -> Finished:
    with _one_at_a_time:
        markdown = _markdown(language)
        markdown.reset()
        html = markdown.convert(passage.text)
        finished = finish(html, places=places, path=passage.path, language=language)
        try:
            finished.html = sanitise(finished.html)
        except Ambiguous:
            finished.html = ""
            finished.complaints.append(Complaint("ambiguous_html", "<", {}))
    return finished


def inline(html: str) -> str | None:
    """The inside of HTML that is one paragraph; None if it is anything else."""
    match = _ONE_PARAGRAPH.fullmatch(html)
    return match[1] if match and not _BLOCK.search(match[1]) else None
