"""What differs between two sets of a course's files: which files, and how many words in each text."""

from dataclasses import dataclass
from typing import Final, Literal

from portal.authoring.comparing import TextDifference, compare_texts
from portal.authoring.queries import DraftFiles
from portal.catalogue.differences import Differences, compare
from portal.catalogue.shown_pictures import is_picture
from portal.catalogue.stored_files import StoredFiles

FileState = Literal["added", "removed", "changed"]
#: files with the SHA-256 of each, so that only those that differ are read
Side = DraftFiles | StoredFiles
TEXTS: Final = (".md", ".csv", ".vtt", ".svg")
#: what a new course is compared with
NOTHING: Final = DraftFiles({}, {})


@dataclass(frozen=True, slots=True)
class FileChange:
    """`difference` is None where the file is no text. Digests are None on the side where it is not."""

    path: str
    state: FileState
    before: str | None
    after: str | None
    difference: TextDifference | None

    @property
    def is_picture(self) -> bool:
        return is_picture(self.path)


def list_changes(before: Side, after: Side) -> tuple[FileChange, ...]:
    """By path."""
    found: Differences = compare(before.digests, after.digests)
    states: dict[str, FileState] = {
        **dict.fromkeys(found.added, "added"),
        **dict.fromkeys(found.removed, "removed"),
        **dict.fromkeys(found.changed, "changed"),
    }
    for side in (before, after):
        if isinstance(side, StoredFiles):
            side.read_together(path for path in states if path.endswith(TEXTS))
    return tuple(_change(path, states[path], before, after) for path in sorted(states))


def _change(path: str, state: FileState, before: Side, after: Side) -> FileChange:
    difference = None
    if path.endswith(TEXTS):
        difference = compare_texts(_text(before, path), _text(after, path))
    return FileChange(path, state, before.digests.get(path), after.digests.get(path), difference)


def _text(files: Side, path: str) -> str:
    content = files.get(path, b"")
    return content.decode("utf-8-sig", "replace")
