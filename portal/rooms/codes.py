"""A room's code: six digits, read from a wall and typed on a phone."""

import secrets
import unicodedata
from typing import Final

DIGITS: Final = 6
#: what people put between digits
_BETWEEN: Final = frozenset(" .-–·_")


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"


def read_code(text: str) -> str | None:
    """The code that somebody typed, however spaced and in whatever digits; None if it cannot be one."""
    plain = unicodedata.normalize("NFKC", text)
    signs = [sign for sign in plain if not (sign.isspace() or sign in _BETWEEN)]
    if len(signs) != DIGITS or not all(sign.isdecimal() for sign in signs):
        return None
    return "".join(str(unicodedata.decimal(sign)) for sign in signs)


def spaced(code: str) -> str:
    """As it stands on the wall: in two groups, which one keeps in mind more easily."""
    return f"{code[:3]} {code[3:]}"
