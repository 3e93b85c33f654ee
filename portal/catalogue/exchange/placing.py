"""Files that come from elsewhere take their places in a package that has files already: nothing is overwritten."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from portal.catalogue.exchange.attachments import free_name
from portal.catalogue.layout import MEDIA

_FOLDER: Final = re.compile(r"(?P<number>\d{1,3})-(?P<slug>[^/]+)")
_PICTURE: Final = re.compile(
    rf"!\[(?P<words>[^\[\]]*)\]\((?P<folder>(?:\.\./)?{MEDIA})/(?P<name>[a-z0-9.-]+)\)"
)


def modules_placed(files: Mapping[str, bytes], taken: Collection[str]) -> dict[str, bytes]:
    """Modules are numbered after those of `taken` (paths), by names of their own; other files stay where they are."""
    there = [match for path in taken if "/" in path and (match := _FOLDER.match(path))]
    number = max((int(match["number"]) for match in there), default=0)
    slugs = {match["slug"] for match in there}
    folders: dict[str, str] = {}
    for folder in dict.fromkeys(path.split("/")[0] for path in files if "/" in path):
        match = _FOLDER.fullmatch(folder)
        if match is None:
            continue
        number += 1
        folders[folder] = f"{number:02d}-{_free(match['slug'], slugs)}"
    return {_within(path, folders): content for path, content in files.items()}


def media_placed(files: Mapping[str, bytes], taken: Mapping[str, bytes]) -> dict[str, bytes]:
    """Files of media/ get names that no other file of `taken` has, and texts show them by these."""
    given, names = media_of(taken), {}
    placed: dict[str, bytes] = {}
    for name, content in media_of(files).items():
        stem, _dot, ending = name.rpartition(".")
        names[name] = free_name(stem, ending, content, given)
        given[names[name]] = placed[f"{MEDIA}/{names[name]}"] = content
    for path, text in texts_of(files).items():
        placed[path] = with_pictures(text, names, f"../{MEDIA}").encode()
    return placed


def media_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """By name."""
    here = [path for path in files if path.startswith(f"{MEDIA}/")]
    return {path.removeprefix(f"{MEDIA}/"): files[path] for path in here}


def texts_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """By path."""
    return {path: files[path].decode() for path in files if not path.startswith(f"{MEDIA}/")}


def with_pictures(text: str, names: Mapping[str, str | None], folder: str) -> str:
    """Markdown whose pictures of media/ have other names (None: it is gone, its words stay), and stand in `folder`."""

    def shown(match: re.Match[str]) -> str:
        name = names.get(match["name"], match["name"])
        if name is None:
            return f"({match['words']})" if match["words"] else ""
        return f"![{match['words']}]({folder}/{name})"

    return _PICTURE.sub(shown, text)


def _free(slug: str, taken: set[str]) -> str:
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    taken.add(free)
    return free


def _within(path: str, folders: Mapping[str, str]) -> str:
    folder, slash, name = path.partition("/")
    return f"{folders.get(folder, folder)}{slash}{name}"
