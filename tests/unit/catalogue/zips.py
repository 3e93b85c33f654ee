"""Zips as people and attackers make them."""

import io
import struct
import zipfile
from pathlib import Path

from tests.unit.catalogue.conftest import MINI

Members = dict[str, bytes]


def mini_files() -> Members:
    """The small course by its paths, below its folder's name."""
    return {
        f"mini/{path.relative_to(MINI).as_posix()}": path.read_bytes()
        for path in sorted(MINI.rglob("*"))
        if path.is_file()
    }


def plain_zip(members: Members) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def zip_with(info: zipfile.ZipInfo, content: bytes = b"x") -> bytes:
    """The small course and one member as it is described."""
    buffer = io.BytesIO(plain_zip(mini_files()))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(info, content)
    return buffer.getvalue()


def renamed(archive: bytes, old: str, new: str) -> bytes:
    """A name that zipfile would not write; as long as the one it replaces, in both of its places."""
    assert len(old.encode()) == len(new.encode())
    assert archive.count(old.encode()) == 2
    return archive.replace(old.encode(), new.encode())


def encrypted(archive: bytes) -> bytes:
    """The flag alone, set on every entry of the directory."""
    return _patched(archive, 8, struct.pack("<H", 1))


def of_size(archive: bytes, size: int) -> bytes:
    """Every entry of the directory says that it grows to `size` bytes."""
    return _patched(archive, 24, struct.pack("<L", size))


def _patched(archive: bytes, offset: int, value: bytes) -> bytes:
    patched, place = bytearray(archive), archive.find(b"PK\x01\x02")
    while place >= 0:
        patched[place + offset : place + offset + len(value)] = value
        place = archive.find(b"PK\x01\x02", place + 4)
    return bytes(patched)


def written(folder: Path, content: bytes, name: str = "mini.zip") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
