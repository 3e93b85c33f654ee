"""A zip of a course, read without unpacking it: refused whole where anything in it is not plain.

Nothing is written to disk, no member is followed anywhere, and no more than one member is in memory.
"""

import re
import stat
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from portal.catalogue.archive_directory import directory_problem
from portal.catalogue.problems import Problem, Problems
from portal.catalogue.reading import (
    MAX_PACKAGE,
    Files,
    refusal_of_name,
    refusal_of_size,
)

#: text shrinks to a tenth, a drawing to a twentieth; a bomb to a thousandth
_MOST_GROWTH: Final = 200
_GROWTH_MATTERS_FROM: Final = 100 * 1024
_PIECE: Final = 64 * 1024
_ENCRYPTED: Final = 0x1 | 0x40
_ARCHIVES: Final = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
)
_LEFTOVERS: Final = re.compile(r"(^|/)(__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$")
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_BROKEN: Final = (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Archive:
    """One course. `folder` is the folder it stood in, None where it stood at the top of the zip."""

    folder: str | None
    files: Files
    facts: bytes | None


class ArchiveFiles(Files):
    """Members of an open zip by their paths in the package."""

    def __init__(self, archive: ZipFile, members: Mapping[str, ZipInfo]) -> None:
        self._archive, self._members = archive, members

    def __getitem__(self, path: str) -> bytes:
        return self._archive.read(self._members[path])

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


@contextmanager
def opened_archive(path: Path, found: Problems) -> Iterator[Archive | None]:
    """The course in a zip, to be read while the context is open; None where it cannot be one."""
    with path.open("rb") as file:
        if problem := directory_problem(path.name, file):
            found.append(problem)
            yield None
            return
        try:
            archive = ZipFile(file)
        except _BROKEN as error:
            found.append(Problem(path.name, 1, "archive_broken", {"why": str(error)}))
            yield None
            return
        with archive:
            before = len(found)
            members = _members(path.name, archive, found)
            yield None if len(found) > before else _course(path.name, archive, members, found)


def _members(name: str, archive: ZipFile, found: Problems) -> dict[str, ZipInfo]:
    members: dict[str, ZipInfo] = {}
    before = len(found)
    infos = [info for info in archive.infolist() if not _LEFTOVERS.search(info.orig_filename)]
    if sum(info.file_size for info in infos) > MAX_PACKAGE:
        found.append(Problem(name, 1, "package_too_large", {"limit": "100 MB"}))
        return members
    for info in infos:
        path = _readable_name(info)
        if problem := _refusal(path, info):
            found.append(problem)
        elif path in members:
            found.append(Problem(path, 1, "repeated_file"))
        elif not info.is_dir():
            members[path] = info
    if len(found) == before:
        found += [problem for path in members if (problem := _unread(archive, path, members[path]))]
    return members


def _readable_name(info: ZipInfo) -> str:
    """As it was meant: macOS writes UTF-8 without saying so, which zipfile reads as a DOS code page."""
    name = info.orig_filename
    if not info.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name


def _refusal(path: str, info: ZipInfo) -> Problem | None:
    code = _path_refusal(path) or _kind_refusal(info)
    if code:
        values: dict[str, object] = {"times": _MOST_GROWTH}
        return Problem(_printable(path), 1, code, values)
    if info.is_dir():
        return None
    return refusal_of_name(path) or refusal_of_size(path, info.file_size)


def _path_refusal(path: str) -> str | None:
    parts = path.removesuffix("/").split("/")
    if "\\" in path:
        return "backslash"
    if _DRIVE.match(path) or not {"", ".", ".."}.isdisjoint(parts):
        return "outside"
    return "unexpected_file" if not path.isprintable() else None


def _kind_refusal(info: ZipInfo) -> str | None:
    mode = stat.S_IFMT(info.external_attr >> 16)
    if stat.S_ISLNK(mode):
        return "is_link"
    if mode not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "unexpected_file"
    if info.flag_bits & _ENCRYPTED:
        return "encrypted"
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return "compression"
    if info.file_size > max(_GROWTH_MATTERS_FROM, _MOST_GROWTH * info.compress_size):
        return "bomb"
    return None


def _unread(archive: ZipFile, path: str, info: ZipInfo) -> Problem | None:
    """Reads a member once, piece by piece: it must be whole, of the size it says, and no archive."""
    try:
        with archive.open(info) as stream:
            if stream.read(8).startswith(_ARCHIVES):
                return Problem(path, 1, "archive_inside")
            _drain(stream)
    except _BROKEN:
        return Problem(path, 1, "archive_member_broken")
    return None


def _drain(stream: IO[bytes]) -> None:
    while stream.read(_PIECE):
        pass


def _course(
    name: str, archive: ZipFile, members: Mapping[str, ZipInfo], found: Problems
) -> Archive | None:
    """The folder with a course.md, with or without facts.csv beside it; or the zip is the folder."""
    facts = archive.read(members["facts.csv"]) if "facts.csv" in members else None
    folders = sorted({path.split("/")[0] for path in members if "/" in path})
    if "course.md" in members:
        return Archive(None, ArchiveFiles(archive, members), None)
    if len(folders) > 1:
        values: dict[str, object] = {"folders": ", ".join(folders[:5])}
        found.append(Problem(name, 1, "archive_holds_several", values))
        return None
    if not folders:
        found.append(Problem(name, 1, "archive_holds_nothing"))
        return None
    prefix = f"{folders[0]}/"
    inside = {path.removeprefix(prefix): info for path, info in members.items() if "/" in path}
    beside = [path for path in members if "/" not in path and path != "facts.csv"]
    found += [Problem(path, 1, "unexpected_file") for path in beside]
    return Archive(folders[0], ArchiveFiles(archive, inside), facts)


def _printable(path: str) -> str:
    """Of a name that may hold anything: short enough and safe to show on a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in path[:200])
