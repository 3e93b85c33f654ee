"""Links in Markdown that follow a file when it is renamed, so that moving a lesson breaks no other."""

import posixpath
import re
from collections.abc import Mapping
from typing import Final

from portal.catalogue.links import within

#: what an inline link or picture, or a reference's definition, leads to, without its #anchor
_TARGET: Final = re.compile(
    r"(?P<before>\]\(|^ {0,3}\[[^\]\n]+\]:[ \t]+)(?P<path>[^\s()#<>:]+)", re.M
)


def relinked(text: str, path: str, renames: Mapping[str, str]) -> str:
    """The text of the file at `path` (before the renames) with its links leading where they led.

    What leads nowhere, or out of the package, stays as it is written.
    """
    here = renames.get(path, path)

    def follow(match: re.Match[str]) -> str:
        target = within(path, match["path"])
        moved = renames.get(target, target)
        if (moved, here) == (target, path) or target.startswith(("..", "/")):
            return match[0]
        if moved == target and posixpath.dirname(here) == posixpath.dirname(path):
            return match[0]
        return f"{match['before']}{posixpath.relpath(moved, posixpath.dirname(here) or '.')}"

    return _TARGET.sub(follow, text)


def links_to(text: str, path: str, target: str) -> bool:
    """Whether the text of the file at `path` leads to the file `target`."""
    return any(within(path, match["path"]) == target for match in _TARGET.finditer(text))
