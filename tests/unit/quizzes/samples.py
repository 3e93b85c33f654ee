"""Small quizzes for the tests of the rules."""

from dataclasses import replace
from datetime import UTC, datetime
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


def question(identity: str = "q", key: str = "+--", **more: Any) -> Question:
    """A question by its key: + is a right choice, - a wrong one."""
    choices = tuple(
        Choice(
            index, {"vi": f"{identity}-{index}"}, sign == "+", {"vi": f"<p>feedback {index}</p>"}
        )
        for index, sign in enumerate(key)
    )
    defaults: dict[str, Any] = {
        "type": "several" if key.count("+") > 1 else "one",
        "points": 1,
        "is_critical": False,
        "is_fixed": False,
        "classes": (),
        "heading": {"vi": f"Câu {identity}"},
        "text": {},
        "explanation": {"vi": f"<p>why {identity}</p>"},
        "read_again": (),
    }
    return Question(id=identity, choices=choices, **{**defaults, **more})


def text_question(identity: str, kind: str, *answers: tuple[str, ...], **more: Any) -> Question:
    """A short answer, a number or gaps, with what is right in each field."""
    return bare(identity, kind, answers=answers, **more)


def matching(identity: str, pairs: tuple[int, ...], rights: int, **more: Any) -> Question:
    lefts = tuple({"vi": f"left {place}"} for place in range(len(pairs)))
    return bare(identity, "matching", items(rights), lefts=lefts, pairs=pairs, **more)


def ordering(identity: str, count: int, **more: Any) -> Question:
    return bare(identity, "ordering", items(count), **more)


def items(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(index, {"vi": f"item {index}"}, False, {}) for index in range(count))


def bare(identity: str, kind: str, choices: tuple[Choice, ...] = (), **more: Any) -> Question:
    sample = question(identity, "+-", type=kind, **more)
    return replace(sample, choices=choices)


def quiz(*questions: Question, **more: Any) -> Quiz:
    defaults: dict[str, Any] = {
        "titles": {"vi": "Kiểm tra"},
        "pass_mark": 0.8,
        "attempts": 3,
        "cooldown_hours": 24,
        "draw": None,
        "time_limit_minutes": None,
        "shuffle": True,
        "review": "submitted",
    }
    return Quiz(questions=questions, **{**defaults, **more})


def content(exam: Quiz, *, slug: str = "mini", code: str = "C01", **more: Any) -> RevisionContent:
    """A course of one module with two lessons of 5 minutes."""
    defaults: dict[str, Any] = {
        "titles": {"vi": slug},
        "summaries": {},
        "about": {},
        "level": "nền tảng",
        "minutes": 10,
        "valid_months": 12,
        "prerequisites": (),
        "digcomp": (),
        "authors": (),
        "licence": "CC BY 4.0",
    }
    course = CourseFacts(slug=slug, code=code, **{**defaults, **more})
    lessons = tuple(
        Lesson(
            id=name, module_id="mot", titles={"vi": f"Bài {name}"}, minutes=5, facts=(), pages={}
        )
        for name in ("a", "b")
    )
    module = Module("mot", {"vi": "Một"}, {}, {}, lessons)
    published_at = datetime(2026, 1, 1, tzinfo=UTC)
    return RevisionContent(1, 1, published_at, course, (module,), lessons, exam)
