"""Questions in a spreadsheet (.xlsx): one a row, columns named in the first row, a template to begin with."""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from portal.catalogue.exchange.archives import BadArchive, read_parts
from portal.catalogue.exchange.model import TYPES, Option, Outcome, Question
from portal.catalogue.exchange.texts import cleaned, one_line, question_text
from portal.catalogue.gaps import find_gaps
from portal.catalogue.numbers import read_range, tidy_range
from portal.catalogue.package import Passage, QuestionType
from portal.kernel.text import fold, tidy

MOST_ROWS: Final = 5_000
OPTIONS: Final = 8
_LETTERS: Final = "ABCDEFGH"
#: column → its name in the template, and other names that are understood (folded)
_COLUMNS: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "id": ("Mã", frozenset({"id", "ma"})),
    "type": ("Loại", frozenset({"loai", "type"})),
    "text": ("Câu hỏi", frozenset({"cau hoi", "question", "text"})),
    "key": ("Đáp án", frozenset({"dap an", "answer", "answers", "key"})),
    "points": ("Điểm", frozenset({"diem", "points"})),
    "classes": ("Lớp", frozenset({"lop", "classes", "class"})),
    "explanation": ("Giải thích", frozenset({"giai thich", "explanation"})),
}
_TYPE_WORDS: Final[Mapping[str, QuestionType]] = {
    "mot lua chon": "one", "nhieu lua chon": "several", "tra loi ngan": "short", "so": "number",
    "dien so": "number", "ghep doi": "matching", "sap xep": "ordering",
    "sap xep thu tu": "ordering", "dien cho trong": "gaps", "cho trong": "gaps",
    **{name: name for name in TYPES},
}  # fmt: skip
_EXAMPLES: Final = (
    Question(
        "ma-otp", "one", "Ai được giữ mã OTP của người dân?",
        (Option("Tình nguyện viên"), Option("Chỉ người dân", True)), explanation="OTP là chữ ký.",
    ),
    Question(
        "viec-nen-lam", "several", "Việc nào nên làm?",
        (Option("Khóa màn hình", True), Option("Cập nhật máy", True), Option("Cài tệp lạ")),
    ),
    Question("thu-do", "short", "Thủ đô của Việt Nam?", answers=("Hà Nội", "Hanoi")),
    Question("bao-nhieu", "number", "Có bao nhiêu?", answers=("10000000 ± 5%",)),
    Question("so-nao", "matching", "Gọi số nào?", answers=(("Báo cháy", "114"), ("Cấp cứu", "115"))),
    Question("thu-tu", "ordering", "Xếp theo thứ tự", answers=("Ngắt mạng", "Đổi mật khẩu")),
    Question("cho-trong", "gaps", "Điền vào chỗ trống\n\nGọi {{156|số 156}}.", answers=(("156", "số 156"),)),
)  # fmt: skip


class _Broken(ValueError):
    """A row that is no question; the message says why."""


def read_xlsx(content: bytes) -> Outcome:
    """Each row of the first sheet under the row of names."""
    outcome = Outcome()
    try:
        read_parts(content)
        rows = _rows(content)
    except BadArchive as error:
        outcome.leave_out("file", str(error))
        return outcome
    except Exception:  # whatever openpyxl meets in a damaged workbook
        outcome.leave_out("file", "the file is damaged, or not a spreadsheet (.xlsx)")
        return outcome
    columns = _columns(rows[0]) if rows else {}
    if "text" not in columns:
        outcome.leave_out("row 1", "there is no column 'Câu hỏi'; begin with the template")
        return outcome
    for number, row in enumerate(rows[1:], start=2):
        values = {name: row[place] for name, place in columns.items() if place < len(row)}
        if not any(values.values()):
            continue
        try:
            outcome.questions.append(_question(values))
        except _Broken as error:
            outcome.leave_out(f"row {number}", f"{error}: {values.get('text', '')[:60]}")
    if len(rows) > MOST_ROWS:
        outcome.leave_out(f"row {MOST_ROWS + 1}", "this row and those below: too many rows")
    return outcome


def _rows(content: bytes) -> list[list[str]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    try:
        sheet = book.worksheets[0]
        cells = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=40, values_only=True)
        return [[_cell(value) for value in row] for row in cells]
    finally:
        book.close()


def _cell(value: object) -> str:
    """A cell as text: 5.0 is 5, a formula is what is written."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return cleaned(str(value)).strip()


def _columns(names: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        folded = fold(name)
        for column, (_, known) in _COLUMNS.items():
            if folded in known:
                found.setdefault(column, place)
        if match := re.fullmatch(r"(lua chon|option|phan hoi|feedback) ([a-h])", folded):
            kind = "option" if match[1] in ("lua chon", "option") else "feedback"
            found.setdefault(f"{kind}-{match[2].upper()}", place)
    return found


def _question(values: Mapping[str, str]) -> Question:
    text = values.get("text", "")
    if not text:
        raise _Broken("there is no question in the row")
    options = {letter: values.get(f"option-{letter}", "") for letter in _LETTERS}
    options = {letter: one_line(said) for letter, said in options.items() if said}
    type_ = _type(values, text, options)
    question = _answered(type_, text, options, values)
    return Question(
        id=values.get("id") or text,
        type=question.type,
        text=question_text(text, has_gaps=type_ == "gaps"),
        options=question.options,
        answers=question.answers,
        points=_points(values.get("points", "")),
        classes=tuple(re.sub(r"[^\w-]+", "-", one) for one in values.get("classes", "").split()),
        explanation=values.get("explanation", ""),
    )


def _type(values: Mapping[str, str], text: str, options: Mapping[str, str]) -> QuestionType:
    word = fold(values.get("type", ""))
    if word:
        if word not in _TYPE_WORDS:
            raise _Broken(f"unknown type {values['type']!r}")
        return _TYPE_WORDS[word]
    if options:
        return "several" if len(_keys(values.get("key", ""))) > 1 else "one"
    return "gaps" if find_gaps(Passage("", 1, text)) else "short"


def _answered(
    type_: QuestionType, text: str, options: Mapping[str, str], values: Mapping[str, str]
) -> Question:
    key = values.get("key", "")
    if type_ in ("one", "several"):
        return Question("", type_, text, _options(type_, options, key, values))
    if type_ == "matching":
        return Question("", type_, text, answers=_pairs(options))
    if type_ == "ordering":
        if len(options) < 2:
            raise _Broken("an ordering needs two options or more, in the right order")
        return Question("", type_, text, answers=tuple(options.values()))
    if type_ == "gaps":
        gaps = tuple(gap.answers for gap in find_gaps(Passage("", 1, text)))
        if not gaps or not all(gaps):
            raise _Broken("gaps are written {{answer}} in the question")
        return Question("", type_, text, answers=gaps)
    return Question("", type_, text, answers=_accepted(type_, key))


def _pairs(options: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    pairs = tuple(tuple(map(str.strip, said.split("=>", 1))) for said in options.values())
    if any(len(pair) != 2 or not all(pair) for pair in pairs) or len({b for _, b in pairs}) < 2:
        raise _Broken("a matching is written 'left => right' in two options or more")
    return pairs


def _accepted(type_: QuestionType, key: str) -> tuple[str, ...]:
    accepted = tuple(tidy(one) for one in key.split("|") if one.strip())
    if not accepted:
        raise _Broken("there is no answer")
    if type_ == "short":
        return accepted
    if any(read_range(one) is None for one in accepted):
        raise _Broken(f"{key!r} is no number or range")
    return tuple(map(tidy_range, accepted))


def _options(
    type_: QuestionType, options: Mapping[str, str], key: str, values: Mapping[str, str]
) -> tuple[Option, ...]:
    right = _keys(key)
    if len(options) < 2:
        raise _Broken("there are fewer than two options")
    if not right or not right <= set(options) or (type_ == "one" and len(right) > 1):
        raise _Broken(f"the answer {key!r} does not name one of the options")
    return tuple(
        Option(said, letter in right, values.get(f"feedback-{letter}", ""))
        for letter, said in options.items()
    )


def _keys(key: str) -> set[str]:
    letters = [one for one in re.split(r"[\s,;&+]+", key.upper()) if one]
    if len(letters) == 1 and letters[0].isalpha() and letters[0].isascii():
        return set(letters[0])
    return set(letters)


def _points(text: str) -> int:
    if not text:
        return 1
    if not re.fullmatch(r"[0-9]{1,3}", text) or not 1 <= int(text) <= 100:
        raise _Broken("points must be a whole number from 1 to 100")
    return int(text)


def write_template() -> bytes:
    """A sheet with an example of each type."""
    return write_xlsx(list(_EXAMPLES))[0]


def write_xlsx(questions: list[Question]) -> tuple[bytes, Outcome]:
    """The workbook, and what could not be written: more than eight options, a line in an option."""
    outcome = Outcome()
    book = Workbook()
    sheet = book.active
    sheet.title = "Câu hỏi"
    names = list(_names())
    _fill(sheet, 1, [title for _, title in names])
    for question in questions:
        if len(_written_options(question)) > OPTIONS:
            outcome.leave_out(question.name, "a spreadsheet row has room for eight options")
            continue
        outcome.questions.append(question)
        values = _values(question)
        _fill(sheet, len(outcome.questions) + 1, [values.get(name, "") for name, _ in names])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, (name, _) in enumerate(names, start=1):
        width = 50 if name == "text" else 24 if name.startswith(("option", "expl")) else 14
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue(), outcome


def _names() -> Iterator[tuple[str, str]]:
    for column, (title, _) in _COLUMNS.items():
        if column == "key":
            yield from ((f"option-{letter}", f"Lựa chọn {letter}") for letter in _LETTERS)
        yield column, title
    yield from ((f"feedback-{letter}", f"Phản hồi {letter}") for letter in _LETTERS)


def _fill(sheet: Any, row: int, values: Sequence[str]) -> None:
    """Every cell is text: what begins with = + - @ or a tab is never a formula."""
    for column, value in enumerate(values, start=1):
        if not value:
            continue
        cell = sheet.cell(row=row, column=column)
        cell.value = value[:32_000]
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value[0] in "=+-@\t"
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _written_options(question: Question) -> list[str]:
    if question.type == "matching":
        return [f"{left} => {right}" for left, right in question.answers]
    if question.type == "ordering":
        return list(question.answers)
    return [option.text for option in question.options]


def _values(question: Question) -> dict[str, str]:
    values = {
        "id": question.id,
        "type": question.type,
        "text": question.text,
        "points": str(question.points),
        "classes": " ".join(question.classes),
        "explanation": question.explanation,
    }
    for letter, said in zip(_LETTERS, _written_options(question), strict=False):
        values[f"option-{letter}"] = said
    for letter, option in zip(_LETTERS, question.options, strict=False):
        values[f"feedback-{letter}"] = option.feedback
    right = [
        letter for letter, option in zip(_LETTERS, question.options, strict=False) if option.correct
    ]
    if question.type in ("short", "number"):
        values["key"] = " | ".join(question.answers)
    else:
        values["key"] = ", ".join(right)
    return values
