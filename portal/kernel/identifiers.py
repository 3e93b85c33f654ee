"""Names for things: random ids, secret tokens, and serials that people read aloud."""

import hashlib
import secrets
import unicodedata
import uuid
from typing import Final

# Crockford's letters: no I, L, O, U, so that a serial survives a phone call and a bad photocopy.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_SERIAL_LENGTH: Final = 9  # plus one check character: 45 bits, shown as SS-XXXXX-XXXXX
_PREFIX: Final = "SS"


def new_id() -> uuid.UUID:
    """A random id for anything personal."""
    return uuid.uuid4()


def new_token() -> str:
    """A secret of 192 bits, safe in a URL. Only its hash is ever stored."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is stored of a token: 64 hexadecimal digits. Tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def _check_character(body: str) -> str:
    # ISO 7064 MOD 37,36 fits an alphabet of 36; ours has 32, so weights by position modulo 31 (a
    # prime) find every single wrong character and every swap of neighbours but 0 with Z.
    total = sum((place + 2) * _ALPHABET.index(letter) for place, letter in enumerate(body))
    return _ALPHABET[total % 31]


def new_serial() -> str:
    """A certificate's serial, such as `SS-7K2QD-40XVM`: nine random letters and a check character."""
    body = "".join(secrets.choice(_ALPHABET) for _ in range(_SERIAL_LENGTH))
    return _written(body + _check_character(body))


def normalise_serial(text: str) -> str | None:
    """The serial that somebody typed, however spaced or cased; None if it cannot be one."""
    plain = unicodedata.normalize("NFKC", text).upper()
    letters = "".join(letter for letter in plain if letter.isalnum())
    if len(letters) > _SERIAL_LENGTH + 1:  # a serial may itself begin with SS
        letters = letters.removeprefix(_PREFIX)
    letters = letters.translate(_LOOKALIKES)
    if len(letters) != _SERIAL_LENGTH + 1 or any(letter not in _ALPHABET for letter in letters):
        return None
    if _check_character(letters[:-1]) != letters[-1]:
        return None
    return _written(letters)


def _written(letters: str) -> str:
    return f"{_PREFIX}-{letters[:5]}-{letters[5:]}"
