"""What checking a course costs: all twelve from nothing, and one keystroke's pause in the largest of the shipped.

Twelve courses with 112 lessons are planned (issue 3); four are written. The shipped ones are taken in turn
until there are twelve, with nothing remembered from one to the next.
"""

from dataclasses import dataclass
from itertools import cycle, islice
from statistics import median
from time import perf_counter
from typing import Final

from bench.instance import ROOT
from portal.catalogue.checks import CheckedPackage, Shelf, check_files, check_folder, read_shelf
from portal.catalogue.reading import read_folder
from portal.catalogue.remembered import renderings

_COURSES: Final = ROOT / "courses"
_TWELVE: Final = 12
_KEYSTROKES: Final = 15


@dataclass(frozen=True)
class CheckCosts:
    """Seconds for all courses with so many lessons; milliseconds for one changed lesson, and its renderings."""

    seconds: float
    lessons: int
    keystroke_ms: float


def check_costs() -> CheckCosts:
    shelf = read_shelf(_COURSES)
    seconds, packages = 0.0, []
    for slug in islice(cycle(shelf.slugs), _TWELVE):
        renderings.forget()
        began = perf_counter()
        packages.append(check_folder(_COURSES / slug, shelf))
        seconds += perf_counter() - began
    lessons = sum(len(one.package.lessons) for one in packages if one.package)
    largest = max(packages, key=_lessons_of)
    return CheckCosts(seconds, lessons, _keystroke(largest.slug, shelf) * 1000)


def _lessons_of(checked: CheckedPackage) -> int:
    return len(checked.package.lessons) if checked.package else 0


def _keystroke(slug: str, shelf: Shelf) -> float:
    """Seconds, the median of several: the first lesson has another text each time, all else is as it was."""
    files = dict(read_folder(_COURSES / slug, []))
    path = next(path for path in sorted(files) if "/" in path and not path.endswith("module.md"))
    check_files(slug, files, shelf, [])
    times = []
    for number in range(_KEYSTROKES):
        typed = {**files, path: files[path] + f"\nThêm *{number}*.\n".encode()}
        began = perf_counter()
        check_files(slug, typed, shelf, [])
        times.append(perf_counter() - began)
    return median(times)
