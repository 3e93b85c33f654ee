"""From a manifest and the renderings it names to RevisionContent. The other half of manifest.py."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.catalogue.content import (
    Choice,
    CourseFacts,
    Lesson,
    Module,
    Question,
    Quiz,
    RevisionContent,
)
from portal.catalogue.facts import Fact

Json = Mapping[str, Any]


def renderings_named(manifest: Json) -> set[str]:
    """The digests of all renderings that a manifest needs."""
    return {
        digest
        for module in manifest["modules"]
        for lesson in module["lessons"]
        for digest in lesson["renderings"].values()
    }


def read_content(
    manifest: Json,
    renderings: Mapping[str, str],
    *,
    revision_id: int,
    number: int,
    published_at: datetime,
    slug: str,
    code: str | None,
) -> RevisionContent:
    modules = tuple(_module(module, renderings) for module in manifest["modules"])
    return RevisionContent(
        revision_id=revision_id,
        number=number,
        published_at=published_at,
        course=_course(manifest, slug, code),
        modules=modules,
        lessons=tuple(lesson for module in modules for lesson in module.lessons),
        exam=_quiz(manifest["exam"]),
    )


def _course(manifest: Json, slug: str, code: str | None) -> CourseFacts:
    return CourseFacts(
        slug=slug,
        code=code,
        titles=manifest["titles"],
        summaries=manifest["summaries"],
        about=manifest["about"],
        level=manifest["level"],
        minutes=manifest["minutes"],
        valid_months=manifest["valid_months"],
        prerequisites=tuple(manifest["prerequisites"]),
        digcomp=tuple(manifest["digcomp"]),
        authors=tuple(manifest["authors"]),
        licence=manifest["licence"],
    )


def _module(module: Json, renderings: Mapping[str, str]) -> Module:
    objectives = {language: tuple(texts) for language, texts in module["objectives"].items()}
    return Module(
        id=module["id"],
        titles=module["titles"],
        objectives_by_language=objectives,
        about=module["about"],
        lessons=tuple(_lesson(lesson, module["id"], renderings) for lesson in module["lessons"]),
        quiz=_quiz(quiz) if (quiz := module.get("quiz")) else None,
    )


def _lesson(lesson: Json, module_id: str, renderings: Mapping[str, str]) -> Lesson:
    return Lesson(
        id=lesson["id"],
        module_id=module_id,
        titles=lesson["titles"],
        minutes=lesson["minutes"],
        facts=tuple(Fact.from_json(row) for row in lesson["facts"]),
        pages={language: renderings[digest] for language, digest in lesson["renderings"].items()},
    )


def _quiz(quiz: Json) -> Quiz:
    settings = {name: value for name, value in quiz.items() if name != "questions"}
    return Quiz(**settings, questions=tuple(read_question(row) for row in quiz["questions"]))


def read_question(row: Json) -> Question:
    return Question(
        id=row["id"],
        type=row["type"],
        points=row["points"],
        is_critical=row["is_critical"],
        is_fixed=row["is_fixed"],
        classes=tuple(row["classes"]),
        heading=row["headings"],
        text=row["texts"],
        choices=tuple(
            Choice(index, choice["texts"], choice["is_right"], choice["feedback"])
            for index, choice in enumerate(row["choices"])
        ),
        explanation=row["explanations"],
        read_again=tuple((module, lesson) for module, lesson in row["read_again"]),
        lefts=tuple(row.get("lefts", ())),
        pairs=tuple(row.get("pairs", ())),
        answers=tuple(tuple(accepted) for accepted in row.get("answers", ())),
        is_exact=row.get("is_exact", False),
    )
