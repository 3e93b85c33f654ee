"""Two texts laid over each other, line by line, with the words that differ marked. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

LineKind = Literal["same", "removed", "added"]

#: unchanged lines that are shown around a change
CONTEXT: Final = 3
#: difflib takes quadratic time: longer texts are only counted, longer lines have no words marked
MOST_LINES: Final = 5000
_MOST_WORDS: Final = 400
_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line; `is_other` where the other side has other words."""

    text: str
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """`before` and `after` count from 1; None on the side where the line is not."""

    kind: LineKind
    before: int | None
    after: int | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class TextDifference:
    """`hunks`: groups of neighbouring lines. `is_too_long`: too many lines to be laid over each other."""

    hunks: tuple[tuple[Line, ...], ...]
    words_added: int
    words_removed: int
    is_too_long: bool = False


def compare_texts(before: str, after: str) -> TextDifference:
    """Line ends do not count; a text is "" where there is none."""
    old, new = before.splitlines(), after.splitlines()
    if max(len(old), len(new)) > MOST_LINES:
        return TextDifference((), _count(new), _count(old), is_too_long=True)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    hunks = tuple(tuple(_lines(old, new, codes)) for codes in matcher.get_grouped_opcodes(CONTEXT))
    lines = [line for hunk in hunks for line in hunk]
    return TextDifference(hunks, _other_words(lines, "added"), _other_words(lines, "removed"))


def _lines(
    old: Sequence[str], new: Sequence[str], codes: Sequence[tuple[str, int, int, int, int]]
) -> Iterator[Line]:
    for code, i1, i2, j1, j2 in codes:
        if code == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                yield Line("same", i + 1, j + 1, (Part(old[i]),))
            continue
        marked = [
            words_apart(old[i], new[j]) for i, j in zip(range(i1, i2), range(j1, j2), strict=False)
        ]
        for i in range(i1, i2):
            parts = marked[i - i1][0] if i - i1 < len(marked) else (Part(old[i], is_other=True),)
            yield Line("removed", i + 1, None, parts)
        for j in range(j1, j2):
            parts = marked[j - j1][1] if j - j1 < len(marked) else (Part(new[j], is_other=True),)
            yield Line("added", None, j + 1, parts)


def words_apart(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both lines in parts; wholly other where they have little in common, for then marks only confuse."""
    words, others = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, words, others, autojunk=False)
    if max(len(words), len(others)) > _MOST_WORDS or matcher.ratio() < 0.5:
        return (Part(old, is_other=True),), (Part(new, is_other=True),)
    left: list[Part] = []
    right: list[Part] = []
    for code, i1, i2, j1, j2 in matcher.get_opcodes():
        is_other = code != "equal"
        if i1 < i2:
            left.append(Part("".join(words[i1:i2]), is_other))
        if j1 < j2:
            right.append(Part("".join(others[j1:j2]), is_other))
    return tuple(left), tuple(right)


def _other_words(lines: Sequence[Line], kind: LineKind) -> int:
    texts = (
        part.text for line in lines if line.kind == kind for part in line.parts if part.is_other
    )
    return _count(texts)


def _count(texts: Iterator[str] | Sequence[str]) -> int:
    return sum(len(re.findall(r"\w+", text)) for text in texts)
