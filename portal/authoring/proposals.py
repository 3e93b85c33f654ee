"""What publishing a draft would do: everything that the page before it says."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select

from portal.authoring.changes import NOTHING, FileChange, Side, list_changes
from portal.authoring.checking import check_draft
from portal.authoring.impact import Impact, read_impact
from portal.authoring.models import Draft
from portal.authoring.queries import get_draft, get_files
from portal.authoring.reviews import (
    ReviewRecord,
    ReviewState,
    find_review,
    list_reviews,
    list_writers,
)
from portal.catalogue.models import Revision
from portal.catalogue.package import ORIGINAL
from portal.catalogue.problems import Problem
from portal.catalogue.queries import CurrentRevision, current_revision
from portal.catalogue.stored_files import get_stored_files
from portal.kernel.db import db

#: on the page itself; all of them have a page of their own
_UNITS_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """`base`: number of the revision that the draft began as; None for a new course. `title`: the course's own.

    `texts`: paths of the files that can be opened in the editor.
    """

    draft: Draft
    title: str
    base: int | None
    current: CurrentRevision | None
    published: int | None
    texts: frozenset[str]
    files_digest: str
    problems: tuple[Problem, ...]
    changes: tuple[FileChange, ...]
    review: ReviewRecord | None
    impact: Impact

    @property
    def is_outdated(self) -> bool:
        """Somebody published this course since the draft was begun."""
        return (self.current.id if self.current else None) != self.draft.base_revision_id

    @property
    def can_be_published(self) -> bool:
        """As far as its files go; whether somebody has to review it is the portal's to say."""
        is_open = self.draft.closed_at is None
        return is_open and bool(self.changes) and not (self.problems or self.is_outdated)

    @property
    def review_state(self) -> ReviewState:
        return self.review.state(self.files_digest) if self.review else ReviewState.NONE


def get_proposal(draft_id: UUID, courses: Path, today: date) -> Proposal:
    """NotFound where there is no such draft; of a closed one what was to be published."""
    draft = get_draft(draft_id)
    files = get_files(draft_id)
    base = base_number(draft)
    package = check_draft(draft.course_slug, files, courses)
    return Proposal(
        draft=draft,
        title=package.package.titles[ORIGINAL] if package.package else draft.course_slug,
        base=base,
        current=current_revision(draft.course_slug),
        published=_number(draft.published_revision_id),
        texts=frozenset(files.texts),
        files_digest=files.files_digest,
        problems=package.problems,
        changes=list_changes(base_files(draft), files),
        review=find_review(draft_id),
        impact=read_impact(draft.course_slug, today, units=_UNITS_SHOWN),
    )


def base_files(draft: Draft) -> Side:
    """The files that a draft began as; none for a new course."""
    number = base_number(draft)
    return NOTHING if number is None else get_stored_files(draft.course_slug, number)


def base_number(draft: Draft) -> int | None:
    return _number(draft.base_revision_id)


def _number(revision_id: int | None) -> int | None:
    if revision_id is None:
        return None
    return db.session.scalar(select(Revision.number).where(Revision.id == revision_id))


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A draft as its reviewer sees it. `problems`: how many keep it from being published."""

    draft: Draft
    title: str
    base: int | None
    files_digest: str
    problems: int
    changes: tuple[FileChange, ...]
    reviews: tuple[ReviewRecord, ...]
    is_own: bool

    @property
    def state(self) -> ReviewState:
        return self.reviews[0].state(self.files_digest) if self.reviews else ReviewState.NONE


def get_review_page(draft_id: UUID, person_id: UUID, courses: Path) -> ReviewPage:
    """`is_own`: the person asked for the review, or wrote the draft alone: somebody else has to look."""
    draft = get_draft(draft_id)
    files = get_files(draft_id)
    package = check_draft(draft.course_slug, files, courses)
    reviews = list_reviews(draft_id)
    asked_by = {one.asked_by for one in reviews[:1] if one.decided_at is None}
    return ReviewPage(
        draft=draft,
        title=package.package.titles[ORIGINAL] if package.package else draft.course_slug,
        base=base_number(draft),
        files_digest=files.files_digest,
        problems=len(package.problems),
        changes=list_changes(base_files(draft), files),
        reviews=reviews,
        is_own=person_id in asked_by or list_writers(draft_id) == {person_id},
    )
