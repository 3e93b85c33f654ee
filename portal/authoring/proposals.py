"""What publishing a draft would do: everything that the page before it says."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from portal.authoring.changes import NOTHING, FileChange, Side, list_changes
from portal.authoring.checking import check_draft
from portal.authoring.impact import Impact, read_impact
from portal.authoring.models import Draft
from portal.authoring.queries import get_draft, get_files
from portal.authoring.reviews import ReviewRecord, ReviewState, find_review
from portal.catalogue.models import Revision
from portal.catalogue.package import ORIGINAL
from portal.catalogue.problems import Problem
from portal.catalogue.queries import CurrentRevision, current_revision
from portal.catalogue.stored_files import get_stored_files
from portal.kernel.db import db


@dataclass(frozen=True, slots=True)
class Proposal:
    """`base`: number of the revision that the draft began as; None for a new course. `title`: the course's own."""

    draft: Draft
    title: str
    base: int | None
    current: CurrentRevision | None
    published: int | None
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
    def review_state(self) -> ReviewState:
        return self.review.state(self.files_digest) if self.review else ReviewState.NONE

    @property
    def words_added(self) -> int:
        return sum(one.difference.words_added for one in self.changes if one.difference)

    @property
    def words_removed(self) -> int:
        return sum(one.difference.words_removed for one in self.changes if one.difference)


def get_proposal(draft_id: UUID, courses: Path, today: date, page: int = 1) -> Proposal:
    """NotFound where there is no such draft; of a closed one what was to be published. `page`: of the units."""
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
        files_digest=files.files_digest,
        problems=package.problems,
        changes=list_changes(base_files(draft), files),
        review=find_review(draft_id),
        impact=read_impact(draft.course_slug, today, page),
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
