"""A folder becomes a mapping from path to bytes; what must not be in a package is refused here.

Contents are read when they are asked for, so that a package costs the memory of its largest file.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from portal.catalogue.encodings import guess_encoding
from portal.catalogue.problems import Problem, Problems
from portal.kernel.text import slugify

MAX_FILE: Final = 20 * 1024 * 1024
MAX_PACKAGE: Final = 100 * 1024 * 1024
MAX_FILES: Final = 2000
_NAME: Final = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029\ufffe\uffff]")

Files = Mapping[str, bytes]


class FolderFiles(Files):
    """Files on disk by their paths in the package."""

    def __init__(self, places: Mapping[str, Path]) -> None:
        self._places = places

    def __getitem__(self, path: str) -> bytes:
        return self._places[path].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def read_folder(folder: Path, found: Problems) -> FolderFiles:
    """Every regular file below `folder` by its path with /, links not followed."""
    files: dict[str, Path] = {}
    total = 0
    for path in _walk(folder):
        name = path.relative_to(folder).as_posix()
        if problem := _refusal(path, name):
            found.append(problem)
            continue
        total += path.stat().st_size
        if len(files) == MAX_FILES:
            found.append(Problem(name, 1, "too_many_files", {"limit": MAX_FILES}))
            break
        if total > MAX_PACKAGE:
            found.append(Problem(name, 1, "package_too_large", {"limit": "100 MB"}))
            break
        files[name] = path
    return FolderFiles(files)


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        else:
            yield path


def _refusal(path: Path, name: str) -> Problem | None:
    if path.is_symlink():
        return Problem(name, 1, "is_link")
    if not path.is_file() or path.name.startswith("."):
        return Problem(name, 1, "unexpected_file")
    return refusal_of_name(name) or refusal_of_size(name, path.stat().st_size)


def refusal_of_name(path: str) -> Problem | None:
    """What is wrong with the last part of a path; layout.py judges the folders."""
    name = path.rsplit("/", 1)[-1]
    if (composed := unicodedata.normalize("NFC", path)) != path:
        return Problem(composed, 1, "not_composed", {"better": _better(name)})
    if not _NAME.fullmatch(name):
        return Problem(path, 1, "bad_name", {"better": _better(name)})
    return None


def refusal_of_size(path: str, size: int) -> Problem | None:
    if size > MAX_FILE:
        return Problem(path, 1, "too_large", {"limit": "20 MB"})
    return None


def _better(name: str) -> str:
    return ".".join(filter(None, (slugify(part) for part in name.split("."))))


def read_text(path: str, content: bytes, found: Problems) -> str | None:
    """UTF-8 text with plain line ends, composed accents, no control characters; else None."""
    if encoding := guess_encoding(content):
        found.append(Problem(path, 1, "other_encoding", {"encoding": encoding.name}))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found.append(Problem(path, line, "not_utf8"))
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        found.append(Problem(path, line, "control_character", {"code": f"{ord(match[0]):04X}"}))
        return None
    return unicodedata.normalize("NFC", text)


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digests_of(files: Files) -> dict[str, str]:
    return {path: digest_at(files, path) for path in sorted(files)}


def digest_at(files: Files, path: str) -> str:
    """Without reading the file where its digest is stored beside it."""
    known: Mapping[str, str] | None = getattr(files, "digests", None)
    return known[path] if known is not None else digest_of(files[path])


def digest_of_digests(digests: Mapping[str, str], *more: str) -> str:
    """One digest over paths and contents, and over whatever else decides what a reader sees."""
    whole = hashlib.sha256()
    for path in sorted(digests):
        whole.update(f"{len(path)}:{path}:{digests[path]}\n".encode())
    for text in more:
        whole.update(f"{len(text)}:{text}\n".encode())
    return whole.hexdigest()
