"""What publishing a draft would do: everything that the page before it says."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from portal.authoring.changes import NOTHING, FileChange, Side, list_changes
from portal.authoring.checking import check_draft
from portal.authoring.heads import DraftHead, get_draft_head
from portal.authoring.impact import Impact, read_impact
from portal.authoring.published import unpublished_content
from portal.authoring.queries import DraftFiles, get_files
from portal.authoring.review_states import ReviewState, review_state
from portal.authoring.reviews import ReviewRecord, list_reviews
from portal.catalogue.content import RevisionContent
from portal.catalogue.news import News, find_news
from portal.catalogue.package import ORIGINAL
from portal.catalogue.problems import Problem
from portal.catalogue.queries import get_content
from portal.catalogue.stored_files import get_files_of
from portal.learning.refreshing import Task, task_of

#: on the page itself; all of them have a page of their own
_UNITS_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Proposal:
    """`title`: the course's own. `texts`: paths of the files that can be opened in the editor.

    `news`: what a major revision of it asks whoever completed the one before; None where there is no telling.
    """

    draft: DraftHead
    title: str
    texts: frozenset[str]
    files_digest: str
    problems: tuple[Problem, ...]
    changes: tuple[FileChange, ...]
    impact: Impact
    news: News | None = None
    #: what they are asked; None where it is the whole exam
    task: Task | None = None

    @property
    def can_be_published(self) -> bool:
        """As far as its files go; whether somebody has to review it is the portal's to say."""
        is_open = self.draft.closed_at is None
        return is_open and bool(self.changes) and not (self.problems or self.draft.is_outdated)

    @property
    def review_state(self) -> ReviewState:
        return review_state(self.draft.review, self.files_digest)


def get_proposal(draft_id: UUID, courses: Path, today: date) -> Proposal:
    """NotFound where there is no such draft; of a closed one what was to be published."""
    draft, files = get_draft_head(draft_id), get_files(draft_id)
    package = check_draft(draft.course_slug, files, courses)
    content = unpublished_content(draft.course_slug, package.manifest)
    news = _news(draft, content)
    return Proposal(
        draft=draft,
        title=package.package.titles[ORIGINAL] if package.package else draft.course_slug,
        texts=frozenset(files.texts),
        files_digest=files.files_digest,
        problems=package.problems,
        changes=list_changes(base_files(draft, files), files),
        impact=read_impact(draft.course_slug, today, units=_UNITS_SHOWN),
        news=news,
        task=task_of(news, content) if news and content else None,
    )


def _news(draft: DraftHead, content: RevisionContent | None) -> News | None:
    if content is None or draft.base_revision_id is None:
        return None
    return find_news([(get_content(draft.base_revision_id), content)], content)


def base_files(draft: DraftHead, files: DraftFiles) -> Side:
    """What a draft's files began as, the texts that differ read already; nothing for a new course."""
    if draft.base_revision_id is None:
        return NOTHING
    return get_files_of(draft.base_revision_id, unlike=files.digests.values())


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A draft as its reviewer sees it. `problems`: how many keep it from being published."""

    draft: DraftHead
    title: str
    files_digest: str
    problems: int
    changes: tuple[FileChange, ...]
    reviews: tuple[ReviewRecord, ...]
    is_own: bool

    @property
    def state(self) -> ReviewState:
        return review_state(self.draft.review, self.files_digest)


def get_review_page(draft_id: UUID, person_id: UUID, courses: Path) -> ReviewPage:
    """`is_own`: the person asked for the review, or wrote the draft alone: somebody else has to look."""
    draft, files = get_draft_head(draft_id), get_files(draft_id)
    package = check_draft(draft.course_slug, files, courses)
    reviews = list_reviews(draft_id)
    asked_by = {one.asked_by for one in reviews[:1] if one.decided_at is None}
    return ReviewPage(
        draft=draft,
        title=package.package.titles[ORIGINAL] if package.package else draft.course_slug,
        files_digest=files.files_digest,
        problems=len(package.problems),
        changes=list_changes(base_files(draft, files), files),
        reviews=reviews,
        is_own=person_id in asked_by or files.writers == {person_id},
    )
