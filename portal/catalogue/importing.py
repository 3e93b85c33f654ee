"""A zip of a course becomes a revision: whole and checked, or nothing of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from portal.catalogue import facts as fact_file
from portal.catalogue.archive_reading import Archive, opened_archive
from portal.catalogue.checks import CheckedPackage, Shelf, check_files, read_shelf
from portal.catalogue.facts import Fact
from portal.catalogue.known_renderings import recall_renderings
from portal.catalogue.problems import Problem, Problems
from portal.catalogue.queries import current_revision, list_current_contents
from portal.catalogue.reading import read_text
from portal.catalogue.revisions import publish_package


@dataclass(frozen=True, slots=True)
class Imported:
    """`number` is that of the revision with these files; None where problems kept them out."""

    slug: str
    number: int | None
    is_new: bool
    problems: tuple[Problem, ...] = ()


def import_archive(
    *, path: Path, courses: Path, slug: str | None = None, note: str | None = None
) -> Imported:
    """Publishes the course in a zip, unless it is what readers have already.

    Facts and neighbours are those of the `courses` folder and of the portal; a facts.csv that lies in the
    zip beside the course's folder adds those that are not known here. The slug is the folder's name, else
    the zip's, unless it is given.
    """
    found: Problems = []
    with opened_archive(path, found) as archive:
        if archive is None:
            return Imported(slug or path.stem, None, is_new=False, problems=tuple(found))
        name = slug or archive.folder or path.stem
        recall_renderings(name)
        package = check_files(name, archive.files, _shelf(courses, archive, found), found)
        return _published(package, note)


def _published(package: CheckedPackage, note: str | None) -> Imported:
    if not package.is_sound:
        return Imported(package.slug, None, is_new=False, problems=package.problems)
    before = current_revision(package.slug)
    number = publish_package(package=package, note=note).number
    return Imported(package.slug, number, is_new=before is None or before.number != number)


def portal_shelf(courses: Path) -> Shelf:
    """The facts of the `courses` folder, and its courses together with the portal's."""
    shelf = read_shelf(courses)
    published = {one.course.slug: one.course.prerequisites for one in list_current_contents()}
    slugs = tuple(sorted({*shelf.slugs, *published}))
    return replace(shelf, slugs=slugs, requires={**shelf.requires, **published})


def _shelf(courses: Path, archive: Archive, found: Problems) -> Shelf:
    shelf = portal_shelf(courses)
    if archive.facts is None:
        return shelf
    return replace(shelf, facts={**_facts_of(archive.facts, found), **(shelf.facts or {})})


def _facts_of(content: bytes, found: Problems) -> Mapping[str, Fact]:
    text = read_text(fact_file.FILE, content, found)
    return fact_file.read_facts(text, found) if text is not None else {}
