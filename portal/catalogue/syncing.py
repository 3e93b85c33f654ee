"""The shipped packages in a folder, brought into the database: sound ones published, broken ones told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from portal.catalogue.checks import CheckedPackage, check_folder, read_shelf
from portal.catalogue.differences import compare, difference_lines
from portal.catalogue.known_renderings import recall_renderings
from portal.catalogue.problems import Problem
from portal.catalogue.queries import current_revision
from portal.catalogue.revisions import (
    Origin,
    get_synced_digest,
    publish_package,
    set_course_codes,
    set_synced_digest,
)
from portal.catalogue.stored_files import StoredFiles, get_stored_files
from portal.catalogue.writing_back import write_back

SCHEME_FILE = "scheme.yaml"


class Outcome(StrEnum):
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    BROKEN = "broken"
    EDITED = "edited"
    BOTH_EDITED = "both_edited"
    WRITTEN_BACK = "written_back"


class Winner(StrEnum):
    """Whose files a course gets that was edited in the portal since the last sync."""

    FOLDER = "folder"
    PORTAL = "portal"


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of one package; `number` is that of the revision readers get now, if any.

    `difference`: from the portal's files to the folder's, where the two were left apart.
    """

    slug: str
    outcome: Outcome
    number: int | None
    problems: tuple[Problem, ...] = ()
    difference: tuple[str, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Somebody has to do something. An edited course alone waits for the folder to follow."""
        return self.outcome in (Outcome.BROKEN, Outcome.BOTH_EDITED)


def sync_courses(
    folder: Path, *, winner: Winner | None = None, only: str | None = None
) -> tuple[Synced, ...]:
    """Every package of a folder (or only one). Of a broken one nothing is loaded and its revision stays.

    What was edited in the portal is left alone unless a winner is named.
    """
    synced = tuple(_synced_packages(folder, winner, only))
    set_course_codes(course_codes(folder))
    return synced


def _synced_packages(folder: Path, winner: Winner | None, only: str | None) -> Iterator[Synced]:
    shelf = read_shelf(folder)
    if shelf.problems:
        yield Synced("", Outcome.BROKEN, None, shelf.problems)
    for slug in shelf.slugs:
        if only in (None, slug):
            recall_renderings(slug)
            yield _sync(folder, check_folder(folder / slug, shelf), winner)


def _sync(folder: Path, package: CheckedPackage, winner: Winner | None) -> Synced:
    if current_revision(package.slug) is None:
        return _publish(package, None) if package.is_sound else _broken(package, None)
    stored = get_stored_files(package.slug)
    number, synced_digest = stored.revision.number, get_synced_digest(package.slug)
    is_edited = stored.files_digest not in (synced_digest, package.files_digest)
    if is_edited and winner is Winner.PORTAL:
        export_to_folder(stored, folder)
        return Synced(package.slug, Outcome.WRITTEN_BACK, number)
    if not package.is_sound:
        return _broken(package, number)
    if is_edited and winner is None:
        is_behind = package.files_digest == synced_digest
        outcome = Outcome.EDITED if is_behind else Outcome.BOTH_EDITED
        return Synced(package.slug, outcome, number, difference=_difference(stored, package))
    return _publish(package, number)


def export_to_folder(stored: StoredFiles, folder: Path) -> int:
    """Makes the course's folder hold a revision's files; how many it changed. Raises FolderNotPlain."""
    slug = stored.revision.course_slug
    count = write_back(slug=slug, files=stored, digests=stored.digests, folder=folder)
    set_synced_digest(slug, stored.files_digest)
    return count


def _publish(package: CheckedPackage, before: int | None) -> Synced:
    revision = publish_package(package=package, origin=Origin.FOLDER)
    set_synced_digest(package.slug, package.files_digest)
    outcome = Outcome.UNCHANGED if revision.number == before else Outcome.PUBLISHED
    return Synced(package.slug, outcome, revision.number)


def _broken(package: CheckedPackage, before: int | None) -> Synced:
    problems = tuple(problem.within(package.slug) for problem in package.problems)
    return Synced(package.slug, Outcome.BROKEN, before, problems)


def _difference(stored: StoredFiles, package: CheckedPackage) -> tuple[str, ...]:
    found = compare(stored.digests, package.digests)
    names = (f"portal, revision {stored.revision.number}", "folder")
    return tuple(difference_lines(stored, package.files, found, names))


def course_codes(folder: Path) -> Mapping[str, str]:
    """The scheme's code of each course by slug. Whether the scheme is right is certification's to say."""
    path = folder / SCHEME_FILE
    if not path.is_file():
        return {}
    try:
        scheme: Any = yaml.safe_load(path.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        return {}
    courses = scheme.get("courses") if isinstance(scheme, dict) else None
    return {
        str(course["slug"]): str(course["code"])
        for course in (courses if isinstance(courses, list) else [])
        if isinstance(course, dict) and course.get("slug") and course.get("code")
    }
