"""What authoring refuses."""

from datetime import datetime
from uuid import UUID

from portal.kernel.errors import Refused


class SlugTaken(Refused):
    """A course or a draft has this address already."""

    code = "slug_taken"


class BadSlug(Refused):
    """A course's address may hold a–z, 0–9 and hyphens; `better` is what to write instead."""

    code = "bad_slug"


class DraftClosed(Refused):
    """It was published or discarded meanwhile; what was written is kept in it."""

    code = "draft_closed"


class BadPath(Refused):
    """A file's name that a package cannot have; `problem` says why."""

    code = "bad_path"


class FileExists(Refused):
    """The draft has a file of this name already."""

    code = "file_exists"


class BadMedia(Refused):
    """A file for media/ that cannot or must not be shown; `problems` say why."""

    code = "bad_media"


class FileNotText(Refused):
    """This file holds bytes that cannot be edited as text."""

    code = "file_not_text"


class NotStorable(Refused):
    """The text holds a sign that a text file cannot hold (NUL)."""

    code = "not_storable"


class FileTooLarge(Refused):
    """A text above 200 KB, or a draft above a package's limits; `limit` says which."""

    code = "file_too_large"


class FileChanged(Refused):
    """Somebody else saved the file since this text was begun: both are kept, and a merge is offered.

    `text` is theirs as an editor shows it, `version` its version. `saved_by` is None where the file went.
    """

    code = "file_changed"

    def __init__(
        self, *, text: str, version: int, saved_by: UUID | None, saved_at: datetime | None
    ) -> None:
        self.text, self.version = text, version
        self.saved_by, self.saved_at = saved_by, saved_at
        super().__init__(version=version)


class BaseMoved(Refused):
    """Another revision was published since the draft was begun: it is brought up to date first."""

    code = "base_moved"


class DraftChanged(Refused):
    """The draft's files are no longer those that were looked at: look again, then decide."""

    code = "draft_changed"


class NothingChanged(Refused):
    """The draft has exactly the files that readers have already."""

    code = "nothing_changed"


class NoteMissing(Refused):
    """A major revision, a request for review and a return of a draft say why."""

    code = "note_missing"


class NotReviewed(Refused):
    """Here a draft is published only after another trainer approved exactly these files."""

    code = "not_reviewed"


class OwnWork(Refused):
    """Nobody reviews what they asked to be reviewed, or what they alone wrote."""

    code = "own_work"


class Undecided(Refused):
    """Questions whose key is doubtful, neither decided nor left out; `places` says which."""

    code = "undecided"

    def __init__(self, *, places: tuple[int, ...]) -> None:
        self.places = places
        super().__init__(places=places)
