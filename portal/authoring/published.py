"""Reads of what was published: the revisions of a course, and two sets of files laid side by side."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func, select

from portal.authoring.changes import FileChange, Side, list_changes
from portal.authoring.checking import check_draft
from portal.authoring.models import Draft
from portal.authoring.queries import DraftFiles, find_open_draft, get_files
from portal.authoring.rendered import PageChange, list_page_changes
from portal.catalogue.content import RevisionContent
from portal.catalogue.manifest import Manifest
from portal.catalogue.models import Course, Revision
from portal.catalogue.queries import get_content
from portal.catalogue.stored_content import read_content
from portal.catalogue.stored_files import StoredFiles, get_stored_files
from portal.kernel import clock
from portal.kernel.db import db
from portal.kernel.errors import NotFound
from portal.people.models import Person

REVISIONS_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class PublishedRevision:
    """`published_by_name` is None where a command did it."""

    number: int
    is_major: bool
    note: str | None
    origin: str
    published_at: datetime
    published_by_name: str | None


@dataclass(frozen=True, slots=True)
class RevisionList:
    """The newest first. `titles` of the course by language, as it is now."""

    course_slug: str
    titles: dict[str, str]
    rows: tuple[PublishedRevision, ...]
    draft: Draft | None
    newest: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class SideBySide:
    """`before` and `after`: numbers of revisions; None is the open draft."""

    course_slug: str
    before: int | None
    after: int | None
    files: tuple[FileChange, ...]
    pages: tuple[PageChange, ...]


def list_revisions(course_slug: str, page: int = 1) -> RevisionList:
    """Two statements, and the content of the newest once. NotFound for an unknown course or page."""
    rows: list[Any] = list(
        db.session.execute(
            select(
                Revision.id,
                Revision.number,
                Revision.is_major,
                Revision.note,
                Revision.origin,
                Revision.published_at,
                Person.full_name.label("published_by_name"),
                func.count().over().label("in_all"),
                func.first_value(Revision.id).over(order_by=Revision.number.desc()).label("newest"),
            )
            .outerjoin(Person, Person.id == Revision.published_by)
            .where(Revision.course_slug == course_slug)
            .order_by(Revision.number.desc())
            .limit(REVISIONS_A_PAGE)
            .offset((max(page, 1) - 1) * REVISIONS_A_PAGE)
        )
    )
    if not rows or page < 1:
        raise NotFound(course=course_slug, page=page)
    content = get_content(rows[0].newest)
    return RevisionList(
        course_slug=course_slug,
        titles=dict(content.course.titles),
        rows=tuple(_revision(row) for row in rows),
        draft=find_open_draft(course_slug),
        newest=content.number,
        page=page,
        pages=-(-rows[0].in_all // REVISIONS_A_PAGE),
    )


def compare_sources(course_slug: str, before: int | None, after: int | None) -> SideBySide:
    """Files, line by line. None: the open draft. NotFound where a side is not there."""
    files = list_changes(_files(course_slug, before), _files(course_slug, after))
    return SideBySide(course_slug, before, after, files, ())


def compare_pages(
    course_slug: str, before: int | None, after: int | None, courses: Path
) -> SideBySide:
    """Lessons and questions as readers see them, and pictures. `courses`: the folder with the facts."""
    sides = [_files(course_slug, number) for number in (before, after)]
    old, new = (_content(course_slug, side, courses) for side in sides)
    files = tuple(change for change in list_changes(*sides) if change.difference is None)
    return SideBySide(course_slug, before, after, files, list_page_changes(old, new))


def _revision(row: Any) -> PublishedRevision:
    return PublishedRevision(
        row.number,
        row.is_major,
        row.note,
        row.origin,
        row.published_at,
        row.published_by_name,
    )


def _files(course_slug: str, number: int | None) -> Side:
    if number is not None:
        return get_stored_files(course_slug, number)
    draft = find_open_draft(course_slug)
    if draft is None:
        raise NotFound(draft_of=course_slug)
    return get_files(draft.id)


def _content(course_slug: str, files: Side, courses: Path) -> RevisionContent | None:
    """Of a draft as far as it can be rendered; None where it cannot be read as a package at all."""
    if isinstance(files, StoredFiles):
        return get_content(files.revision.id)
    return draft_content(course_slug, files, courses)


def draft_content(slug: str, files: DraftFiles, courses: Path) -> RevisionContent | None:
    """What readers would get of a draft, problems or not; None where it has no course.md or exam.md to read."""
    manifest = check_draft(slug, files, courses).manifest
    code = db.session.scalar(select(Course.code).where(Course.slug == slug))
    return unpublished_content(slug, manifest, code)


def unpublished_content(
    slug: str, manifest: Manifest | None, code: str | None = None
) -> RevisionContent | None:
    """The same of a draft that was checked before; its revision has no id."""
    if manifest is None or manifest.json["exam"] is None:
        return None
    return read_content(
        manifest.json,
        manifest.renderings,
        revision_id=0,
        number=0,
        published_at=clock.now(),
        slug=slug,
        code=code,
    )
