"""A zip of a course, sent by a trainer, becomes a draft: whole and checked, or nothing of it."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import UUID

from portal.audit.services import record
from portal.authoring.errors import BadSlug, NothingChanged
from portal.authoring.models import Draft
from portal.authoring.placing import fill_draft
from portal.authoring.services import LONGEST_SLUG, begin_draft
from portal.catalogue.archive_reading import opened_archive
from portal.catalogue.checks import CheckedPackage, check_files
from portal.catalogue.importing import portal_shelf
from portal.catalogue.problems import Problems
from portal.catalogue.queries import current_revision
from portal.catalogue.stored_files import get_stored_files
from portal.kernel.text import slugify


@contextmanager
def checked_upload(content: IO[bytes], name: str, courses: Path) -> Iterator[CheckedPackage]:
    """The course in a zip called `name`, checked; its files can be read while the context is open.

    It lies on the disk meanwhile, and one file of it is in memory at a time. Facts are those of the `courses` folder.
    """
    found: Problems = []
    stem = slugify(Path(name).stem) or "course"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}.zip"
        with path.open("wb") as copy:
            shutil.copyfileobj(content, copy)
        with opened_archive(path, found) as archive:
            if archive is None:
                yield CheckedPackage(stem, None, {}, {}, None, "", tuple(found))
            else:
                slug = archive.folder or stem
                yield check_files(slug, archive.files, portal_shelf(courses), found)


def import_draft(*, person_id: UUID, package: CheckedPackage) -> Draft:
    """A new draft with the files of a sound package.

    Of a course that is published it is a change of what readers have. Raises BadSlug, SlugTaken (an open draft is
    never overwritten), NothingChanged (readers have exactly these files).
    """
    slug = package.slug
    if slugify(slug) != slug or len(slug) > LONGEST_SLUG:
        raise BadSlug(slug=slug, better=slugify(slug)[:LONGEST_SLUG].strip("-"))
    current = current_revision(slug)
    if current and get_stored_files(slug).files_digest == package.files_digest:
        raise NothingChanged(course=slug)
    draft = begin_draft(person_id, slug, current.id if current else None)
    fill_draft(draft.id, package.files, saved_by=person_id)
    record(actor_id=person_id, action="draft.imported", subject=slug)
    return draft
