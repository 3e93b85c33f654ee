"""A course as a zip: the same files always give the same bytes."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from portal.catalogue.reading import Files

_NO_DATE: Final = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE: Final = 0o100644 << 16
_UNIX: Final = 3
_LEVEL: Final = 9
#: shrunk already
_STORED: Final = ("jpg", "jpeg", "png", "webp", "gif", "mp3", "m4a", "ogg", "opus", "mp4", "webm")


def write_archive(path: Path, slug: str, files: Files) -> None:
    """Writes `slug/…` for every file, one at a time; the zip is there whole or not at all."""
    with tempfile.NamedTemporaryFile(
        dir=path.absolute().parent, prefix=f".{path.name}.", delete=False
    ) as unfinished:
        try:
            with ZipFile(unfinished, "w") as archive:
                _write(archive, slug, files)
            unfinished.flush()
            os.fsync(unfinished.fileno())
            Path(unfinished.name).chmod(0o644)
            Path(unfinished.name).replace(path)
        except BaseException:
            Path(unfinished.name).unlink(missing_ok=True)
            raise


def _write(archive: ZipFile, slug: str, files: Mapping[str, bytes]) -> None:
    for path in sorted(files):
        info = ZipInfo(f"{slug}/{path}", _NO_DATE)
        info.create_system = _UNIX
        info.external_attr = _PLAIN_FILE
        is_small = path.rsplit(".", 1)[-1] in _STORED
        info.compress_type = ZIP_STORED if is_small else ZIP_DEFLATED
        archive.writestr(info, files[path], compresslevel=_LEVEL)
