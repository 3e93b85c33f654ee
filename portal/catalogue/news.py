"""What major revisions changed in substance: the lessons, and the questions of the exam that are bound to them. Pure.

Substance is what the original language says. A lesson or question that only moved or got another name is the same one;
what was removed is not asked about.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portal.catalogue.content import Lesson, Question, RevisionContent
from portal.catalogue.package import ORIGINAL

#: of the course's lessons; where more changed, the whole course is asked again
_MOST: Final = 0.5


@dataclass(frozen=True, slots=True)
class News:
    """Of a course's current revision, in its order.

    `lessons`: for each changed one, its "module/lesson" and the id of the major revision that changed it last.
    `questions`: ids of the exam's questions that are bound to a changed lesson, or changed themselves.
    """

    lessons: Mapping[str, int]
    questions: tuple[str, ...]
    #: whether so much changed that asking for the difference makes no sense
    is_most: bool = False


def find_news(
    steps: Iterable[tuple[RevisionContent, RevisionContent]], current: RevisionContent
) -> News:
    """`steps`: each major revision after the one before it, in order. Minor ones between them do not count."""
    changed_lessons: dict[str, int] = {}
    changed_questions: set[str] = set()
    for before, after in steps:
        known = {_substance_of_lesson(one) for one in before.lessons}
        for lesson in after.lessons:
            if _substance_of_lesson(lesson) not in known:
                changed_lessons[_key(lesson)] = after.revision_id
        asked = {_substance_of_question(one) for one in before.exam.questions}
        changed_questions |= {
            one.id for one in after.exam.questions if _substance_of_question(one) not in asked
        }
    lessons = {
        key: changed_lessons[key] for key in map(_key, current.lessons) if key in changed_lessons
    }
    questions = tuple(
        one.id
        for one in current.exam.questions
        if one.id in changed_questions or _is_bound(one, lessons)
    )
    return News(lessons, questions, len(lessons) > len(current.lessons) * _MOST)


def _key(lesson: Lesson) -> str:
    return f"{lesson.module_id}/{lesson.id}"


def _is_bound(question: Question, lessons: Mapping[str, int]) -> bool:
    """Its explanation sends whoever was wrong back to one of these lessons."""
    return any(f"{module}/{lesson}" in lessons for module, lesson in question.read_again)


def _substance_of_lesson(lesson: Lesson) -> str:
    return lesson.pages[ORIGINAL]


def _substance_of_question(question: Question) -> tuple[Any, ...]:
    """What is asked and what is right; explanations and points aside."""
    return (
        question.type,
        question.heading[ORIGINAL],
        question.text.get(ORIGINAL, ""),
        tuple((one.text.get(ORIGINAL, ""), one.is_right) for one in question.choices),
        tuple(one.get(ORIGINAL, "") for one in question.lefts),
        question.pairs,
        question.answers,
        question.is_exact,
        question.is_critical,
    )
