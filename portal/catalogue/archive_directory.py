"""The end of a zip, looked at before anything parses its directory.

zipfile makes an object of every entry; a 50 MB directory of a million entries would take gigabytes.
"""

import os
import struct
from typing import IO, Final

from portal.catalogue.problems import Problem
from portal.catalogue.reading import MAX_FILES, MAX_PACKAGE

_END: Final = struct.Struct("<4s4H2LH")
_SIGNATURE: Final = b"PK\x05\x06"
_ZIP64_LOCATOR: Final = b"PK\x06\x07"
_LOCATOR_SIZE: Final = 20
#: bytes that one entry may take in the directory: its name, times, owners
_ENTRY: Final = 600
_LONGEST_COMMENT: Final = 1 << 16


def directory_problem(name: str, file: IO[bytes]) -> Problem | None:
    """None where the directory is small enough to be read."""
    size = file.seek(0, os.SEEK_END)
    if size > MAX_PACKAGE:
        return Problem(name, 1, "package_too_large", {"limit": "100 MB"})
    file.seek(max(0, size - _END.size - _LONGEST_COMMENT - _LOCATOR_SIZE))
    tail = file.read()
    file.seek(0)
    place = _place_of_end(tail)
    if place < 0:
        return Problem(name, 1, "archive_broken", {"why": "it has no directory"})
    entries, bytes_of_entries = _END.unpack_from(tail, place)[4:6]
    locator = tail[max(0, place - _LOCATOR_SIZE) : place]
    if (
        entries > MAX_FILES
        or bytes_of_entries > MAX_FILES * _ENTRY
        or locator[:4] == _ZIP64_LOCATOR
    ):
        return Problem(name, 1, "too_many_files", {"limit": MAX_FILES})
    return None


def _place_of_end(tail: bytes) -> int:
    """Where zipfile finds it too: at the very end without a comment, else the last signature."""
    plain = len(tail) - _END.size
    if plain >= 0 and tail[plain:].startswith(_SIGNATURE) and tail.endswith(b"\0\0"):
        return plain
    place = tail.rfind(_SIGNATURE)
    return place if 0 <= place <= plain else -1
