"""The shipped packages in a folder, brought into the database: sound ones published, broken ones told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from portal.catalogue.checks import CheckedPackage, check_folder, read_shelf
from portal.catalogue.problems import Problem
from portal.catalogue.queries import current_revision
from portal.catalogue.revisions import publish_package, set_course_codes

SCHEME_FILE = "scheme.yaml"


class Outcome(StrEnum):
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of one package; `number` is that of the revision readers get now, if any."""

    slug: str
    outcome: Outcome
    number: int | None
    problems: tuple[Problem, ...] = ()


def sync_courses(folder: Path) -> tuple[Synced, ...]:
    """Every package of a folder. Of a broken one nothing is loaded and its revision before stays."""
    synced = tuple(_synced_packages(folder))
    set_course_codes(course_codes(folder))
    return synced


def _synced_packages(folder: Path) -> Iterator[Synced]:
    shelf = read_shelf(folder)
    if shelf.problems:
        yield Synced("", Outcome.BROKEN, None, shelf.problems)
    for slug in shelf.slugs:
        yield _sync(check_folder(folder / slug, shelf))


def _sync(package: CheckedPackage) -> Synced:
    current = current_revision(package.slug)
    before = current.number if current else None
    if not package.is_sound:
        problems = tuple(problem.within(package.slug) for problem in package.problems)
        return Synced(package.slug, Outcome.BROKEN, before, problems)
    revision = publish_package(package=package)
    outcome = Outcome.UNCHANGED if revision.number == before else Outcome.PUBLISHED
    return Synced(package.slug, outcome, revision.number)


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
