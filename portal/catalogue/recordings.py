"""Audio, video, captions and PDF: is the file what its name says? Told by its first bytes, never by its name."""

import re
from collections.abc import Callable
from typing import Final

_MP4_AUDIO: Final = {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"dash"}
_MP4_VIDEO: Final = {
    b"mp41",
    b"mp42",
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"avc1",
    b"M4V ",
    b"dash",
}
#: how far into the file its kind must have been told
_HEAD: Final = 4096


def is_what_it_says(ending: str, content: bytes) -> bool:
    return _SIGNS[ending](content)


def _mp3(content: bytes) -> bool:
    """A tag, or the first frame: eleven ones, MPEG 1 or 2, layer III, a bit rate."""
    if content.startswith(b"ID3"):
        return len(content) > 10
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE0 != 0xE0:
        return False
    version, layer, rate = content[1] >> 3 & 3, content[1] >> 1 & 3, content[2] >> 4
    return version != 1 and layer == 1 and rate not in (0, 15)


def _ogg(content: bytes) -> bool:
    head = content[:_HEAD]
    return head.startswith(b"OggS") and (b"OpusHead" in head or b"\x01vorbis" in head)


def _box(brands: set[bytes]) -> Callable[[bytes], bool]:
    def is_one(content: bytes) -> bool:
        return content[4:8] == b"ftyp" and content[8:12] in brands

    return is_one


def _webm(content: bytes) -> bool:
    return content.startswith(b"\x1a\x45\xdf\xa3") and b"\x42\x82\x84webm" in content[:_HEAD]


def _pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]


def _vtt(content: bytes) -> bool:
    """Readers of WebVTT know it by its first line; it is always UTF-8."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return re.match(r"WEBVTT([ \t][^\n]*)?(\r?\n|$)", text) is not None and "-->" in text


_SIGNS: Final[dict[str, Callable[[bytes], bool]]] = {
    "mp3": _mp3,
    "ogg": _ogg,
    "opus": _ogg,
    "m4a": _box(_MP4_AUDIO),
    "mp4": _box(_MP4_VIDEO),
    "webm": _webm,
    "pdf": _pdf,
    "vtt": _vtt,
}
