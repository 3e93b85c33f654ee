"""Questions as a spreadsheet (.xlsx): one a row, every cell a text."""

import io
from collections.abc import Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from portal.catalogue.exchange.model import Option, Outcome, Question
from portal.catalogue.exchange.sheet_columns import LETTERS, OPTIONS, names_of_columns

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


def write_template() -> bytes:
    """A sheet with an example of each type."""
    return write_xlsx(list(_EXAMPLES))[0]


def write_xlsx(questions: list[Question]) -> tuple[bytes, Outcome]:
    """The workbook, and what could not be written: more than eight options, a line in an option."""
    outcome = Outcome()
    book = Workbook()
    sheet = book.active
    sheet.title = "Câu hỏi"
    names = list(names_of_columns())
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
    for letter, said in zip(LETTERS, _written_options(question), strict=False):
        values[f"option-{letter}"] = said
    for letter, option in zip(LETTERS, question.options, strict=False):
        values[f"feedback-{letter}"] = option.feedback
    right = [
        letter for letter, option in zip(LETTERS, question.options, strict=False) if option.correct
    ]
    if question.type in ("short", "number"):
        values["key"] = " | ".join(question.answers)
    else:
        values["key"] = ", ".join(right)
    return values
