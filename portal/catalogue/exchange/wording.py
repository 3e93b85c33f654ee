"""Sentences with their values: English on the command line, in the reader's language on a page.

Import `said` as `_`: what it is called with is then found by the translations' extraction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """`text` is the English sentence, and the key of its translations; values stand in it as %(name)s."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text % self.values


def said(text: str, **values: object) -> Said:
    return Said(text, values)
