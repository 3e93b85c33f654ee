"""Page-shaped reads of the editor: a draft as a tree of files, with what is wrong and what has changed."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from portal.authoring.arranging import laid_out, untranslated
from portal.authoring.bases import base_digests
from portal.authoring.checking import check_draft
from portal.authoring.previews import Preview, preview_of
from portal.authoring.queries import (
    FileText,
    get_draft,
    get_files,
    get_text,
)
from portal.catalogue.checks import CheckedPackage
from portal.catalogue.differences import Differences, compare
from portal.catalogue.layout import Layout, Paths
from portal.catalogue.package import ORIGINAL, Media
from portal.catalogue.problems import Problem
from portal.people.queries import names_of


@dataclass(frozen=True, slots=True)
class TreeText:
    """A text and its translations: (language, path); `missing`: languages that it lacks."""

    path: str
    title: str
    translations: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TreeModule:
    folder: str
    text: TreeText | None
    lessons: tuple[TreeText, ...]
    quiz: TreeText | None


@dataclass(frozen=True, slots=True)
class TreeMedia:
    """`media` is None where the file cannot be shown."""

    path: str
    media: Media | None


@dataclass(frozen=True, slots=True)
class Tree:
    """A package's files by their places; `others` have none."""

    course: TreeText | None
    modules: tuple[TreeModule, ...]
    exam: TreeText | None
    media: tuple[TreeMedia, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftPage:
    """`counts`: problems by file; `base_number`: None for a new course."""

    id: UUID
    slug: str
    title: str
    is_open: bool
    tree: Tree
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    changes: Differences
    has_base: bool

    def problems_of(self, path: str) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.file == path)

    def mark(self, path: str) -> str:
        """How the file differs from the revision that the draft began as: "added", "changed" or nothing."""
        if not self.has_base:
            return ""
        return (
            "added"
            if path in self.changes.added
            else "changed"
            if path in self.changes.changed
            else ""
        )


@dataclass(frozen=True, slots=True)
class FilePage:
    """A file among the others. `file` is None where it holds no text; `saved_by` is a name."""

    draft: DraftPage
    path: str
    file: FileText | None
    media: TreeMedia | None
    preview: Preview
    saved_by: str | None


def get_draft_page(draft_id: UUID, courses: Path) -> DraftPage:
    """NotFound where there is no such draft."""
    draft = get_draft(draft_id)
    return _draft_page(draft_id, check_draft(draft.course_slug, get_files(draft_id), courses))


def get_file_page(draft_id: UUID, path: str, courses: Path, text: str | None = None) -> FilePage:
    """A file as it is stored, or with the `text` that somebody is writing. NotFound where there is none."""
    draft, files = get_draft(draft_id), get_files(draft_id)
    file = get_text(draft_id, path) if path in files.texts or path not in files else None
    if file and text is not None:
        files = files.with_text(path, text)
    checked = check_draft(draft.course_slug, files, courses)
    page = _draft_page(draft_id, checked)
    return FilePage(
        draft=page,
        path=path,
        file=file,
        media=next((one for one in page.tree.media if one.path == path), None),
        preview=preview_of(checked, path),
        saved_by=names_of([file.saved_by])[file.saved_by] if file and file.saved_by else None,
    )


def _draft_page(draft_id: UUID, checked: CheckedPackage) -> DraftPage:
    draft = get_draft(draft_id)
    base = base_digests(draft)
    titles = _titles(checked)
    return DraftPage(
        id=draft_id,
        slug=draft.course_slug,
        title=titles.get("course.md") or draft.course_slug,
        is_open=draft.closed_at is None,
        tree=_tree(checked, titles),
        problems=checked.problems,
        counts=Counter(problem.file for problem in checked.problems),
        changes=compare(base, checked.digests),
        has_base=draft.base_revision_id is not None,
    )


def _titles(checked: CheckedPackage) -> dict[str, str]:
    """Titles in the original language by the original file's path."""
    package = checked.package
    if package is None:
        return {}
    titles = {"course.md": package.titles[ORIGINAL]}
    if package.exam:
        titles[package.exam.path] = package.exam.titles[ORIGINAL]
    for module in package.modules:
        titles[module.path] = module.titles[ORIGINAL]
        titles |= {lesson.path: lesson.titles[ORIGINAL] for lesson in module.lessons}
        if module.quiz:
            titles[module.quiz.path] = module.quiz.titles[ORIGINAL]
    return titles


def _tree(checked: CheckedPackage, titles: Mapping[str, str]) -> Tree:
    layout = laid_out(checked.files)
    shown = checked.package.media if checked.package else {}
    media = tuple(TreeMedia(path, shown.get(path)) for path in layout.media)
    return Tree(
        course=_text(layout.course, titles),
        modules=tuple(
            TreeModule(
                folder,
                _text(places.texts, titles),
                tuple(filter(None, (_text(paths, titles) for paths in places.lessons.values()))),
                _text(places.quiz, titles),
            )
            for folder, places in layout.modules.items()
        ),
        exam=_text(layout.exam, titles),
        media=media,
        others=_others(layout, checked),
    )


def _text(paths: Paths, titles: Mapping[str, str]) -> TreeText | None:
    if not paths:
        return None
    original = paths.get(ORIGINAL) or next(iter(paths.values()))
    others = tuple((lang, path) for lang, path in sorted(paths.items()) if path != original)
    return TreeText(original, titles.get(original) or original, others, untranslated(paths))


def _others(layout: Layout, checked: CheckedPackage) -> tuple[str, ...]:
    placed = {*layout.course.values(), *layout.exam.values(), *layout.media}
    for module in layout.modules.values():
        placed |= {*module.texts.values(), *module.quiz.values()}
        placed |= {path for paths in module.lessons.values() for path in paths.values()}
    return tuple(sorted(set(checked.files) - placed))
