"""The Vietnamese catalogue, as the laws read it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "portal/web/translations/vi/LC_MESSAGES/messages.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


@dataclass(frozen=True)
class Message:
    """A string in both languages."""

    english: str
    vietnamese: str

    def is_telling(self, length: int) -> bool:
        """Long enough, and different enough, that seeing it says which language is spoken."""
        bare = [PLACEHOLDER.sub("", text).strip() for text in (self.english, self.vietnamese)]
        return min(map(len, bare)) >= length and bare[0] != bare[1] and " " in bare[0]

    def shows_in(self, words: str, *, not_in: str) -> bool:
        """Whether the wrong one of the two stands in a page's words."""
        parts, pattern = _searched(self.english if not_in == "vi" else self.vietnamese)
        return all(part in words for part in parts) and pattern.search(words) is not None


@cache
def _searched(text: str) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """What stands between a string's values, and the whole."""
    parts = tuple(" ".join(part.split()) for part in PLACEHOLDER.split(text)[::2])
    pattern = r".{0,80}?".join(map(re.escape, parts))
    return parts, re.compile(rf"(?<!\w){pattern.strip()}(?!\w)")


@cache
def messages() -> tuple[Message, ...]:
    """Every message, each plural form as one of its own."""
    with PO.open("rb") as file:
        catalog = read_po(file, locale="vi")
    pairs = []
    for message in catalog:
        ids = (message.id,) if isinstance(message.id, str) else message.id
        strings = (message.string,) if isinstance(message.string, str) else message.string or ("",)
        pairs += [Message(text, strings[0]) for text in ids if text]
    return tuple(pairs)
