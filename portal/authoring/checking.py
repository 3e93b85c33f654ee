"""A draft judged as a package: everything that keeps it from being published, and what readers would get."""

from pathlib import Path

from portal.authoring.queries import DraftFiles
from portal.catalogue.checks import CheckedPackage, check_files
from portal.catalogue.importing import portal_shelf
from portal.catalogue.known_renderings import recall_renderings


def check_draft(slug: str, files: DraftFiles, courses: Path) -> CheckedPackage:
    """Among the published courses and with the facts of the `courses` folder."""
    recall_renderings(slug)
    return check_files(slug, files, portal_shelf(courses), [])
