"""Which option a Word exam marks as right: by how it looks, by a line below, or by a table at the end.

Nothing is guessed: signals that disagree, that name none or several options of a one-choice question are a doubt.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from portal.catalogue.exchange.word_document import Line, Look, Table
from portal.kernel.text import fold

#: spaces are bounded in all patterns here, so that a line of a million of them costs nothing
LETTERS: Final = r"[A-Ha-h](?:\s{0,9}(?:[,;&+]|và|and)\s{0,9}[A-Ha-h])*"
_KEY_LINE: Final = re.compile(
    r"^\s{0,9}[\[(*]*\s{0,9}(?:đáp\s{0,9}án(?:\s{0,9}đúng)?|đ/a|đa|trả\s{0,9}lời|answer|key|ans)\s{0,9}(?P<sign>là|[:.=\-–]+)?\s{0,9}"
    rf"(?:câu\s{{0,9}})?(?P<letters>{LETTERS})(?![\w])(?P<rest>.*)$",
    re.I,
)
_TABLE_TITLE: Final = re.compile(
    r"^\s{0,9}(?:\W*)(?:bảng\s{0,9}(?:đáp\s{0,9}án|trả\s{0,9}lời)|đáp\s{0,9}án|answer\s{0,9}key|keys?)\b(?P<rest>.*)$",
    re.I,
)
_ENTRY: Final = re.compile(
    rf"(?:câu\s{{0,9}})?(?<!\d)(?P<number>\d{{1,3}})\s{{0,9}}[-–.:)=\s]\s{{0,9}}(?P<letters>{LETTERS})(?!\w)"
    rf"|(?<!\d)(?P<number2>\d{{1,3}})(?P<letters2>[A-Ha-h])(?!\w)",
    re.I,
)
_SEVERAL: Final = re.compile(
    r"chon (?:nhieu|cac|tat ca|hai|ba|2|3)|nhieu (?:dap an|phuong an|lua chon)|chon it nhat"
    r"|select all|choose (?:all|two|three)"
)


@dataclass(slots=True)
class WrittenOption:
    """`label` and `text` as they look; `has_star`: an asterisk marks it."""

    letter: str
    label: Line
    text: Line
    has_star: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """The right letters, or (`doubt`) why they are not sure."""

    letters: frozenset[str]
    doubt: str = ""
    is_several: bool = False


@dataclass(slots=True)
class KeyTable:
    """The key at the end, by the questions' numbers; a number with two keys is a doubt."""

    by_number: dict[int, set[frozenset[str]]] = field(default_factory=dict)

    def add(self, number: int, letters: frozenset[str]) -> None:
        self.by_number.setdefault(number, set()).add(letters)


def find_key(
    question: str, options: Sequence[WrittenOption], said: Sequence[str], table: set[frozenset[str]]
) -> Key:
    """`said`: the letters of key lines below the question; `table`: those of the key table."""
    known = {option.letter for option in options}
    told = [*(letters_of(one) for one in said), *table]
    signals = {*told, *_looks(options)}
    if not signals:
        return Key(frozenset(), "no option is marked as right")
    if any(not letters <= known for letters in signals):
        return Key(frozenset(), "the key names an option that is not there")
    if len(signals) > 1:
        named = sorted(", ".join(sorted(letters)) for letters in signals)
        return Key(frozenset(), f"its marks disagree ({' / '.join(named)})")
    letters = next(iter(signals))
    is_several = bool(_SEVERAL.search(fold(question)))
    if len(letters) > 1 and not is_several and not told:
        return Key(frozenset(), f"several options are marked ({', '.join(sorted(letters))})")
    return Key(letters, is_several=is_several or len(letters) > 1)


def letters_of(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"(?<!\w)[A-H](?!\w)", text.upper()))


def key_line(text: str) -> tuple[str, str] | None:
    """The letters of a line `Đáp án: B`, and what stands after them."""
    match = _KEY_LINE.match(text)
    if match is None:
        return None
    rest = match["rest"].strip(" .)]*")
    return (match["letters"], rest) if match["sign"] or not rest else None


def begins_table(text: str) -> bool:
    """Whether a line is the title of a key table, with or without its first entries."""
    match = _TABLE_TITLE.match(text)
    if match is None or key_line(text):
        return False
    rest = match["rest"].strip(" :.-–*")
    return not rest or fold(text).lstrip(" *").startswith("bang") or bool(_ENTRY.search(rest))


def is_table_line(text: str) -> bool:
    """`1-B 2.C 3:D` without a title."""
    rest = _ENTRY.sub("", text)
    return len(_ENTRY.findall(text)) >= 2 and not re.search(r"\w", rest)


def read_entries(text: str, table: KeyTable) -> None:
    for match in _ENTRY.finditer(text):
        number = match["number"] or match["number2"]
        table.add(int(number), letters_of(match["letters"] or match["letters2"]))


def read_key_table(block: Table, table: KeyTable) -> bool:
    """Whether a Word table is a key: a row of numbers over a row of letters, or pairs of them."""
    rows = block.texts
    below = [pair for two in pairwise(rows) for pair in zip(*two, strict=False)]
    beside = [pair for row in rows for pair in pairwise(row)]
    found = _paired(below) or _paired(beside)
    if not found:
        whole = KeyTable()
        for cell in (cell for row in rows for cell in row if _is_entry(cell)):
            read_entries(cell, whole)
        found = [(number, key) for number, keys in whole.by_number.items() for key in keys]
    for number, letters in found:
        table.add(number, letters)
    return bool(found)


def _is_entry(cell: str) -> bool:
    return bool(re.fullmatch(rf"\W*(?:{_ENTRY.pattern})\W*", cell, re.I))


def _paired(cells: Iterable[tuple[str, str]]) -> list[tuple[int, frozenset[str]]]:
    """Of cells beside or below each other those that are a number and its letters."""
    found = []
    for number, letters in cells:
        match = re.fullmatch(r"\s*(?:câu\s*)?(\d{1,3})\s*[.:)]?\s*", number, re.I)
        if match and re.fullmatch(rf"\s*{LETTERS}\s*\.?\s*", letters):
            found.append((int(match[1]), letters_of(letters)))
    return found


def _looks(options: Sequence[WrittenOption]) -> Iterator[frozenset[str]]:
    """What each way of setting off says, where it tells options apart."""
    stars = frozenset(option.letter for option in options if option.has_star)
    if stars:
        yield stars
    kinds: tuple[Callable[[Look], object], ...] = (
        lambda look: look.bold,
        lambda look: look.underline,
        lambda look: look.colour,
        lambda look: look.shade,
    )
    for kind in kinds:
        # the whole text says it; only where no text does, the letter before it
        marked = _apart(options, [_common(option.text, kind) for option in options])
        marked = marked or _apart(options, [_common(option.label, kind) for option in options])
        if marked:
            yield marked


def _common(line: Line, kind: Callable[[Look], object]) -> object:
    """The look that every sign of a line shares, else none."""
    values = {
        kind(look) for sign, look in zip(line.text, line.looks, strict=True) if sign.strip(" \t.)")
    }
    return values.pop() if len(values) == 1 else None


def _apart(options: Sequence[WrittenOption], values: Sequence[object]) -> frozenset[str]:
    """The options whose look is not that of the others; none where all look alike."""
    if len(set(values)) < 2:
        return frozenset()
    plain: object = None
    if all(values):
        plain, count = Counter(values).most_common(1)[0]
        if count * 2 <= len(values):
            return frozenset()
    return frozenset(
        option.letter
        for option, value in zip(options, values, strict=True)
        if value and value != plain
    )
