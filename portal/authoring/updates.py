"""A draft and the revision that came meanwhile, brought together file by file. Pure.

What only one side changed is taken from that side; where both changed the same lines, somebody chooses.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from portal.authoring.editing import as_edited, text_of
from portal.authoring.merging import Merged, Piece, both, merge_texts
from portal.catalogue.reading import Files

#: which text stands where both sides changed the same lines; both: mine first
Choice = Literal["both", "mine", "theirs"]


class Step(StrEnum):
    """What becomes of one file."""

    TAKE = "take"  # only they changed it: theirs, also where they removed it
    MERGE = "merge"  # both changed the text, in different places
    CHOOSE = "choose"  # both changed the same lines
    BRING_BACK = "bring_back"  # I removed it, they changed it: theirs
    KEEP_REMOVED = "keep_removed"  # they removed it, I changed it: mine
    KEEP_BYTES = "keep_bytes"  # both replaced a file that is no text: mine


@dataclass(frozen=True, slots=True)
class FileUpdate:
    """`merged` where both sides have a text and changed it."""

    path: str
    step: Step
    merged: Merged | None = None

    @property
    def conflicts(self) -> tuple[Piece, ...]:
        pieces = self.merged.pieces if self.merged else ()
        return tuple(piece for piece in pieces if piece.kind == "conflict")

    def text(self, choose: Callable[[int], Choice]) -> str:
        """The merged text; `choose` says for each conflict (0, 1 …) what stands there."""
        assert self.merged is not None
        places = iter(range(len(self.merged.pieces)))
        return "".join(
            chosen(piece, choose(next(places))) if piece.kind == "conflict" else piece.mine
            for piece in self.merged.pieces
        )


@dataclass(frozen=True, slots=True)
class Side:
    """A course's files with the SHA-256 of each."""

    files: Files
    digests: Mapping[str, str]


def plan_update(base: Side, mine: Side, theirs: Side) -> tuple[FileUpdate, ...]:
    """Only the files that something is to be done about, or said; by path."""
    paths = sorted({*base.digests, *mine.digests, *theirs.digests})
    return tuple(_updates(paths, base, mine, theirs))


def chosen(piece: Piece, choice: Choice) -> str:
    if choice == "both":
        return both(piece)
    return piece.mine if choice == "mine" else piece.theirs


def _updates(paths: list[str], base: Side, mine: Side, theirs: Side) -> Iterator[FileUpdate]:
    for path in paths:
        before, here, there = (side.digests.get(path) for side in (base, mine, theirs))
        if there in (before, here):
            continue
        if here == before:
            yield FileUpdate(path, Step.TAKE)
        elif there is None:
            yield FileUpdate(path, Step.KEEP_REMOVED)
        elif here is None:
            yield FileUpdate(path, Step.BRING_BACK)
        else:
            yield _merge(path, base, mine, theirs)


def _merge(path: str, base: Side, mine: Side, theirs: Side) -> FileUpdate:
    here, there = text_of(path, mine.files[path]), text_of(path, theirs.files[path])
    if here is None or there is None:
        return FileUpdate(path, Step.KEEP_BYTES)
    before = text_of(path, base.files.get(path, b"")) or ""
    merged = merge_texts(as_edited(before), as_edited(here), as_edited(there))
    return FileUpdate(path, Step.CHOOSE if merged.conflicts else Step.MERGE, merged)
