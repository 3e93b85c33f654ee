"""Questions as a spreadsheet (.xlsx): one a row, every cell a text."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from portal.catalogue.exchange.model import Question
from portal.catalogue.exchange.outcome import Outcome, Trouble, written
from portal.catalogue.exchange.sheet_columns import LETTERS, OPTIONS, names_of_columns
from portal.catalogue.exchange.wording import Said
from portal.catalogue.exchange.wording import said as _

SHEET: Final = "Câu hỏi"
_LONGEST_CELL: Final = 32_000
_MADE: Final = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write_xlsx(questions: list[Question]) -> tuple[bytes, Outcome]:
    """The workbook, and what could not be written: more than eight options, a text longer than a cell may be."""
    from openpyxl import Workbook  # noqa: PLC0415 (memory: formats.py)

    refused = {trouble.place.text: trouble for trouble in refusals_of(questions)}
    outcome = written(one for one in questions if one.id not in refused)
    outcome.troubles += refused.values()
    book = Workbook()
    fill_sheet(book.active, outcome.questions)
    return saved(book), outcome


def fill_sheet(sheet: Any, questions: Sequence[Question]) -> None:
    """Names in the first row, a question in each row below."""
    from openpyxl.styles import Font  # noqa: PLC0415 (memory: formats.py)
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 (memory: formats.py)

    sheet.title = SHEET
    names = list(names_of_columns())
    _fill(sheet, 1, [title for _name, title in names])
    for row, question in enumerate(questions, start=2):
        values = _values(question)
        _fill(sheet, row, [values.get(name, "") for name, _title in names])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for place, (name, _title) in enumerate(names, start=1):
        width = 50 if name == "text" else 24 if name.startswith(("option", "expl")) else 16
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"


def saved(book: Any) -> bytes:
    """The same bytes for the same sheets: a workbook otherwise carries the time it was made."""
    book.properties.created = book.properties.modified = _MADE
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def refusals_of(questions: Sequence[Question]) -> list[Trouble]:
    """Of the questions that a sheet has no room for; their ids are their places."""
    reasons = [(question, _why_not(question)) for question in questions]
    return [Trouble(Said(one.id), why, one.title) for one, why in reasons if why is not None]


def _why_not(question: Question) -> Said | None:
    if len(_written_options(question)) > OPTIONS:
        return _("a spreadsheet row has room for eight options")
    if any(len(text) > _LONGEST_CELL for text in _values(question).values()):
        return _("a text longer than %(limit)s characters", limit=_LONGEST_CELL)
    return None


def _fill(sheet: Any, row: int, values: Sequence[str]) -> None:
    """Every cell is text: what begins with = + - @ or a tab is never a formula."""
    from openpyxl.styles import Alignment  # noqa: PLC0415 (memory: formats.py)

    for column, value in enumerate(values, start=1):
        if not value:
            continue
        cell = sheet.cell(row=row, column=column)
        cell.value = value
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
