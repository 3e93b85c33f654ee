"""One file of a checked package as its readers would get it: a lesson, a quiz with its key, or a text about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from portal.catalogue.checks import CheckedPackage
from portal.catalogue.content import Question
from portal.catalogue.layout import Layout, lay_out
from portal.catalogue.package import ORIGINAL, CoursePackage
from portal.catalogue.stored_content import read_question

PreviewKind = Literal["course", "module", "lesson", "exam", "nothing"]


@dataclass(frozen=True, slots=True)
class Preview:
    """`html` is safe. `lines`: a quiz's title and a module's objectives are texts."""

    kind: PreviewKind
    language: str = ORIGINAL
    title: str = ""
    html: str = ""
    lines: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()


def preview_of(checked: CheckedPackage, path: str) -> Preview:
    """What of the package stands in the file; "nothing" where it cannot be shown (yet)."""
    if checked.manifest is None or checked.package is None:
        return Preview("nothing")
    layout = lay_out(checked.files, [])
    manifest = checked.manifest.json
    if language := _language(layout.course, path):
        summary = checked.package.summaries.get(language, "")
        return _text("course", language, manifest["titles"], manifest["about"], (summary,))
    if (language := _language(layout.exam, path)) and manifest["exam"]:
        return _quiz(language, manifest["exam"])
    return _in_modules(checked.package, manifest, checked.manifest.renderings, layout, path)


def _in_modules(
    package: CoursePackage,
    manifest: Mapping[str, Any],
    renderings: Mapping[str, str],
    layout: Layout,
    path: str,
) -> Preview:
    for module, written in zip(package.modules, manifest["modules"], strict=True):
        places = layout.modules[module.path.rpartition("/")[0]]
        if language := _language(places.texts, path):
            objectives = module.objectives.get(language, ())
            return _text("module", language, written["titles"], written["about"], objectives)
        if (language := _language(places.quiz, path)) and written["quiz"]:
            return _quiz(language, written["quiz"])
        for lesson, row in zip(module.lessons, written["lessons"], strict=True):
            stem = lesson.path.rpartition("/")[2].removesuffix(".md")
            if language := _language(places.lessons[stem], path):
                html = renderings[row["renderings"][language]]
                return Preview("lesson", language, row["titles"][language], html)
    return Preview("nothing")


def _quiz(language: str, quiz: Mapping[str, Any]) -> Preview:
    questions = tuple(read_question(row) for row in quiz["questions"])
    return Preview("exam", language, quiz["titles"].get(language, ""), questions=questions)


def _text(
    kind: PreviewKind,
    language: str,
    titles: Mapping[str, str],
    about: Mapping[str, str],
    lines: tuple[str, ...],
) -> Preview:
    return Preview(kind, language, titles.get(language, ""), about.get(language, ""), lines)


def _language(paths: Mapping[str, str], path: str) -> str | None:
    return next((language for language, one in paths.items() if one == path), None)
