"""A Word document as lessons of a course: its headings part it, everything else becomes Markdown and media/."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Final
from xml.etree.ElementTree import Element

import yaml

from portal.catalogue.exchange.archives import BadArchive
from portal.catalogue.exchange.attachments import Pictures
from portal.catalogue.exchange.outcome import Trouble
from portal.catalogue.exchange.texts import ShownPicture
from portal.catalogue.exchange.word_html import TITLE, Shown, WordHtml, read_html
from portal.catalogue.exchange.word_markdown import NOTE, Writer, plain_text
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _
from portal.catalogue.layout import MEDIA
from portal.kernel.text import slugify, tidy

WORDS_A_MINUTE: Final = 150
_LONGEST_TITLE: Final = 200
_LONGEST_SLUG: Final = 50
_HIGHEST: Final = 999
#: "Bài 1.", "Chương II:", "1.2" before a title: the file has its own number
_NUMBER: Final = re.compile(
    r"^(?:(?:bài|chương|phần|mục|buổi|module|lesson|chapter|part)\s+(?:\d+|[ivxlc]+)\b|\d+(?:\.\d+)*\b)[\s.:)–-]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class WordLessons:
    """`files` by path in the package. `troubles`: to be looked at; those that are `is_left_out` did not come along."""

    title: str
    files: Mapping[str, bytes]
    troubles: tuple[Trouble, ...]

    @property
    def lessons(self) -> int:
        return sum(path.endswith(".md") and not path.endswith("/module.md") for path in self.files)


@dataclass(slots=True)
class _Lesson:
    title: str
    blocks: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class _Module:
    title: str
    lessons: list[_Lesson] = field(default_factory=list)


def read_lessons(content: bytes, *, name: str, taken: Mapping[str, bytes]) -> WordLessons:
    """`name`: what the document is called, its title where it has none. `taken`: the package's files, by path.

    Nothing that is taken is written again: modules are numbered after those that are there.
    """
    try:
        html = read_html(content)
    except BadArchive as error:
        return WordLessons(name, {}, (Trouble(_("the file"), error.said),))
    title = _title(html.root) or tidy(name)[:_LONGEST_TITLE] or "Tài liệu"
    package = _Package(html, taken)
    for module in _modules(html.root, title):
        package.add(module)
    if package.files and not any(_level(block) for block in html.root):
        why = _(
            "no heading is found, so it is one lesson; use Word's styles Heading 1 and Heading 2"
        )
        package.troubles.append(Trouble(_("the file"), why, is_left_out=False))
    if not package.files:
        package.troubles.append(Trouble(_("the file"), _("has no text")))
    left_out = tuple(Trouble(_("the file"), one) for one in html.left_out)
    return WordLessons(title, package.files, (*package.troubles, *left_out))


def _title(root: Element) -> str:
    found = next((one for one in root if one.get("class") == TITLE), None)
    return plain_text(found)[:_LONGEST_TITLE] if found is not None else ""


def _modules(root: Element, title: str) -> list[_Module]:
    """By the two highest levels of headings; where there is one only, it makes lessons of one module."""
    blocks = [block for block in root if block.get("class") != TITLE and not _is_notes(block)]
    levels = sorted({level for block in blocks if (level := _level(block))})[:2]
    modules = [_Module(title)]
    for block in blocks:
        level = _level(block)
        if level and len(levels) == 2 and level == levels[0]:
            modules.append(_Module(plain_text(block)[:_LONGEST_TITLE]))
        elif level and level == levels[-1]:
            modules[-1].lessons.append(_Lesson(plain_text(block)[:_LONGEST_TITLE]))
        else:
            if not modules[-1].lessons:
                modules[-1].lessons.append(_Lesson(modules[-1].title))
            modules[-1].lessons[-1].blocks.append(block)
    return [module for at, module in enumerate(modules) if module.lessons or at]


def _level(block: Element) -> int:
    """Of a heading with words; 0 for anything else."""
    match = re.fullmatch(r"h([1-6])", block.tag)
    return int(match[1]) if match and plain_text(block) else 0


def _is_notes(block: Element) -> bool:
    """mammoth's list of footnotes at the end, and its list of comments."""
    first = next(iter(block), None)
    if block.tag == "dl":
        return True
    return block.tag == "ol" and first is not None and bool(NOTE.fullmatch(first.get("id") or ""))


class _Package:
    """Gathers the files."""

    def __init__(self, html: WordHtml, taken: Mapping[str, bytes]) -> None:
        self.files: dict[str, bytes] = {}
        self.troubles: list[Trouble] = []
        self.shown: tuple[Shown, ...] = html.pictures
        self.notes = dict(_notes(html.root))
        folders = {path.split("/")[0] for path in taken if "/" in path} - {MEDIA}
        self.number = max(
            (int(match[0]) for one in folders if (match := re.match(r"\d+", one))), default=0
        )
        self.modules = {re.sub(r"^\d+-", "", folder) for folder in folders}
        media = {path: taken[path] for path in taken if path.startswith(f"{MEDIA}/")}
        given = {path.removeprefix(f"{MEDIA}/"): content for path, content in media.items()}
        self.pictures = Pictures(given=given, folder=f"../{MEDIA}")

    def add(self, module: _Module) -> None:
        place = Said("%(title)s", {"title": module.title})
        lessons = [(lesson, text) for lesson in module.lessons if (text := self._text(lesson))]
        if not lessons or self.number >= _HIGHEST:
            self.troubles.append(Trouble(place, _("there is no text below this heading")))
            return
        self.number += 1
        slug = _slug(module.title, self.modules)
        folder = f"{self.number:02d}-{slug}"
        titles = list(dict.fromkeys(lesson.title for lesson, _text in lessons))
        self.files[f"{folder}/module.md"] = _file({"title": module.title, "objectives": titles}, "")
        told = _(
            "its objectives are the titles of its lessons; write what people can do afterwards"
        )
        self.troubles.append(Trouble(place, told, is_left_out=False))
        self._write(folder, lessons)

    def _text(self, lesson: _Lesson) -> str:
        place = Said("%(title)s", {"title": lesson.title})
        level = min((_level(block) for block in lesson.blocks if _level(block)), default=2)
        writer = Writer(self._picture(lesson), self.notes)
        text = writer.text(lesson.blocks, level - 2)
        attachments, told = self.pictures.take()
        for one in attachments:
            self.files[f"{MEDIA}/{one.name}"] = one.content
        self.troubles += [Trouble(place, one, is_left_out=False) for one in (*told, *writer.told)]
        if not text.strip() and lesson.title:
            self.troubles.append(Trouble(place, _("there is no text below this heading")))
        return text

    def _picture(self, lesson: _Lesson) -> ShownPicture:
        stem = _slug(lesson.title, set())

        def shown(source: str, words: str) -> str:
            one = self.shown[int(source)]
            return self.pictures.markdown(stem, words or one.alternative, one.content, stem)

        return shown

    def _write(self, folder: str, lessons: list[tuple[_Lesson, str]]) -> None:
        slugs: set[str] = set()
        for number, (lesson, text) in enumerate(lessons[:_HIGHEST], start=1):
            minutes = min(max(1, ceil(len(text.split()) / WORDS_A_MINUTE)), 600)
            path = f"{folder}/{number:02d}-{_slug(lesson.title, slugs)}.md"
            self.files[path] = _file({"title": lesson.title, "minutes": minutes}, text)


def _notes(root: Element) -> Iterator[tuple[str, Element]]:
    for item in root.iter("li"):
        if match := NOTE.fullmatch(item.get("id") or ""):
            yield match["id"], item


def _slug(title: str, taken: set[str]) -> str:
    """Of a title without its number; unlike those that are taken, to which it is added."""
    base = slugify(_NUMBER.sub("", title) or title)[:_LONGEST_SLUG].strip("-") or "bai"
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug


def _file(front: Mapping[str, object], body: str) -> bytes:
    keys = yaml.safe_dump(dict(front), allow_unicode=True, sort_keys=False, width=1000)
    return (f"---\n{keys}---\n" + (f"\n{body}\n" if body else "")).encode()
