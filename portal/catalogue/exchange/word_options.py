"""The options of a line of a Word exam: `A.` … `H.`, apart from what stands before them."""

import re
from typing import Final

from portal.catalogue.exchange.word_document import Line
from portal.catalogue.exchange.word_keys import WrittenOption
from portal.catalogue.exchange.word_looks import Look

_OPTION: Final = re.compile(
    r"(?P<star>\*\s{0,9})?(?P<letter>[A-Ha-h])\s{0,9}(?P<star2>\*?)\s{0,9}[.):]\s{0,9}(?P<star3>\*?)"
)


def split_options(line: Line, last: str | None) -> tuple[Line, list[WrittenOption]]:
    """What stands before the first option of a line, and its options: letters in order, apart from what is before.

    Tabs and wide spaces part them more surely than single ones: "A. Vitamin B. Tốt" is one option where others on
    the line stand wide apart.
    """
    starts = _starts(line.text, last, wide=True)
    if len(starts) < 2:
        starts = _starts(line.text, last, wide=False)
    if not starts:
        return line, []
    has_text_before = bool(line.text[: starts[0].start()].strip())
    if has_text_before and (starts[0]["letter"].islower() or (last is None and len(starts) < 2)):
        return line, []
    ends = [match.start() for match in starts[1:]] + [len(line.text)]
    options = [_option(line, match, end) for match, end in zip(starts, ends, strict=True)]
    return line.part(0, starts[0].start()), options


def _starts(text: str, last: str | None, *, wide: bool) -> list[re.Match[str]]:
    starts: list[re.Match[str]] = []
    wanted = chr(ord(last) + 1) if last else "A"
    for match in _OPTION.finditer(text):
        before = text[: match.start()]
        is_first = not before.strip()
        is_apart = is_first or before[-1:] == "\t" or before[-2:].isspace()
        letter = match["letter"].upper()
        is_again = is_first and last is not None and match["letter"].isupper()
        if (is_apart or (not wide and before[-1:].isspace())) and (letter == wanted or is_again):
            starts.append(match)
            wanted = chr(ord(letter) + 1)
    return starts


def _option(line: Line, match: re.Match[str], end: int) -> WrittenOption:
    label = line.part(match.start("letter"), match.end("letter"))
    text = line.part(match.end(), end)
    has_star = bool(match["star"] or match["star2"] or match["star3"])
    stripped = text.text.strip()
    if stripped.endswith("*") and not stripped.endswith("**"):
        has_star = True
        cut = text.text.rindex("*")
        text = text.part(0, cut)
    return WrittenOption(match["letter"].upper(), label, text, has_star)


def append(text: Line, more: Line) -> None:
    """An option that goes on on the next line."""
    text.add(" ", text.looks[-1] if text.looks else Look())
    text.text += more.text
    text.looks += more.looks
