"""What a new course begins with: the least that passes the check but for the words still to be written."""

from collections.abc import Mapping
from typing import Final

import yaml

_LICENCE: Final = "CC BY-SA 4.0"
_LESSON: Final = "01-bai-dau"
_MODULE: Final = "01-phan-dau"
_QUESTION: Final = (
    "## Viết câu hỏi ở đây {#cau-1}\n\n- [x] Câu trả lời đúng\n- [ ] Câu trả lời sai\n\n"
    "> Viết lời giải thích ở đây."
)


def new_course(*, title: str, author: str) -> Mapping[str, str]:
    """Texts by path: a course with one module, one lesson and an exam of one question, in Vietnamese."""
    return {
        "course.md": _file(
            {
                "title": title,
                "summary": "Viết ở đây một câu: học xong khóa này thì làm được gì.",
                "level": "nền tảng",
                "minutes": 30,
                "valid_months": 12,
                "authors": [author],
                "licence": _LICENCE,
            },
            "Viết ở đây khóa học dành cho ai và để làm gì.",
        ),
        f"{_MODULE}/module.md": new_module(title="Phần đầu"),
        f"{_MODULE}/{_LESSON}.md": new_lesson(title="Bài đầu"),
        "exam.md": _file(
            {
                "title": "Kiểm tra cuối khóa",
                "pass_mark": 0.8,
                "attempts": 3,
                "cooldown_hours": 24,
                "shuffle": True,
                "review": "passed",
            },
            _QUESTION,
        ),
    }


def new_module(*, title: str) -> str:
    """A module.md that says what is still to be written."""
    return _file({"title": title, "objectives": ["Viết ở đây điều người học làm được"]}, "")


def new_lesson(*, title: str) -> str:
    return _file({"title": title, "minutes": 5}, "Viết bài ở đây.")


def new_quiz() -> str:
    """A module's own quiz, for practice."""
    return _file({"title": "Ôn tập", "kind": "practice"}, _QUESTION)


def _file(front: Mapping[str, object], body: str) -> str:
    keys = yaml.safe_dump(dict(front), allow_unicode=True, sort_keys=False)
    return f"---\n{keys}---\n\n{body}\n" if body else f"---\n{keys}---\n"
