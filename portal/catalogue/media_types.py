"""Which files media/ may hold: their types, how they are shown, and how large they may be."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_KB: Final = 1024
_MB: Final = 1024 * 1024
#: of a stored file that is never given out: a text with its keys, a photo with its place
ORIGINAL_TYPE: Final = "application/octet-stream"
MARKDOWN_TYPE: Final = "text/markdown"
WEBP: Final = "image/webp"


class Kind(StrEnum):
    DRAWING = "drawing"
    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"
    #: what a video says, in the language of its name: media/goi.vi.vtt for media/goi.mp4
    CAPTIONS = "captions"


@dataclass(frozen=True, slots=True)
class FileType:
    """`served_as` is the type in which readers get it: pictures are encoded anew. Limits in bytes."""

    kind: Kind
    served_as: str
    most_bytes: int


_PICTURE: Final = FileType(Kind.PICTURE, WEBP, 10 * _MB)

FILE_TYPES: Final = {
    "svg": FileType(Kind.DRAWING, "image/svg+xml", 300 * _KB),
    "png": _PICTURE,
    "jpg": _PICTURE,
    "jpeg": _PICTURE,
    "webp": _PICTURE,
    "gif": _PICTURE,
    "mp3": FileType(Kind.AUDIO, "audio/mpeg", 5 * _MB),
    "m4a": FileType(Kind.AUDIO, "audio/mp4", 5 * _MB),
    "ogg": FileType(Kind.AUDIO, "audio/ogg", 5 * _MB),
    "opus": FileType(Kind.AUDIO, "audio/ogg", 5 * _MB),
    "mp4": FileType(Kind.VIDEO, "video/mp4", 20 * _MB),
    "webm": FileType(Kind.VIDEO, "video/webm", 20 * _MB),
    "pdf": FileType(Kind.DOCUMENT, "application/pdf", 5 * _MB),
    "vtt": FileType(Kind.CAPTIONS, "text/vtt", 200 * _KB),
}
SERVED_TYPES: Final = frozenset(file_type.served_as for file_type in FILE_TYPES.values())


def ending_of(path: str) -> str:
    return path.rsplit(".", 1)[-1].lower()


def stored_type(path: str) -> str:
    """Under which type the bytes of a package's file are stored; pictures as they came are kept back."""
    file_type = FILE_TYPES.get(ending_of(path))
    if file_type is None:
        return MARKDOWN_TYPE
    return ORIGINAL_TYPE if file_type.kind is Kind.PICTURE else file_type.served_as
