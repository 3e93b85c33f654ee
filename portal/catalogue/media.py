"""Pictures of a package: their type, their size, and whether they are safe to serve."""

import re
import struct
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

from portal.catalogue.package import Media
from portal.catalogue.problems import Problem, Problems
from portal.catalogue.reading import digest_of

MAX_IMAGE: Final = 300 * 1024
MEDIA_TYPES: Final = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
}
_LATER: Final = {"mp3", "m4a", "ogg", "mp4", "webm", "vtt", "pdf"}
_UNSAFE_ELEMENTS: Final = {
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "handler",
}
_UNSAFE_STYLE: Final = re.compile(
    r"@import|url\s*\(\s*['\"]?\s*(?!#)|expression\s*\(|javascript:", re.I
)
_NUMBER: Final = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*")

Size = tuple[int, int]


class Unreadable(ValueError):
    """The bytes are not what the file's name says."""


def read_media(path: str, content: bytes, found: Problems) -> Media | None:
    """One file of media/; a problem instead where it cannot or must not be shown."""
    ending = path.rsplit(".", 1)[-1].lower()
    if ending in _LATER:
        found.append(Problem(path, 1, "not_supported_yet", {"what": f"a .{ending} file"}))
        return None
    if ending not in MEDIA_TYPES:
        found.append(Problem(path, 1, "media_type", {"known": ", ".join(MEDIA_TYPES)}))
        return None
    if len(content) > MAX_IMAGE:
        size = f"{len(content) / 1024:.0f} KB"
        found.append(Problem(path, 1, "image_too_large", {"size": size}))
    try:
        width, height = _SIZES[ending](path, content, found)
    except (Unreadable, struct.error, IndexError):
        found.append(Problem(path, 1, "image_broken", {"kind": ending.upper()}))
        return None
    return Media(path, digest_of(content), MEDIA_TYPES[ending], width or None, height or None)


def _svg(path: str, content: bytes, found: Problems) -> Size:
    drawing = _Drawing(path, found)
    try:
        drawing.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Unreadable from error
    if drawing.size is None:
        raise Unreadable
    return drawing.size


class _Drawing:
    """Reads an SVG once: its size, and each thing in it that could run or load something."""

    def __init__(self, path: str, found: Problems) -> None:
        self.path, self.found = path, found
        self.size: Size | None = None
        self.in_style = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = lambda *_: self.refuse("a DOCTYPE")
        self.parser.ProcessingInstructionHandler = lambda *_: self.refuse(
            "a processing instruction"
        )
        # entities are only declared inside a DOCTYPE; stop before one can be expanded
        self.parser.EntityDeclHandler = self._no_entities

    def _no_entities(self, *_: object) -> None:
        raise Unreadable

    def refuse(self, what: str) -> None:
        line = self.parser.CurrentLineNumber
        self.found.append(Problem(self.path, line, "svg_unsafe", {"what": what}))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = name.split(":")[-1].lower()
        if self.size is None:
            if element != "svg":
                raise Unreadable
            self.size = _drawing_size(attributes)
        self.in_style = element == "style"
        if element in _UNSAFE_ELEMENTS:
            self.refuse(f"<{name}>")
        for key, value in attributes.items():
            self.attribute(element, key.split(":")[-1].lower(), value.strip())

    def attribute(self, element: str, key: str, value: str) -> None:
        if key.startswith("on"):
            self.refuse(f"the attribute {key}")
        elif key in {"href", "src"} and not value.startswith("#"):
            self.refuse(f"a reference to {value[:40]}")
        elif key == "attributename" and value.lower().split(":")[-1] in {"href", "src"}:
            self.refuse(f"<{element}> that changes {value}")
        elif _UNSAFE_STYLE.search(value):
            self.refuse(f"a reference in {key}")

    def end(self, _name: str) -> None:
        self.in_style = False

    def characters(self, text: str) -> None:
        if self.in_style and _UNSAFE_STYLE.search(text):
            self.refuse("a style that loads something")


def _drawing_size(attributes: dict[str, str]) -> Size:
    sides = [_NUMBER.fullmatch(attributes.get(side, "")) for side in ("width", "height")]
    if sides[0] and sides[1]:
        return round(float(sides[0][1])), round(float(sides[1][1]))
    box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    if len(box) == 4 and all(re.fullmatch(r"-?[0-9.]+", part) for part in box):
        return round(float(box[2])), round(float(box[3]))
    return 0, 0


def _png(_path: str, content: bytes, _found: Problems) -> Size:
    if not content.startswith(b"\x89PNG\r\n\x1a\n") or content[12:16] != b"IHDR":
        raise Unreadable
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg(_path: str, content: bytes, _found: Problems) -> Size:
    if not content.startswith(b"\xff\xd8\xff"):
        raise Unreadable
    place = 2
    while content[place] == 0xFF:
        marker = content[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    raise Unreadable


def _webp(_path: str, content: bytes, _found: Problems) -> Size:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise Unreadable
    kind = content[12:16]
    if kind == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        return width, int.from_bytes(content[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", content[26:30])
    return width & 0x3FFF, height & 0x3FFF


_SIZES: Final[dict[str, Callable[[str, bytes, Problems], Size]]] = {
    "svg": _svg,
    "png": _png,
    "jpg": _jpeg,
    "jpeg": _jpeg,
    "webp": _webp,
}
