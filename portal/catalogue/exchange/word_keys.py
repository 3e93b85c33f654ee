"""Which option a Word exam marks as right: by how it looks, by a line below, or by a table at the end.

Nothing is guessed: signals that disagree, that name none or several options of a one-choice question are a doubt.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from portal.catalogue.exchange.understood import (
    NO_SUCH_OPTION,
    NOTHING_MARKED,
    Candidate,
    Doubt,
    Sign,
    UnderstoodKey,
    several_marked,
)
from portal.catalogue.exchange.word_document import Line, Table
from portal.catalogue.exchange.word_drawings import PICTURE_SIGN
from portal.catalogue.exchange.word_looks import Look
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _
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


_KINDS: Final[tuple[tuple[Sign, Callable[[Look], object]], ...]] = (
    (Sign.BOLD, lambda look: look.bold),
    (Sign.UNDERLINE, lambda look: look.underline),
    (Sign.COLOUR, lambda look: look.colour),
    (Sign.SHADE, lambda look: look.shade),
)


@dataclass(slots=True)
class WrittenOption:
    """`label` and `text` as they look; `has_star`: an asterisk marks it."""

    letter: str
    label: Line
    text: Line
    has_star: bool = False


@dataclass(slots=True)
class KeyTable:
    """The key at the end, by the questions' numbers; a number with two keys is a doubt."""

    by_number: dict[int, set[frozenset[str]]] = field(default_factory=dict)

    def add(self, number: int, letters: frozenset[str]) -> None:
        self.by_number.setdefault(number, set()).add(letters)


@dataclass(frozen=True, slots=True)
class _Signal:
    """Letters, and what names them."""

    sign: Sign
    letters: frozenset[str]


def find_key(
    question: str, options: Sequence[WrittenOption], said: Sequence[str], table: set[frozenset[str]]
) -> UnderstoodKey:
    """`said`: the letters of key lines below the question; `table`: those of the key table."""
    told = [_Signal(Sign.LINE, letters_of(one)) for one in said]
    told += [_Signal(Sign.TABLE, one) for one in sorted(table, key=sorted)]
    signals = [*told, *_looks(options)]
    doubt, why = _doubt(question, options, signals, is_told=bool(told))
    candidates = tuple(
        Candidate(signal.sign, _places(options, signal.letters)) for signal in signals
    )
    if doubt is not None:
        return UnderstoodKey(candidates=candidates, doubt=doubt, doubt_said=why)
    return UnderstoodKey(candidates[0].options, candidates)


def asks_for_several(question: str) -> bool:
    return bool(_SEVERAL.search(fold(question)))


def _doubt(
    question: str, options: Sequence[WrittenOption], signals: Sequence[_Signal], *, is_told: bool
) -> tuple[Doubt | None, Said | None]:
    letters = [option.letter for option in options]
    named = {signal.letters for signal in signals}
    if len(set(letters)) < len(letters):
        return Doubt.SAME_LETTER, _("two options have the same letter")
    if not named:
        return Doubt.NOTHING, NOTHING_MARKED.doubt_said
    if any(not one <= set(letters) for one in named):
        return Doubt.NO_SUCH_OPTION, NO_SUCH_OPTION.doubt_said
    if len(named) > 1:
        shown = " / ".join(sorted(", ".join(sorted(one)) for one in named))
        return Doubt.DISAGREE, _("its marks disagree (%(options)s)", options=shown)
    marked = next(iter(named))
    if len(marked) > 1 and not is_told and not asks_for_several(question):
        key = several_marked(_places(options, marked))
        return key.doubt, key.doubt_said
    return None, None


def _places(options: Sequence[WrittenOption], letters: frozenset[str]) -> frozenset[int]:
    """Indexes of the options with these letters; none where a letter is not there."""
    if not letters <= {option.letter for option in options}:
        return frozenset()
    return frozenset(at for at, option in enumerate(options) if option.letter in letters)


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


def _looks(options: Sequence[WrittenOption]) -> Iterator[_Signal]:
    """What each way of setting off says, where it tells options apart."""
    stars = frozenset(option.letter for option in options if option.has_star)
    if stars:
        yield _Signal(Sign.ASTERISK, stars)
    for sign, kind in _KINDS:
        # the whole text says it; only where no text does, the letter before it
        marked = _apart(options, [_common(option.text, kind) for option in options])
        marked = marked or _apart(options, [_common(option.label, kind) for option in options])
        if marked:
            yield _Signal(sign, marked)


def _common(line: Line, kind: Callable[[Look], object]) -> object:
    """The look that every sign of a line shares, else none."""
    values = {
        kind(look)
        for sign, look in zip(line.text, line.looks, strict=True)
        if sign.strip(" \t.)") and not PICTURE_SIGN.match(sign)
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
