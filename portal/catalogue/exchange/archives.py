"""Zip files that people upload (.docx, .xlsx): opened only within limits, every part read bounded."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import Final

from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _

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
_PICTURES: Final = re.compile(r"(?:^|/)media/[^/]+$")
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.I)


class BadArchive(ValueError):
    """The file is no zip, or is over a limit; `said` is which."""

    def __init__(self, said: Said) -> None:
        super().__init__(str(said))
        self.said = said


def read_parts(content: bytes, *, pictures: bool = False) -> Mapping[str, bytes]:
    """The XML parts of an office file by name, and its pictures if they are asked for. Raises BadArchive."""
    if len(content) > LARGEST_FILE:
        raise BadArchive(_("it is larger than 20 MB"))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(archive, pictures=pictures)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError) as error:
        raise BadArchive(_("it is damaged, or not of this kind")) from error
    except (RuntimeError, ValueError, UnicodeError, OverflowError, MemoryError) as error:
        if isinstance(error, BadArchive):
            raise
        raise BadArchive(_("it is encrypted or damaged")) from error


def _parts(archive: zipfile.ZipFile, *, pictures: bool) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise BadArchive(_("it holds too many parts"))
    if sum(entry.file_size for entry in entries) > LARGEST_WHOLE:
        raise BadArchive(_("it grows too large when it is unpacked"))
    parts: dict[str, bytes] = {}
    room = {"xml": LARGEST_XML, "pictures": LARGEST_WHOLE}
    for entry in entries:
        kind = "xml" if entry.filename.endswith((".xml", ".rels")) else "pictures"
        if kind == "pictures" and not (pictures and _PICTURES.search(entry.filename)):
            continue
        if entry.filename in parts:
            raise BadArchive(_("it holds a part twice"))
        part = parts[entry.filename] = _part(archive, entry)
        if kind == "xml" and _DOCTYPE.search(part):
            raise BadArchive(_("it declares XML entities"))
        room[kind] -= len(part)
        if room[kind] < 0:
            raise BadArchive(_("it grows too large when it is unpacked"))
    return parts


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """What the entry really holds, whatever it says of its size."""
    limit = min(LARGEST_PART, max(_SMALL, entry.compress_size * MOST_GROWTH))
    with archive.open(entry) as opened:
        part = opened.read(limit + 1)
    if len(part) > limit:
        raise BadArchive(_("it grows too large when it is unpacked"))
    return part
