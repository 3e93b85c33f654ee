"""Numbers as people write them here, and the ranges that a number question takes as right.

Vietnamese writes 1.234.567,8; a phone set to English writes 1,234,567.8. Both are read; where one
spelling could be either (1.234), the Vietnamese reading holds.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

#: digits a number may have: more is no answer, and costs time
_LONGEST: Final = 40
_SPACES: Final = re.compile(r"[\s\u00a0\u202f]+")
_MINUS: Final = str.maketrans({"\u2212": "-", "\u2013": "-"})
_THOUSANDS: Final = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.A)
_ENGLISH_THOUSANDS: Final = re.compile(
    r"[+-]?[1-9]\d{0,2}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)", re.A
)
_PLAIN: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.A)
_SPACED: Final = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}(?!\d))", re.A)
_AROUND: Final = re.compile(r"(?P<middle>[^±%]+)±(?P<width>[^±%]+)(?P<percent>%?)")
_BETWEEN: Final = re.compile(r"(?P<low>[^.].*?)\.\.(?P<high>[^.].*)")


@dataclass(frozen=True, slots=True)
class Range:
    """From low to high, both in it."""

    low: Fraction
    high: Fraction

    def holds(self, number: Fraction) -> bool:
        return self.low <= number <= self.high


def read_number(text: str) -> Fraction | None:
    """The number a text says, None where it says none."""
    if len(text) > _LONGEST:
        return None
    bare = _SPACED.sub("", text.strip().translate(_MINUS))
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif _ENGLISH_THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif _PLAIN.fullmatch(bare):
        bare = bare.replace(",", ".")
    else:
        return None
    return Fraction(bare)


def read_range(text: str) -> Range | None:
    """`10..20`, `10 ± 2`, `10 ± 5%` or `10`, as a range; None for anything else or an empty range."""
    if match := _AROUND.fullmatch(text.strip()):
        middle, width = read_number(match["middle"]), read_number(match["width"])
        if middle is None or width is None or width < 0:
            return None
        if match["percent"]:
            width = abs(middle) * width / 100
        return Range(middle - width, middle + width)
    if match := _BETWEEN.fullmatch(text.strip()):
        low, high = read_number(match["low"]), read_number(match["high"])
        return Range(low, high) if low is not None and high is not None and low <= high else None
    number = read_number(text)
    return None if number is None else Range(number, number)


def looks_like_range(text: str) -> bool:
    """Whether an author meant more than one number, however badly it is written."""
    return bool("±" in text or re.search(r"\d\s*\.\.\s*[-+]?\d", text))


def is_plain_number(text: str) -> bool:
    """A number, but not a code: 0912 345 678 and 007 are spelt, not counted."""
    return read_number(text) is not None and not re.match(r"[+-]?0\d", text.strip())


def tidy_range(text: str) -> str:
    """One spelling: single spaces around ±, none around the two dots."""
    bare = _SPACES.sub(" ", text.strip()).translate(_MINUS)
    bare = re.sub(r" ?± ?", " ± ", bare)
    return re.sub(r" ?\.\. ?", "..", bare).replace(" %", "%")


def write_number(number: Fraction) -> str:
    """A spelling that `read_number` reads back as the same number (to 12 places)."""
    rounded = f"{number.numerator / number.denominator:.12f}" if not _is_short(number) else ""
    text = rounded or _exact(number)
    whole, _, places = text.partition(".")
    places = places.rstrip("0")
    if len(places) == 3:
        places += "0"  # 1.234 would be a thousand and more
    return f"{whole}.{places}" if places else whole


def write_range(range_: Range) -> str:
    if range_.low == range_.high:
        return write_number(range_.low)
    return f"{write_number(range_.low)}..{write_number(range_.high)}"


def _is_short(number: Fraction) -> bool:
    return 10**12 % number.denominator == 0


def _exact(number: Fraction) -> str:
    digits = abs(number.numerator) * (10**12 // number.denominator)
    whole, places = divmod(digits, 10**12)
    return f"{'-' if number < 0 else ''}{whole}.{places:012d}"
