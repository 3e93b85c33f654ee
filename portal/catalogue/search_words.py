"""What a search compares and shows: folded words, the passage around them, and where they stand in it."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from portal.kernel.text import fold

_WORDS: Final = re.compile(r"[a-z0-9]+")
_SHOWN_WORD: Final = re.compile(r"\w+")
_MOST_WORDS: Final = 12
#: words of a passage that are shown around what was found
_WINDOW: Final = 36
#: of these, before the first that was asked for
_BEFORE: Final = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a shown text; what was asked for is marked."""

    text: str
    is_marked: bool


def search_key(text: str) -> str:
    """Folded words with single spaces: "Mã OTP (sáu số)" is "ma otp sau so"."""
    return " ".join(_WORDS.findall(fold(text)))


def words_asked(query: str) -> tuple[str, ...]:
    """The words to look for, each once."""
    return tuple(dict.fromkeys(search_key(query).split()))[:_MOST_WORDS]


def marked(text: str, words: Set[str]) -> tuple[Piece, ...]:
    """The whole text in pieces. Marked words with only a space between them are marked as one."""
    tokens = [(token, _is_asked(token, words)) for token in re.split(r"(\w+)", text) if token]
    for place in range(1, len(tokens) - 1):
        if tokens[place][0].isspace() and tokens[place - 1][1] and tokens[place + 1][1]:
            tokens[place] = (tokens[place][0], True)
    return tuple(
        Piece("".join(token for token, _ in group), is_marked)
        for is_marked, group in groupby(tokens, key=lambda pair: pair[1])
    )


def passage_around(text: str, words: Set[str]) -> tuple[Piece, ...]:
    """The part of a text with the most of what was asked for, with … where it was cut."""
    places = [match.span() for match in _SHOWN_WORD.finditer(text)]
    if len(places) <= _WINDOW:
        return marked(text, words)
    first = _best_window([text[start:stop] for start, stop in places], words)
    last = min(first + _WINDOW, len(places)) - 1
    start, stop = places[first][0] if first else 0, places[last][1]
    shown = text[start:] if last == len(places) - 1 else f"{text[start:stop]} …"
    return marked(shown if not first else f"… {shown}", words)


def _best_window(shown: Sequence[str], words: Set[str]) -> int:
    """Where to begin: as many different words as can be, then as many as can be, then early."""
    found = [(place, key) for place, word in enumerate(shown) if (key := search_key(word)) in words]
    best, best_worth = 0, (0, 0)
    for index, (place, _) in enumerate(found):
        within = [key for other, key in found[index:] if other < place + _WINDOW - _BEFORE]
        worth = (len(set(within)), len(within))
        if worth > best_worth:
            best, best_worth = max(0, place - _BEFORE), worth
    return best


def _is_asked(token: str, words: Set[str]) -> bool:
    return search_key(token) in words
