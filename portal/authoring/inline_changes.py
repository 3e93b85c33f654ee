"""Two pieces of HTML in one: where their tags are the same only words are marked, else whole passages. Pure."""

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

from portal.authoring.comparing import Part, words_apart

#: what is left where a whole passage came or went
_NOTHING: Final = re.compile(r"<(ins|del)>\s*</\1>")
_TAGS: Final = re.compile(r"""(<(?:"[^"]*"|'[^']*'|[^>"'])*>)""")


def both_in_one(before: str, after: str) -> str:
    """HTML whose new words stand in <ins> and whose old ones in <del>."""
    old, new = _TAGS.split(before), _TAGS.split(after)
    if old[1::2] != new[1::2]:
        return with_passages_marked(before, after)
    texts = map(_marked, old[::2], new[::2])
    tags = [*new[1::2], ""]
    return "".join(f"{text}{tag}" for text, tag in zip(texts, tags, strict=True))


def with_passages_marked(before: str, after: str) -> str:
    """Coarser, and for any two pieces of HTML."""
    # lxml takes 4 MB of a worker's memory, and most workers never lay anything over each other
    from lxml.html.diff import htmldiff  # noqa: PLC0415

    return _NOTHING.sub("", str(htmldiff(before, after)))


def _marked(before: str, after: str) -> str:
    if before == after:
        return after
    old, new = words_apart(unescape(before), unescape(after))
    return "".join(_woven(list(old), list(new)))


def _woven(old: list[Part], new: list[Part]) -> Iterator[str]:
    """Both lines of parts in one: what is equal stands in both, in the same order."""
    while old or new:
        if old and old[0].is_other:
            yield f"<del>{escape(old.pop(0).text)}</del>"
        elif new and new[0].is_other:
            yield f"<ins>{escape(new.pop(0).text)}</ins>"
        else:
            old.pop(0)
            yield escape(new.pop(0).text)
