"""SVG: how large a drawing is, and whether anything in it could run or load something."""

import re
from typing import Final
from xml.parsers import expat

from portal.catalogue.problems import Problem, Problems

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
    """The bytes are no SVG."""


def read_drawing(path: str, content: bytes, found: Problems) -> Size:
    """Width and height, 0 where the drawing does not say them. Raises Unreadable."""
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
