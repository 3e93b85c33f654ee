"""Two texts beside each other, line by line, for people to look at."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

#: unchanged lines shown around a change; difflib takes quadratic time, so longer texts are cut apart first
_AROUND: Final = 3
_MOST_LINES: Final = 4000

LineKind = Literal["same", "added", "removed", "left-out"]


@dataclass(frozen=True, slots=True)
class Line:
    """`text` without its end; of "left-out" how many lines are not shown."""

    kind: LineKind
    text: str


def compare_texts(before: str, after: str) -> tuple[Line, ...]:
    """The changed lines with a few around them; empty where the texts are equal."""
    old, new = before.split("\n"), after.split("\n")
    if old == new:
        return ()
    if len(old) > _MOST_LINES or len(new) > _MOST_LINES:
        return (*(Line("removed", one) for one in old), *(Line("added", one) for one in new))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    lines: list[Line] = []
    end = 0
    for group in matcher.get_grouped_opcodes(_AROUND):
        lines += _left_out(group[0][1] - end)
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                lines += [Line("same", one) for one in old[i1:i2]]
            else:
                lines += [Line("removed", one) for one in old[i1:i2]]
                lines += [Line("added", one) for one in new[j1:j2]]
        end = group[-1][2]
    return (*lines, *_left_out(len(old) - end))


def _left_out(count: int) -> list[Line]:
    return [Line("left-out", str(count))] if count > 0 else []
