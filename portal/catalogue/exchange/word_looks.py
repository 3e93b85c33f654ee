"""How a sign of a Word document is set off, by its own properties and by its style's."""

from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF: Final = frozenset({"0", "false", "off", "none"})
_BLACK: Final = frozenset({"", "auto", "000000", "none", "clear", "ffffff"})


@dataclass(frozen=True, slots=True)
class Look:
    """How a sign is set off. Colours are "" where they are the paper's own."""

    bold: bool = False
    underline: bool = False
    colour: str = ""
    shade: str = ""


@dataclass(frozen=True, slots=True)
class Style:
    base: str
    properties: Element | None
    numbered: Element | None


def read_styles(root: Element | None) -> dict[str, Style]:
    found: dict[str, Style] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        base = style.find(f"{W}basedOn")
        found[style.get(f"{W}styleId") or ""] = Style(
            base=(base.get(f"{W}val") or "") if base is not None else "",
            properties=style.find(f"{W}rPr"),
            numbered=style.find(f"{W}pPr/{W}numPr"),
        )
    return found


def changed(look: Look, properties: Element | None) -> Look:
    if properties is None:
        return look
    for child in properties:
        value = (child.get(f"{W}val") or "").lower()
        if child.tag == f"{W}b":
            look = replace(look, bold=value not in _OFF)
        elif child.tag == f"{W}u":
            look = replace(look, underline=value not in _OFF)
        elif child.tag == f"{W}color":
            look = replace(look, colour="" if value in _BLACK else value)
        elif child.tag == f"{W}highlight":
            look = replace(look, shade="" if value in _BLACK | {"white"} else value)
        elif child.tag == f"{W}shd":
            fill = (child.get(f"{W}fill") or "").lower()
            look = replace(look, shade=look.shade if fill in _BLACK else fill)
    return look


def value_of(parent: Element | None, name: str) -> str:
    child = parent.find(f"{W}{name}") if parent is not None else None
    return (child.get(f"{W}val") or "") if child is not None else ""
