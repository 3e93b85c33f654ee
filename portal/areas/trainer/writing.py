"""What the editor's script sends: JSON, for a form's fields grow threefold on the way (docs/authoring.md)."""

from dataclasses import dataclass
from typing import Any, Self

from flask import request

_HIGHEST_VERSION = 10_000_000


@dataclass(frozen=True, slots=True)
class Writing:
    """`text` as it is written now; `version` and `base` are the version it was begun at and what stood there."""

    text: str
    version: int
    base: str

    @classmethod
    def sent(cls) -> Self | None:
        """None where the request's body is no such thing."""
        try:
            body: Any = request.get_json(silent=True)
        except RecursionError:  # brackets nested thousandfold
            return None
        if not isinstance(body, dict):
            return None
        text, version, base = body.get("text"), body.get("version", 0), body.get("base", "")
        is_number = isinstance(version, int) and not isinstance(version, bool)
        if not isinstance(text, str) or not isinstance(base, str) or not is_number:
            return None
        return cls(text, version, base) if 0 <= version <= _HIGHEST_VERSION else None
