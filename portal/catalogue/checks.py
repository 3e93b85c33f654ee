"""A package from disk, checked whole: all that is wrong with it, else what to publish."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.catalogue import facts as fact_file
from portal.catalogue.facts import Fact
from portal.catalogue.manifest import Manifest, make_manifest
from portal.catalogue.package import CoursePackage
from portal.catalogue.parsing import parse_package
from portal.catalogue.prerequisites import (
    COURSE_FILE,
    check_prerequisites,
    read_prerequisites,
)
from portal.catalogue.problems import Problem, Problems, in_order, nearest
from portal.catalogue.reading import (
    Files,
    digest_of_digests,
    digests_of,
    read_folder,
    read_text,
)
from portal.catalogue.rendering import RENDERER


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of packages: their slugs, and the facts beside them (None: there is no facts.csv).

    `requires`: the prerequisites of each course, by slug.
    """

    slugs: tuple[str, ...]
    facts: Mapping[str, Fact] | None
    problems: tuple[Problem, ...]
    requires: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedPackage:
    """Publish it only if it `is_sound`. `digests` are those of `files`, by path."""

    slug: str
    package: CoursePackage | None
    files: Files
    digests: Mapping[str, str]
    manifest: Manifest | None
    digest: str
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        return not self.problems and self.package is not None

    @property
    def files_digest(self) -> str:
        """Of the files alone: facts and the portal's renderer may change beside them."""
        return digest_of_digests(self.digests)


def read_shelf(folder: Path) -> Shelf:
    found: Problems = []
    if not folder.is_dir():
        return Shelf((), None, ())
    slugs = tuple(sorted(path.name for path in folder.iterdir() if _is_package(path)))
    requires = {
        slug: read_prerequisites(path.read_bytes())
        for slug in slugs
        if (path := folder / slug / COURSE_FILE).is_file()
    }
    path = folder / fact_file.FILE
    if not path.is_file():
        return Shelf(slugs, None, (), requires)
    text = read_text(fact_file.FILE, path.read_bytes(), found)
    facts = fact_file.read_facts(text, found) if text is not None else {}
    return Shelf(slugs, facts, tuple(found), requires)


def _is_package(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".")


def check_folder(folder: Path, shelf: Shelf) -> CheckedPackage:
    """One package in `folder`, judged among its neighbours on the shelf."""
    found: Problems = []
    files = read_folder(folder, found)
    return check_files(folder.name, files, shelf, found)


def check_files(slug: str, files: Files, shelf: Shelf, found: Problems) -> CheckedPackage:
    package = parse_package(slug, files, found)
    manifest = None
    facts = shelf.facts or {}
    if package is not None:
        _check_facts(package, shelf, found)
        check_prerequisites(package, shelf.slugs, shelf.requires, found)
        manifest = make_manifest(package, facts, found)
    taught = (
        sorted({name for lesson in package.lessons for name in lesson.facts}) if package else []
    )
    stated = [json.dumps(facts[name].as_json()) for name in taught if name in facts]
    digests = digests_of(files)
    digest = digest_of_digests(digests, RENDERER, *stated)
    return CheckedPackage(slug, package, files, digests, manifest, digest, tuple(in_order(found)))


def _check_facts(package: CoursePackage, shelf: Shelf, found: Problems) -> None:
    for lesson in package.lessons:
        line = lesson.lines.get("facts", 1)
        if lesson.facts and shelf.facts is None:
            found.append(Problem(lesson.path, line, "no_facts_file"))
            continue
        for name in lesson.facts:
            if name not in (shelf.facts or {}):
                values: dict[str, object] = {"fact": name, "hint": nearest(name, shelf.facts or {})}
                found.append(Problem(lesson.path, line, "unknown_fact", values))
