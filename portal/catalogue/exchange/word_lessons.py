"""A Word document as lessons of a course: its headings part it, everything else becomes Markdown and media/."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

import yaml

from portal.catalogue.exchange.archives import BadArchive
from portal.catalogue.exchange.attachments import Pictures
from portal.catalogue.exchange.outcome import Trouble
from portal.catalogue.exchange.texts import ShownPicture
from portal.catalogue.exchange.word_html import Shown, WordHtml, read_html
from portal.catalogue.exchange.word_markdown import Writer
from portal.catalogue.exchange.word_outline import (
    Lesson,
    Module,
    level_of,
    modules_of,
    notes_of,
    title_of,
)
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _
from portal.catalogue.layout import MEDIA
from portal.kernel.text import slugify, tidy

WORDS_A_MINUTE: Final = 150
_LONGEST_NAME: Final = 200
_LONGEST_SLUG: Final = 50
_HIGHEST: Final = 999
#: "Bài 1.", "Chương II:", "1.2" before a title: the file has its own number
_NUMBER: Final = re.compile(
    r"^(?:(?:bài|chương|phần|mục|buổi|module|lesson|chapter|part)\s+(?:\d+|[ivxlc]+)\b|\d+(?:\.\d+)*\b)[\s.:)–-]*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class WordLesson:
    """One lesson that was made, and the module (by its title) that it is in."""

    module: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class WordLessons:
    """`files` by path in a package of their own: `placing.py` puts them into another.

    `troubles`: to be looked at; what `is_left_out` did not come along.
    """

    title: str
    lessons: tuple[WordLesson, ...]
    files: Mapping[str, bytes]
    troubles: tuple[Trouble, ...]


def read_lessons(content: bytes, *, name: str) -> WordLessons:
    """`name`: what the document is called, its title where it has none."""
    try:
        html = read_html(content)
    except BadArchive as error:
        return WordLessons(name, (), {}, (Trouble(_("the file"), error.said),))
    title = title_of(html.root) or tidy(name)[:_LONGEST_NAME] or "Tài liệu"
    package = _Package(html)
    for module in modules_of(html.root, title):
        package.add(module)
    if package.files and not any(level_of(block) for block in html.root):
        why = _(
            "no heading is found, so it is one lesson; use Word's styles Heading 1 and Heading 2"
        )
        package.troubles.append(Trouble(_("the file"), why, is_left_out=False))
    if not package.files:
        package.troubles.append(Trouble(_("the file"), _("has no text")))
    left_out = tuple(Trouble(_("the file"), one) for one in html.left_out)
    return WordLessons(title, tuple(package.lessons), package.files, (*package.troubles, *left_out))


class _Package:
    """Gathers the files."""

    def __init__(self, html: WordHtml) -> None:
        self.files: dict[str, bytes] = {}
        self.lessons: list[WordLesson] = []
        self.troubles: list[Trouble] = []
        self.shown: tuple[Shown, ...] = html.pictures
        self.notes = dict(notes_of(html.root))
        self.number = 0
        self.modules: set[str] = set()
        self.pictures = Pictures(folder=f"../{MEDIA}")

    def add(self, module: Module) -> None:
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
        self._write(folder, module.title, lessons)

    def _text(self, lesson: Lesson) -> str:
        place = Said("%(title)s", {"title": lesson.title})
        level = min((level_of(block) for block in lesson.blocks if level_of(block)), default=2)
        writer = Writer(self._picture(lesson), self.notes)
        text = writer.text(lesson.blocks, level - 2)
        attachments, told = self.pictures.take()
        for one in attachments:
            self.files[f"{MEDIA}/{one.name}"] = one.content
        self.troubles += [Trouble(place, one, is_left_out=False) for one in (*told, *writer.told)]
        if not text.strip() and lesson.title:
            self.troubles.append(Trouble(place, _("there is no text below this heading")))
        return text

    def _picture(self, lesson: Lesson) -> ShownPicture:
        stem = _slug(lesson.title, set())

        def shown(source: str, words: str) -> str:
            one = self.shown[int(source)]
            return self.pictures.markdown(stem, words or one.alternative, one.content, stem)

        return shown

    def _write(self, folder: str, module: str, lessons: list[tuple[Lesson, str]]) -> None:
        slugs: set[str] = set()
        for number, (lesson, text) in enumerate(lessons[:_HIGHEST], start=1):
            minutes = min(max(1, ceil(len(text.split()) / WORDS_A_MINUTE)), 600)
            path = f"{folder}/{number:02d}-{_slug(lesson.title, slugs)}.md"
            self.files[path] = _file({"title": lesson.title, "minutes": minutes}, text)
            self.lessons.append(WordLesson(module, lesson.title, minutes))


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
