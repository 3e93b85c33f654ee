"""Where the next file of a package goes, and what renaming or moving one does to the others' names."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, Literal

from portal.catalogue.layout import Layout, Paths, identity, lay_out
from portal.catalogue.package import LANGUAGES, ORIGINAL
from portal.kernel.text import slugify

Direction = Literal["up", "down"]
Renames = Mapping[str, str]

_NUMBER: Final = re.compile(r"[0-9]{1,3}")
_LONGEST_NAME: Final = 60


def laid_out(paths: Iterable[str]) -> Layout:
    """The places of a draft's files; what is wrong with their names, the check tells."""
    return lay_out(paths, [])


def new_module_folder(layout: Layout, title: str) -> str:
    """The folder of a module that comes after all others."""
    return _next(layout.modules, title, "phan")


def new_lesson_path(layout: Layout, folder: str, title: str) -> str:
    """The file of a lesson that comes last in its module."""
    return f"{folder}/{_next(layout.modules[folder].lessons, title, 'bai')}.md"


def translation_of(path: str, language: str) -> str:
    """`01-a/02-b.md` → `01-a/02-b.en.md`."""
    return f"{path.removesuffix('.md')}.{language}.md"


def untranslated(texts: Paths) -> tuple[str, ...]:
    """The languages that the text of these paths is still to be translated into."""
    return tuple(
        one for one in LANGUAGES if one != ORIGINAL and one not in texts and ORIGINAL in texts
    )


def free_name(taken: Iterable[str], folder: str, name: str, ending: str) -> str:
    """`media/anh.webp`, or `media/anh-2.webp` where that is taken."""
    stem = slugify(name)[:_LONGEST_NAME].strip("-") or "tep"
    known, path, number = set(taken), f"{folder}/{stem}.{ending}", 2
    while path in known:
        path, number = f"{folder}/{stem}-{number}.{ending}", number + 1
    return path


def moved(layout: Layout, path: str, direction: Direction) -> Renames:
    """A lesson or module changes its number with its neighbour; nothing where there is none.

    `path` is that of the original text: a lesson's, or a module's module.md.
    """
    folder, _, name = path.rpartition("/")
    if name == "module.md":
        pair = _neighbours(list(layout.modules), folder, direction)
        return _of_folders(layout, _swapped(*pair)) if pair else {}
    module = layout.modules.get(folder)
    pair = (
        _neighbours(list(module.lessons), name.removesuffix(".md"), direction) if module else None
    )
    if module is None or pair is None:
        return {}
    return _of_lessons(folder, module.lessons, _swapped(*pair))


def renamed(layout: Layout, path: str, name: str) -> Renames:
    """A lesson or module by another name, its number and translations kept; of any other file its name.

    Of a module `path` is that of its module.md. The files of the package that stay are not looked at.
    """
    slug = slugify(name)[:_LONGEST_NAME].strip("-")
    folder, _, last = path.rpartition("/")
    if last == "module.md":
        return _of_folders(layout, {folder: _numbered(folder, slug)})
    if folder in layout.modules:
        stem = last.removesuffix(".md")
        return _of_lessons(folder, layout.modules[folder].lessons, {stem: _numbered(stem, slug)})
    ending = last.rsplit(".", 1)[-1]
    return {path: f"{folder}/{slug}.{ending}" if folder else f"{slug}.{ending}"}


def can_be_renamed(path: str) -> bool:
    """course.md, quiz.md and exam.md have the names that every package gives them; a translation goes with its
    original."""
    folder, _, last = path.rpartition("/")
    return (
        bool(folder)
        and last != "quiz.md"
        and not (last.endswith(".md") and "." in last.removesuffix(".md"))
    )


def name_of(path: str) -> str:
    """What of a file's name its author chose: without folder, number and ending."""
    folder, _, last = path.rpartition("/")
    return identity(folder if last == "module.md" else last.split(".", 1)[0])


def _next(stems: Iterable[str], title: str, otherwise: str) -> str:
    numbers = [int(match[0]) for stem in stems if (match := _NUMBER.match(stem))]
    slug = slugify(title)[:_LONGEST_NAME].strip("-") or otherwise
    return f"{max(numbers, default=0) + 1:02d}-{slug}"


def _neighbours(stems: list[str], stem: str, direction: Direction) -> tuple[str, str] | None:
    if stem not in stems:
        return None
    other = stems.index(stem) + (1 if direction == "down" else -1)
    return (stem, stems[other]) if 0 <= other < len(stems) else None


def _swapped(one: str, other: str) -> dict[str, str]:
    """Each with the other's number."""
    numbers = [match[0] if (match := _NUMBER.match(stem)) else "" for stem in (one, other)]
    if not all(numbers):
        return {}
    return {one: f"{numbers[1]}-{identity(one)}", other: f"{numbers[0]}-{identity(other)}"}


def _numbered(stem: str, slug: str) -> str:
    match = _NUMBER.match(stem)
    return f"{match[0]}-{slug}" if match else slug


def _of_folders(layout: Layout, folders: Renames) -> Renames:
    renames: dict[str, str] = {}
    for folder, to in folders.items():
        places = layout.modules[folder]
        for texts in (places.texts, places.quiz, *places.lessons.values()):
            renames |= {path: f"{to}/{path.rpartition('/')[2]}" for path in texts.values()}
    return {path: to for path, to in renames.items() if path != to}


def _of_lessons(folder: str, lessons: Mapping[str, Paths], stems: Renames) -> Renames:
    renames = {}
    for stem, to in stems.items():
        for path in lessons.get(stem, {}).values():
            name = path.rpartition("/")[2]
            renames[path] = f"{folder}/{to}{name.removeprefix(stem)}"
    return {path: to for path, to in renames.items() if path != to}
