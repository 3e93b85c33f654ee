"""Where each file of a package belongs, told by its path alone."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from portal.catalogue.package import LANGUAGES, ORIGINAL
from portal.catalogue.problems import Problem, Problems
from portal.kernel.text import slugify

_TEXT: Final = re.compile(r"(?P<stem>[^.]+)(\.(?P<language>" + "|".join(LANGUAGES[1:]) + r"))?\.md")
_NUMBERED: Final = re.compile(r"(?P<number>[0-9]{1,3})-(?P<id>[a-z0-9]+(-[a-z0-9]+)*)")
MEDIA: Final = "media"
Value = TypeVar("Value")

#: path of one text by language
Paths = dict[str, str]


@dataclass(frozen=True, slots=True)
class ModulePlaces:
    """A module's folder: its own texts, its quiz's, and its lessons' texts by stem in order of number."""

    folder: str
    texts: Paths = field(default_factory=dict)
    quiz: Paths = field(default_factory=dict)
    lessons: dict[str, Paths] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    course: Paths = field(default_factory=dict)
    exam: Paths = field(default_factory=dict)
    modules: dict[str, ModulePlaces] = field(default_factory=dict)
    media: list[str] = field(default_factory=list)


def lay_out(paths: Iterable[str], found: Problems) -> Layout:
    """Sorts the files of a package into their places; what has none is a problem."""
    layout = Layout()
    for path in sorted(paths):
        if not _place(layout, path):
            found.append(Problem(path, 1, "unexpected_file"))
    _order(layout, found)
    return layout


def identity(stem: str) -> str:
    """The file name without its number: reordering never loses progress."""
    match = _NUMBERED.fullmatch(stem)
    return match["id"] if match else _bare(stem)


def _place(layout: Layout, path: str) -> bool:
    folder, _, name = path.rpartition("/")
    if folder == MEDIA:
        layout.media.append(path)
        return True
    text = _TEXT.fullmatch(name)
    if not text or "/" in folder:
        return False
    language = text["language"] or ORIGINAL
    if folder:
        _place_in_module(layout, folder, path, text["stem"], language)
        return True
    whole = {"course": layout.course, "exam": layout.exam}.get(text["stem"])
    if whole is None:
        return False
    whole[language] = path
    return True


def _place_in_module(layout: Layout, folder: str, path: str, stem: str, language: str) -> None:
    module = layout.modules.setdefault(folder, ModulePlaces(folder))
    own = {"module": module.texts, "quiz": module.quiz}
    texts = own[stem] if stem in own else module.lessons.setdefault(stem, {})
    texts[language] = path


def _order(layout: Layout, found: Problems) -> None:
    _check_numbers({folder: folder for folder in layout.modules}, found)
    _sort(layout.modules)
    for module in layout.modules.values():
        stems = {stem: next(iter(paths.values())) for stem, paths in module.lessons.items()}
        _check_numbers(stems, found)
        _sort(module.lessons)
    texts = [layout.course, layout.exam]
    for module in layout.modules.values():
        texts += [module.texts, module.quiz, *module.lessons.values()]
    for paths in texts:
        _check_original(paths, found)


def _check_numbers(paths: Mapping[str, str], found: Problems) -> None:
    """`paths` by numbered name; each needs a number of its own."""
    first: dict[int, str] = {}
    for stem in sorted(paths):
        match = _NUMBERED.fullmatch(stem)
        if not match:
            found.append(Problem(paths[stem], 1, "no_number", {"name": _bare(stem)}))
        elif (other := first.setdefault(int(match["number"]), stem)) != stem:
            found.append(Problem(paths[stem], 1, "same_number", {"other": paths[other]}))


def _bare(stem: str) -> str:
    """A slug without the number that may stand before it."""
    return re.sub(r"^[0-9]+-?", "", slugify(stem)) or "x"


def _sort(named: dict[str, Value]) -> None:
    ordered = sorted(named.items(), key=lambda item: (_number(item[0]), item[0]))
    named.clear()
    named.update(ordered)


def _number(stem: str) -> int:
    match = _NUMBERED.fullmatch(stem)
    return int(match["number"]) if match else 1000


def _check_original(paths: Paths, found: Problems) -> None:
    if paths and ORIGINAL not in paths:
        path = next(iter(paths.values()))
        original = re.sub(r"\.[a-z]+\.md$", ".md", path)
        found.append(Problem(path, 1, "translation_of_nothing", {"original": original}))
