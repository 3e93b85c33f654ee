"""What the newest review says of a draft's files as they stand. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class ReviewState(StrEnum):
    NONE = "none"  # nobody asked
    WAITING = "waiting"  # asked, not answered
    APPROVED = "approved"  # exactly these files
    RETURNED = "returned"  # with words
    OUTDATED = "outdated"  # approved, but the files were changed since


@dataclass(frozen=True, slots=True)
class Decision:
    """The newest review: `is_approved` is None while nobody answered; `files_digest` of the files it is about."""

    files_digest: str
    is_approved: bool | None


def review_state(newest: Decision | None, files_digest: str) -> ReviewState:
    if newest is None:
        return ReviewState.NONE
    if newest.is_approved is None:
        return ReviewState.WAITING
    if not newest.is_approved:
        return ReviewState.RETURNED
    is_same = newest.files_digest == files_digest
    return ReviewState.APPROVED if is_same else ReviewState.OUTDATED
