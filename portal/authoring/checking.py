"""A draft judged as a package: everything that keeps it from being published, and what readers would get."""

from pathlib import Path
from uuid import UUID

from portal.authoring.queries import DraftFiles, get_draft, get_files
from portal.catalogue.checks import CheckedPackage, check_files
from portal.catalogue.importing import portal_shelf
from portal.catalogue.known_renderings import recall_renderings


def check_draft(slug: str, files: DraftFiles, courses: Path) -> CheckedPackage:
    """Among the published courses and with the facts of the `courses` folder."""
    recall_renderings(slug)
    return check_files(slug, files, portal_shelf(courses), [])


def check_open_draft(draft_id: UUID, courses: Path) -> CheckedPackage:
    """A draft by its id, as it stands. Raises NotFound."""
    return check_draft(get_draft(draft_id).course_slug, get_files(draft_id), courses)
