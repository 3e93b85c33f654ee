"""A published course written into the courses folder, so that a team can keep it in git."""

from collections.abc import Mapping
from pathlib import Path

from portal.catalogue.errors import FolderNotPlain
from portal.catalogue.reading import Files, digest_of, read_folder


def write_back(*, slug: str, files: Files, digests: Mapping[str, str], folder: Path) -> int:
    """Makes `folder/<slug>` hold exactly these files; how many it wrote or removed.

    Files that are equal already are not touched; hidden ones (.git, .gitkeep) are left alone. Raises
    FolderNotPlain where a link stands in the way: nothing is written through it.
    """
    target = folder / slug
    _refuse_links(target, files)
    before = read_folder(target, []) if target.is_dir() else {}
    surplus = [path for path in before if path not in files]
    changed = [
        path
        for path, digest in digests.items()
        if path not in before or digest_of(before[path]) != digest
    ]
    for path in changed:
        _write(target / path, files[path])
    for path in surplus:
        (target / path).unlink()
    return len(changed) + len(surplus)


def _refuse_links(target: Path, files: Files) -> None:
    for path in ("", *files):
        place = target / path
        while place != target.parent:
            if place.is_symlink():
                raise FolderNotPlain(file=place)
            place = place.parent


def _write(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f".{place.name}.new")
    unfinished.write_bytes(content)
    unfinished.replace(place)
