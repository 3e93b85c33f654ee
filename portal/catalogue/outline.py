"""What a package holds, as plain values: modules, lessons, questions with their keys."""

from typing import Any

from portal.catalogue.keys import accepted_answers
from portal.catalogue.package import ORIGINAL, CoursePackage, Lesson, Passage, Question, Quiz
from portal.catalogue.questions import CRITICAL, EXACT, FIXED

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
                "quiz": _quiz(module.quiz) if module.quiz else None,
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
        "kind": quiz.kind,
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
    """`key` is what is right (`_key`); `classes` are all the author wrote."""
    return {
        "id": question.id,
        "type": question.type,
        "heading": question.texts[ORIGINAL].heading.text,
        "key": _key(question),
        "choices": [passage.text for passage in _choices(question)],
        "points": question.points,
        "classes": _classes(question),
        "critical": question.is_critical,
        "fixed": question.is_fixed,
        **(
            {"lefts": [pair.left.text for pair in question.written.pairs]}
            if question.written.pairs
            else {}
        ),
    }


def _choices(question: Question) -> tuple[Passage, ...]:
    """What is chosen from or put in order; of a matching question the right sides."""
    written = question.written
    return tuple(choice.text for choice in written.choices) or written.rights or written.items


def _key(question: Question) -> list[Any]:
    """Indexes from 0 (one, several), for each left side the index of its right side (matching), the order
    (ordering), the answers (short, number), or a list of answers for each gap."""
    written = question.written
    match question.type:
        case "one" | "several":
            return [index for index, is_right in enumerate(written.key) if is_right]
        case "matching":
            return list(written.matches)
        case "ordering":
            return list(range(len(written.items)))
    accepted = [list(answers) for answers in accepted_answers(question.type, written)]
    return accepted if question.type == "gaps" else accepted[0]


def _classes(question: Question) -> list[str]:
    marks = {
        CRITICAL: question.is_critical,
        FIXED: question.is_fixed,
        EXACT: question.is_exact,
    }
    return [name for name, is_set in marks.items() if is_set] + list(question.classes)
