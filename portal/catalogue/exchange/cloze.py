"""Moodle's embedded answers, `{1:SHORTANSWER:=156~=số 156}`, as far as our gaps can hold them."""

import re
from dataclasses import dataclass
from typing import Final

_GAP: Final = re.compile(
    r"\{(?P<weight>[0-9]*):(?P<type>[A-Z_]+):(?P<inside>(?:\\.|[^\\{}])*)\}", re.S
)
_PART: Final = re.compile(r"(?<!\\)~")
_FEEDBACK: Final = re.compile(r"(?<!\\)#")
_WHOLE: Final = re.compile(r"(?:=|%100%)(?P<text>.+)", re.S)
_FOLDED: Final = frozenset({"SHORTANSWER", "SA", "MW"})
_EXACT: Final = frozenset({"SHORTANSWER_C", "SAC", "MWC"})
_SIGNS: Final = re.compile(r"([~#{}\\\"])")


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps as they stand in the text, what is right in each, and whether case counts."""

    found: tuple[str, ...]
    answers: tuple[tuple[str, ...], ...]
    is_exact: bool


def find(text: str) -> Gaps | None:
    """None where a gap has no counterpart, or there is none."""
    matches = list(_GAP.finditer(text))
    kinds = {match["type"] for match in matches}
    if not matches or not (kinds <= _FOLDED or kinds <= _EXACT):
        return None
    answers = tuple(_accepted(match["inside"]) for match in matches)
    if any(not accepted for accepted in answers):
        return None
    return Gaps(tuple(match[0] for match in matches), answers, kinds <= _EXACT)


def _accepted(inside: str) -> tuple[str, ...]:
    accepted = []
    for part in _PART.split(inside):
        said = _FEEDBACK.split(part)[0]
        match = _WHOLE.fullmatch(said.strip())
        if match is None:
            return ()  # a wrong answer with feedback, or one worth a part
        text = re.sub(r"\\(.)", r"\1", match["text"])
        text = " ".join(re.sub(r"[{}|]", " ", text).split())
        if not text:
            return ()
        accepted.append(text)
    return tuple(accepted)


def write(answers: tuple[str, ...], *, is_exact: bool) -> str:
    kind = "SHORTANSWER_C" if is_exact else "SHORTANSWER"
    escaped = (_SIGNS.sub(r"\\\1", answer) for answer in answers)
    return f"{{1:{kind}:" + "~".join(f"={answer}" for answer in escaped) + "}"
