"""Small quizzes for the tests of the rules."""

from dataclasses import replace
from typing import Any

from portal.catalogue.content import Choice, Question, Quiz


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
