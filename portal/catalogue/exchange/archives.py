"""Zip files that people upload (.docx, .xlsx): opened only within limits, every part read bounded."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

MEGABYTE: Final = 1024 * 1024
LARGEST_FILE: Final = 20 * MEGABYTE
MOST_ENTRIES: Final = 2_000
LARGEST_PART: Final = 8 * MEGABYTE
LARGEST_WHOLE: Final = 64 * MEGABYTE
#: XML that is read: a parsed document takes about ten times its size
LARGEST_XML: Final = 16 * MEGABYTE
#: XML shrinks to a tenth or so; a part that grows more than this was made to
MOST_GROWTH: Final = 200
#: below this size growth is of no matter
_SMALL: Final = 1 * MEGABYTE
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


class BadArchive(ValueError):
    """The file is no zip, or is over a limit; the message says which."""


def read_parts(content: bytes) -> Mapping[str, bytes]:
    """The XML parts of an office file by name. Raises BadArchive."""
    if len(content) > LARGEST_FILE:
        raise BadArchive("the file is larger than 20 MB")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise BadArchive("the file is damaged, or not of this kind") from error
    except (RuntimeError, ValueError, UnicodeError, OverflowError, MemoryError) as error:
        if isinstance(error, BadArchive):
            raise
        raise BadArchive("the file is encrypted or damaged") from error


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise BadArchive("the file holds too many parts")
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise BadArchive("the file grows too large when it is unpacked")
    parts: dict[str, bytes] = {}
    whole = 0
    for entry in entries:
        if not entry.filename.endswith((".xml", ".rels")):
            continue
        if entry.filename in parts:
            raise BadArchive("the file holds a part twice")
        parts[entry.filename] = _part(archive, entry)
        whole += len(parts[entry.filename])
        if whole > LARGEST_XML:
            raise BadArchive("the file grows too large when it is unpacked")
    return parts


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What the entry really holds, whatever it says of its size."""
    limit = min(LARGEST_PART, max(_SMALL, entry.compress_size * MOST_GROWTH))
    with archive.open(entry) as opened:
        part = opened.read(limit + 1)
    if len(part) > limit:
        raise BadArchive("the file grows too large when it is unpacked")
    if _DOCTYPE.search(part):
        raise BadArchive("the file declares XML entities")
    return part
