"""What a course asks to be completed first: courses that are there, and never, by whatever way, itself."""

from collections.abc import Collection, Mapping
from typing import Final

from portal.catalogue import schemas
from portal.catalogue.front_matter import read_front_matter
from portal.catalogue.package import CoursePackage
from portal.catalogue.problems import Problem, Problems, nearest
from portal.catalogue.reading import read_text

COURSE_FILE: Final = "course.md"


def read_prerequisites(content: bytes) -> tuple[str, ...]:
    """Those that a course.md names; none where it cannot be read (the course's own check says why)."""
    text = read_text(COURSE_FILE, content, [])
    if text is None:
        return ()
    front, _ = read_front_matter(COURSE_FILE, text, schemas.COURSE, [])
    return tuple(front["prerequisites"])


def check_prerequisites(
    package: CoursePackage,
    slugs: Collection[str],
    requires: Mapping[str, tuple[str, ...]],
    found: Problems,
) -> None:
    """`slugs`: the courses there are; `requires`: what each of them asks for."""
    line = package.lines.get("prerequisites", 1)
    for slug in package.prerequisites:
        if slug == package.slug:
            found.append(Problem(COURSE_FILE, line, "own_prerequisite"))
        elif slug not in slugs:
            values: dict[str, object] = {"course": slug, "hint": nearest(slug, slugs)}
            found.append(Problem(COURSE_FILE, line, "unknown_prerequisite", values))
        elif way := _way(slug, package.slug, requires, ()):
            circle = " → ".join((package.slug, *way))
            found.append(Problem(COURSE_FILE, line, "circular_prerequisites", {"circle": circle}))


def _way(
    start: str, goal: str, requires: Mapping[str, tuple[str, ...]], seen: tuple[str, ...]
) -> tuple[str, ...]:
    """The courses from one to another along what each asks for; nothing where no way leads there."""
    if start == goal:
        return (goal,)
    for following in requires.get(start, ()):
        if following not in seen and (way := _way(following, goal, requires, (*seen, start))):
            return (start, *way)
    return ()
