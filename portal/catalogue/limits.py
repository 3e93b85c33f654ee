"""How much a text may hold of the signs that make Markdown slow.

Python-Markdown takes quadratic time in unbalanced brackets (10 KB of `[`: 14 s), tags and nested
quotes. Counting them first is surer than stopping a runaway: nothing over a limit is given to it.
"""

import re
from collections.abc import Iterator
from typing import Final

from portal.catalogue.package import Passage
from portal.catalogue.problems import Problem, Problems

#: sign → most in one paragraph (lines between blank lines), most in one file
LIMITS: Final = {
    "[": (200, 2000),
    "<": (200, 1000),
    "`": (400, 4000),
    "*": (600, 8000),
    "_": (600, 8000),
    "&": (400, 4000),
    "\\": (400, 4000),
    ">": (400, 4000),
    "{": (400, 4000),
}
#: characters one paragraph may have, and the deepest indent or quotation of a line
LONGEST_PARAGRAPH: Final = 20_000
DEEPEST: Final = 40
_BLANK: Final = re.compile(r"\n[ \t]*\n")
_DEEP: Final = re.compile(rf"^[ \t>]{{{DEEPEST},}}\S", re.M)


def over_limits(passage: Passage) -> Problems:
    """Empty when the passage may be rendered."""
    if len(passage.text) <= DEEPEST:
        return []  # fewer signs than any limit
    found = [
        Problem(passage.path, passage.line, "too_many_signs", {"sign": repr(sign), "limit": most})
        for sign, (_, most) in LIMITS.items()
        if passage.text.count(sign) > most
    ]
    for line, paragraph in _paragraphs(passage):
        if len(paragraph) > LONGEST_PARAGRAPH:
            limit = f"{LONGEST_PARAGRAPH} characters in one paragraph"
            found.append(Problem(passage.path, line, "too_long", {"limit": limit}))
        if _DEEP.search(paragraph):
            values: dict[str, object] = {"sign": "indents or quotes", "limit": DEEPEST}
            found.append(Problem(passage.path, line, "too_many_signs", values))
        for sign, (most, _) in LIMITS.items():
            if paragraph.count(sign) > most:
                values = {"sign": repr(sign), "limit": most}
                found.append(Problem(passage.path, line, "too_many_signs", values))
    return found


def _paragraphs(passage: Passage) -> Iterator[tuple[int, str]]:
    line, start = passage.line, 0
    for match in _BLANK.finditer(passage.text):
        paragraph = passage.text[start : match.start()]
        yield line, paragraph
        line += passage.text.count("\n", start, match.end())
        start = match.end()
    yield line, passage.text[start:]
