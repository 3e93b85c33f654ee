"""Vietnamese text: one spelling in, the right order out, found with or without accents.

Order is that of CLDR's `vi` collation (domain.md, F91): letters first, tones only where letters are equal,
lower case before upper. Rosters sort by given name, then family name, then middle names.
"""

import re
import unicodedata
from typing import Final

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_ORDER: Final = {letter: f"{place:02d}" for place, letter in enumerate(_LETTERS, start=20)}
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_NOT_IN_SLUGS: Final = re.compile(r"[^a-z0-9]+")


def tidy(text: str) -> str:
    """One spelling for one text: composed (NFC), trimmed, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """What a search compares: no accents, no case, đ as d. "Đồng Tháp" and "dong thap" are equal."""
    decomposed = unicodedata.normalize("NFD", tidy(text).casefold())
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return bare.replace("đ", "d")


def slugify(text: str) -> str:
    """A name for URLs and files: lower-case ASCII letters, digits and hyphens."""
    return _NOT_IN_SLUGS.sub("-", fold(text)).strip("-")


def sort_key(text: str) -> str:
    """A string whose plain order is the Vietnamese dictionary's; three levels: letters, tones, case."""
    letters: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for sign in tidy(text):
        letter, tone = _without_tone(sign)
        letters.append(_LETTER_ORDER.get(letter.lower(), f"0{letter}"))
        tones.append(tone)
        cases.append("1" if letter.isupper() else "0")
    return f"{''.join(letters)}!{''.join(tones)}!{''.join(cases)}"


def given_name(full_name: str) -> str:
    """The last word: how people are addressed ("Chào bạn Minh")."""
    return full_name.split()[-1] if full_name.split() else ""


def person_sort_key(full_name: str) -> str:
    """Rosters' order: given name, then family name, then the middle names."""
    words = full_name.split()
    parts = [words[-1:], words[:1] if len(words) > 1 else [], words[1:-1]]
    return "|".join(sort_key(" ".join(part)) for part in parts)


def _without_tone(sign: str) -> tuple[str, str]:
    """The letter with its own marks (ê, ơ, đ) but no tone, and the tone's rank."""
    decomposed = unicodedata.normalize("NFD", sign)
    tone = next((_TONES[mark] for mark in decomposed if mark in _TONES), "0")
    bare = "".join(mark for mark in decomposed if mark not in _TONES)
    return unicodedata.normalize("NFC", bare), tone
