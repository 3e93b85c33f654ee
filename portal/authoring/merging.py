"""Two people's changes to one text, brought together; where both changed the same lines, both are kept and marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from merge3 import Merge3

Kind = Literal["same", "mine", "theirs", "conflict"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole lines. Of "mine" and "theirs" only that side changed them; of a conflict both did.

    `mine` and `theirs` are what stands there on each side, equal unless it is a conflict.
    """

    kind: Kind
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merged:
    """`text` has the changes of both; in each of the `conflicts` places mine stands, then theirs."""

    text: str
    conflicts: int
    pieces: tuple[Piece, ...]


def merge_texts(base: str, mine: str, theirs: str) -> Merged:
    """`base` is what both began with. Nothing of `mine` or `theirs` is left out of the text."""
    pieces = tuple(_pieces(*(text.splitlines(keepends=True) for text in (base, mine, theirs))))
    text = "".join(
        both(piece) if piece.kind == "conflict" else piece.mine or piece.theirs for piece in pieces
    )
    return Merged(text, sum(piece.kind == "conflict" for piece in pieces), pieces)


def _pieces(base: list[str], mine: list[str], theirs: list[str]) -> Iterator[Piece]:
    for group in Merge3(base, mine, theirs).merge_groups():
        match group:
            case ("conflict", _, ours, other):
                yield Piece("conflict", "".join(ours), "".join(other))
            case ("a", lines):
                yield Piece("mine", "".join(lines), "".join(lines))
            case ("b", lines):
                yield Piece("theirs", "".join(lines), "".join(lines))
            case (_, lines):  # unchanged, or both made the same change
                yield Piece("same", "".join(lines), "".join(lines))


def both(piece: Piece) -> str:
    """Mine, then theirs."""
    gap = "\n" if piece.mine and not piece.mine.endswith("\n") else ""
    return f"{piece.mine}{gap}{piece.theirs}"
