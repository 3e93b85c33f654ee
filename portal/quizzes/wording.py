"""Texts in the reader's language where there is a translation, else as they were written."""

from collections.abc import Mapping
from typing import Final

_ORIGINAL: Final = "vi"


def in_language(texts: Mapping[str, str | None], language: str) -> str:
    """The text in a language, else the Vietnamese original, else nothing."""
    return texts.get(language) or texts.get(_ORIGINAL) or ""
