"""What Word's automatic numbering puts before a paragraph: `Câu 1.`, `A.` and the like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

_PLACE: Final = re.compile(r"%([1-9])")
_HIGHEST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Level:
    """How one level is numbered: its first number, its kind of numbers, and the text around them."""

    start: int
    kind: str
    text: str


@dataclass(slots=True)
class Numbering:
    """`levels` by (list, level); counts go on as labels are asked for in the document's order."""

    levels: Mapping[tuple[str, int], Level]
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def label(self, list_id: str, level: str) -> str:
        """The next label of a list, empty for bullets and lists that are not described."""
        at = int(level) if level.isdecimal() and len(level) == 1 else 0
        own = self.levels.get((list_id, at))
        if own is None:
            return ""
        count = min(self.counts.get((list_id, at), own.start - 1) + 1, _HIGHEST)
        self.counts[list_id, at] = count
        for deeper in range(at + 1, 9):
            self.counts.pop((list_id, deeper), None)
        if own.kind in ("bullet", "none"):
            return ""
        return _PLACE.sub(lambda match: self._number(list_id, int(match[1]) - 1), own.text)

    def _number(self, list_id: str, at: int) -> str:
        level = self.levels.get((list_id, at))
        if level is None:
            return ""
        return written(self.counts.get((list_id, at), level.start), level.kind)


def written(number: int, kind: str) -> str:
    if kind in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26)
        return letter if kind == "upperLetter" else letter.lower()
    return str(number)


def read_numbering(root: Element | None, w: str) -> Numbering:
    """`w`: the namespace, in braces."""
    if root is None:
        return Numbering({})
    described = {
        one.get(f"{w}abstractNumId") or "": _levels(one, w) for one in root.iter(f"{w}abstractNum")
    }
    levels: dict[tuple[str, int], Level] = {}
    for one in root.iter(f"{w}num"):
        list_id = one.get(f"{w}numId") or ""
        base = one.find(f"{w}abstractNumId")
        own = described.get((base.get(f"{w}val") or "") if base is not None else "", {})
        for override in one.iterfind(f"{w}lvlOverride"):
            own = {**own, **_levels(override, w)}
        levels |= {(list_id, at): level for at, level in own.items()}
    return Numbering(levels)


def _levels(parent: Element, w: str) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for level in parent.iterfind(f"{w}lvl"):
        at = level.get(f"{w}ilvl") or "0"
        values = {
            name: (child.get(f"{w}val") or "") if (child := level.find(f"{w}{name}")) is not None else ""
            for name in ("start", "numFmt", "lvlText")
        }  # fmt: skip
        start = values["start"]
        found[int(at) if at.isdecimal() and len(at) == 1 else 0] = Level(
            start=int(start) if start.isdecimal() and len(start) < 5 else 1,
            kind=values["numFmt"] or "decimal",
            text=values["lvlText"][:40],
        )
    return found
