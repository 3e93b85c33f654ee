"""What the search finds: the passages of the lessons that readers get now, written when these are published."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import delete, insert

from portal.catalogue.content import in_language
from portal.catalogue.manifest import Manifest
from portal.catalogue.models import LessonPassage
from portal.catalogue.package import LANGUAGES
from portal.catalogue.passages import passages_of
from portal.catalogue.search_words import search_key
from portal.kernel.db import db

Row = dict[str, Any]


def index_lessons(course_slug: str, manifest: Manifest) -> None:
    """In place of what was found of this course before."""
    db.session.execute(delete(LessonPassage).where(LessonPassage.course_slug == course_slug))
    rows = list(_rows(course_slug, manifest))
    if rows:
        db.session.execute(insert(LessonPassage), rows)


def _rows(course_slug: str, manifest: Manifest) -> Iterator[Row]:
    for language in LANGUAGES:
        course_title = in_language(manifest.json["titles"], language)
        for module in manifest.json["modules"]:
            for lesson in module["lessons"]:
                about = {
                    "course_slug": course_slug,
                    "language": language,
                    "module_id": module["id"],
                    "lesson_id": lesson["id"],
                    "course_title": course_title,
                    "lesson_title": in_language(lesson["titles"], language),
                }
                html = manifest.renderings[in_language(lesson["renderings"], language)]
                yield from (about | row for row in _passages(about["lesson_title"], html))


def _passages(title: str, html: str) -> Iterator[Row]:
    for place, passage in enumerate(passages_of(html)):
        yield {
            "place": place,
            "anchor": passage.anchor,
            "heading": passage.heading,
            "text": passage.text,
            "folded_heading": search_key(f"{title} {passage.heading}"),
            "folded_text": search_key(passage.text),
        }
