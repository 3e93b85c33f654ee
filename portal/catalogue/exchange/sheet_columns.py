"""The columns of a sheet of questions, and the words that name the types in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from portal.catalogue.exchange.model import TYPES
from portal.catalogue.package import QuestionType
from portal.kernel.text import fold

OPTIONS: Final = 8
LETTERS: Final = "ABCDEFGH"
#: column → its name in the template, and other names that are understood (folded)
COLUMNS: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "id": ("Mã", frozenset({"id", "ma"})),
    "type": ("Loại", frozenset({"loai", "type"})),
    "text": ("Câu hỏi", frozenset({"cau hoi", "question", "text"})),
    "key": ("Đáp án", frozenset({"dap an", "answer", "answers", "key"})),
    "points": ("Điểm", frozenset({"diem", "points"})),
    "classes": ("Lớp", frozenset({"lop", "classes", "class"})),
    "explanation": ("Giải thích", frozenset({"giai thich", "explanation"})),
}
TYPE_WORDS: Final[Mapping[str, QuestionType]] = {
    "mot lua chon": "one", "nhieu lua chon": "several", "tra loi ngan": "short", "so": "number",
    "dien so": "number", "ghep doi": "matching", "sap xep": "ordering",
    "sap xep thu tu": "ordering", "dien cho trong": "gaps", "cho trong": "gaps",
    **{name: name for name in TYPES},
}  # fmt: skip


#: what the template offers for each type
TYPE_NAMES: Final[Mapping[QuestionType, str]] = {
    "one": "Một lựa chọn", "several": "Nhiều lựa chọn", "short": "Trả lời ngắn", "number": "Số",
    "matching": "Ghép đôi", "ordering": "Sắp xếp", "gaps": "Điền chỗ trống",
}  # fmt: skip


def places_of_columns(names: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        folded = fold(name)
        for column, (_, known) in COLUMNS.items():
            if folded in known:
                found.setdefault(column, place)
        if match := re.fullmatch(r"(lua chon|option|phan hoi|feedback) ([a-h])", folded):
            kind = "option" if match[1] in ("lua chon", "option") else "feedback"
            found.setdefault(f"{kind}-{match[2].upper()}", place)
    return found


def names_of_columns() -> Iterator[tuple[str, str]]:
    for column, (title, _) in COLUMNS.items():
        if column == "key":
            yield from ((f"option-{letter}", f"Lựa chọn {letter}") for letter in LETTERS)
        yield column, title
    yield from ((f"feedback-{letter}", f"Phản hồi {letter}") for letter in LETTERS)
