"""What a package holds, as plain values: modules, lessons, questions with their keys."""

from typing import Any

from portal.catalogue.package import ORIGINAL, CoursePackage, Lesson, Question, Quiz
from portal.catalogue.questions import CRITICAL, FIXED

Json = dict[str, Any]


def outline_of(package: CoursePackage) -> Json:
    return {
        "slug": package.slug,
        "title": package.titles[ORIGINAL],
        "languages": sorted(package.titles),
        "level": package.level,
        "minutes": package.minutes,
        "valid_months": package.valid_months,
        "prerequisites": list(package.prerequisites),
        "modules": [
            {
                "id": module.id,
                "title": module.titles[ORIGINAL],
                "lessons": [_lesson(lesson) for lesson in module.lessons],
            }
            for module in package.modules
        ],
        "exam": _quiz(package.exam) if package.exam else None,
    }


def _lesson(lesson: Lesson) -> Json:
    return {
        "id": lesson.id,
        "title": lesson.titles[ORIGINAL],
        "minutes": lesson.minutes,
        "facts": list(lesson.facts),
        "languages": sorted(lesson.bodies),
    }


def _quiz(quiz: Quiz) -> Json:
    return {
        "title": quiz.titles[ORIGINAL],
        "pass_mark": quiz.pass_mark,
        "attempts": quiz.attempts,
        "cooldown_hours": quiz.cooldown_hours,
        "draw": quiz.draw,
        "time_limit_minutes": quiz.time_limit_minutes,
        "shuffle": quiz.shuffle,
        "review": quiz.review,
        "questions": [_question(question) for question in quiz.questions],
    }


def _question(question: Question) -> Json:
    """`key` holds the indexes of the right choices, from 0; `classes` all the author wrote."""
    return {
        "id": question.id,
        "type": question.type,
        "heading": question.texts[ORIGINAL].heading.text,
        "key": [index for index, is_right in enumerate(question.key) if is_right],
        "choices": [choice.text.text for choice in question.texts[ORIGINAL].written.choices],
        "points": question.points,
        "classes": _classes(question),
        "critical": question.is_critical,
        "fixed": question.is_fixed,
    }


def _classes(question: Question) -> list[str]:
    marks = {CRITICAL: question.is_critical, FIXED: question.is_fixed}
    return [name for name, is_set in marks.items() if is_set] + list(question.classes)
