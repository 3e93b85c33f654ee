"""Where a link or picture written in a package leads in the portal."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from portal.catalogue.package import LANGUAGES, CoursePackage, Lesson, Media
from portal.catalogue.problems import nearest

_OUTSIDE: Final = {"http", "https", "mailto", "tel"}
#: before every id inside a text, so that a heading "Menu" cannot take an id of the page around it
ID_PREFIX: Final = "s-"


@dataclass(frozen=True, slots=True)
class Link:
    """`path`: the original-language file linked to ("": this file); `problem`: a code of MESSAGES."""

    url: str
    path: str | None = None
    anchor: str = ""
    is_outside: bool = False
    problem: str | None = None
    hint: str = ""
    media: Media | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """All that can be linked to in one package."""

    pages: Mapping[str, str]
    media: Mapping[str, Media]
    originals: Mapping[str, str]

    def link(self, from_path: str, written: str) -> Link:
        try:
            parts = urlsplit(written)
        except ValueError:
            return Link("", problem="broken_link")
        if parts.scheme or parts.netloc:
            is_fine = parts.scheme in _OUTSIDE and bool(parts.netloc or parts.path)
            return Link(written, is_outside=True, problem=None if is_fine else "bad_scheme")
        if parts.path.startswith("/"):
            return Link("", problem="absolute_link")
        if not parts.path:
            is_fine = bool(parts.fragment) and not parts.query
            anchor = parts.fragment
            return Link(
                f"#{ID_PREFIX}{anchor}", "", anchor, problem=None if is_fine else "broken_link"
            )
        return self._inside(within(from_path, parts.path), parts.fragment)

    def _inside(self, path: str, anchor: str) -> Link:
        if media := self.media.get(path):
            return Link(media_url(media), media=media)
        if path not in self.pages:
            return Link("", problem="broken_link", hint=nearest(path, [*self.pages, *self.media]))
        url = self.pages[path] + (f"#{ID_PREFIX}{anchor}" if anchor else "")
        return Link(url, self.originals[path], anchor)

    def captions(self, media: Media) -> Mapping[str, Media]:
        """What a video says, by language."""
        stem = media.path.rsplit(".", 1)[0]
        paths = {language: f"{stem}.{language}.vtt" for language in LANGUAGES}
        return {
            language: self.media[path] for language, path in paths.items() if path in self.media
        }

    def file(self, from_path: str, written: str) -> Media | None:
        return self.media.get(within(from_path, written))


def within(from_path: str, written: str) -> str:
    """A relative path as a path of the package; one that leaves it begins with `..`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(from_path), unquote(written)))


def media_url(media: Media) -> str:
    return f"/media/{media.digest}/{media.name}"


def lesson_url(course: str, module: str, lesson: str) -> str:
    return f"/courses/{course}/{module}/{lesson}"


def places_of(package: CoursePackage) -> Places:
    course = f"/courses/{package.slug}"
    pages: dict[str, str] = {}
    originals: dict[str, str] = {}

    def add(original: str, paths: set[str], url: str) -> None:
        for path in {original} | paths:
            pages[path], originals[path] = url, original

    add("course.md", {passage.path for passage in package.bodies.values()}, course)
    if package.exam:
        add(package.exam.path, {"exam.en.md"}, f"{course}/exam")
    for module in package.modules:
        add(module.path, {passage.path for passage in module.bodies.values()}, course)
        if module.quiz:
            paths = {module.quiz.path.replace(".md", f".{code}.md") for code in LANGUAGES[1:]}
            add(module.quiz.path, paths, f"{course}/{module.id}/quiz")
        for lesson in module.lessons:
            add(lesson.path, _paths(lesson), lesson_url(package.slug, module.id, lesson.id))
    return Places(pages, package.media, originals)


def _paths(lesson: Lesson) -> set[str]:
    return {passage.path for passage in lesson.bodies.values()}
