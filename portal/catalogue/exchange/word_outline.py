"""The parts of a Word document by its headings: modules of lessons, each with its blocks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from portal.catalogue.exchange.word_html import TITLE
from portal.catalogue.exchange.word_markdown import NOTE, plain_text

_LONGEST_TITLE: Final = 200


@dataclass(slots=True)
class Lesson:
    title: str
    blocks: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Module:
    title: str
    lessons: list[Lesson] = field(default_factory=list)


def title_of(root: Element) -> str:
    found = next((one for one in root if one.get("class") == TITLE), None)
    return plain_text(found)[:_LONGEST_TITLE] if found is not None else ""


def modules_of(root: Element, title: str) -> list[Module]:
    """By the two highest levels of headings; where there is one only, it makes lessons of one module."""
    blocks = [block for block in root if block.get("class") != TITLE and not _is_notes(block)]
    levels = sorted({level for block in blocks if (level := level_of(block))})[:2]
    modules = [Module(title)]
    for block in blocks:
        level = level_of(block)
        if level and len(levels) == 2 and level == levels[0]:
            modules.append(Module(plain_text(block)[:_LONGEST_TITLE]))
        elif level and level == levels[-1]:
            modules[-1].lessons.append(Lesson(plain_text(block)[:_LONGEST_TITLE]))
        else:
            if not modules[-1].lessons:
                modules[-1].lessons.append(Lesson(modules[-1].title))
            modules[-1].lessons[-1].blocks.append(block)
    return [module for at, module in enumerate(modules) if module.lessons or at]


def level_of(block: Element) -> int:
    """Of a heading with words; 0 for anything else."""
    match = re.fullmatch(r"h([1-6])", block.tag)
    return int(match[1]) if match and plain_text(block) else 0


def _is_notes(block: Element) -> bool:
    """mammoth's list of footnotes at the end, and its list of comments."""
    first = next(iter(block), None)
    if block.tag == "dl":
        return True
    return block.tag == "ol" and first is not None and bool(NOTE.fullmatch(first.get("id") or ""))


def notes_of(root: Element) -> Iterator[tuple[str, Element]]:
    for item in root.iter("li"):
        if match := NOTE.fullmatch(item.get("id") or ""):
            yield match["id"], item
