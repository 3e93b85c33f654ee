"""Which encoding a text that is not UTF-8 was most likely saved in. Nothing is converted unasked.

Vietnamese files come as UTF-16 and Windows-1258 (Windows' "Unicode" and "ANSI") and, from before 2001, as
TCVN 5712 (TCVN3, the .Vn fonts), for which Python has no codec.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_TCVN3: Final = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
_TCVN3_TABLE: Final = str.maketrans(
    {chr(first + n): sign for first, signs in _TCVN3.items() for n, sign in enumerate(signs)}
)
_LETTERS: Final = frozenset(
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
)
_KNOWN: Final = _LETTERS | frozenset("–—“”‘’…•·→≤≥×°«»")
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD: Final = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Encoding:
    """`name` is what editors call it."""

    name: str
    decode: Callable[[bytes], str]


def _tcvn3(content: bytes) -> str:
    return content.decode("latin-1").translate(_TCVN3_TABLE)


def _with(codec: str) -> Callable[[bytes], str]:
    return lambda content: content.decode(codec)


_UTF_16: Final = Encoding("UTF-16", _with("utf-16"))
_UTF_16_LE: Final = Encoding("UTF-16 LE", _with("utf-16-le"))
_UTF_16_BE: Final = Encoding("UTF-16 BE", _with("utf-16-be"))
_ONE_BYTE: Final = (
    Encoding("Windows-1258", _with("cp1258")),
    Encoding("TCVN3", _tcvn3),
    Encoding("Windows-1252", _with("cp1252")),
)


def guess_encoding(content: bytes) -> Encoding | None:
    """None for UTF-8, and for bytes that read as Vietnamese in no encoding known here."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _UTF_16 if _decoded(_UTF_16, content) is not None else None
    if b"\0" in content[:4096]:
        head = content[:4096]
        wide = _UTF_16_BE if head[::2].count(0) > head[1::2].count(0) else _UTF_16_LE
        return wide if _share(_decoded(wide, content)) > 0 else None
    if _is_utf_8(content):
        return None
    shares = [(_share(_decoded(encoding, content)), encoding) for encoding in _ONE_BYTE]
    best, encoding = max(shares, key=lambda pair: pair[0])
    return encoding if best > 0 else None


def recoded(content: bytes) -> bytes | None:
    """The same text in UTF-8, composed; None where no encoding can be told."""
    encoding = guess_encoding(content)
    text = _decoded(encoding, content) if encoding else None
    return unicodedata.normalize("NFC", text).encode() if text is not None else None


def _is_utf_8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decoded(encoding: Encoding, content: bytes) -> str | None:
    try:
        return encoding.decode(content)
    except UnicodeDecodeError:
        return None


def _share(text: str | None) -> float:
    """How much like Vietnamese it reads, by its words; below 0 where it cannot be a text at all."""
    if text is None or not text or "\0" in text:
        return -1
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii():  # plain letters, two bytes each
        return 0.5
    foreign = sum(ord(sign) > 126 and sign not in _KNOWN for sign in composed)
    return sum(map(_plausible, _WORD.findall(composed))) - 2 * foreign


def _plausible(word: str) -> int:
    """A syllable has one tone at most, and no capital after a small letter."""
    if word.isascii():
        return 0
    tones = sum(not _TONES.isdisjoint(unicodedata.normalize("NFD", sign)) for sign in word)
    is_mixed = any(b.isupper() and a.islower() for a, b in pairwise(word))
    return 1 if tones <= 1 and not is_mixed else -3
