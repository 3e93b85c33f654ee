"""A published course written into the courses folder, so that a team can keep it in git."""

from pathlib import Path

from portal.catalogue.errors import FolderNotPlain
from portal.catalogue.reading import digest_of, read_folder
from portal.catalogue.revisions import set_synced_digest
from portal.catalogue.stored_files import StoredFiles


def write_back(*, files: StoredFiles, folder: Path) -> int:
    """Makes `folder/<slug>` hold exactly these files; how many it wrote or removed.

    Files that are equal already are not touched; hidden ones (.git, .gitkeep) are left alone. Raises
    FolderNotPlain where a link stands in the way: nothing is written through it.
    """
    slug = files.revision.course_slug
    target = folder / slug
    _refuse_links(target, files)
    before = read_folder(target, []) if target.is_dir() else {}
    surplus = [path for path in before if path not in files]
    changed = [
        path
        for path, digest in files.digests.items()
        if path not in before or digest_of(before[path]) != digest
    ]
    for path in changed:
        _write(target / path, files[path])
    for path in surplus:
        (target / path).unlink()
    set_synced_digest(slug, files.files_digest)
    return len(changed) + len(surplus)


def _refuse_links(target: Path, files: StoredFiles) -> None:
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
