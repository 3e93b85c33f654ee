"""The spreadsheet to begin with: as it is, filled in, and in a spreadsheet program's hands."""

import io

from openpyxl import load_workbook

from portal.catalogue.exchange.formats import read, write
from portal.catalogue.exchange.model import TYPES
from portal.catalogue.exchange.sheet_columns import TYPE_NAMES
from portal.catalogue.exchange.sheet_template import EXAMPLES, write_template


def test_is_read_as_its_examples() -> None:
    outcome = read("xlsx", write_template())
    assert outcome.troubles == []
    assert tuple(outcome.questions) == EXAMPLES
    assert {question.type for question in EXAMPLES} == set(TYPES)


def test_its_examples_are_sound_questions() -> None:
    text, _ = write("markdown", list(EXAMPLES))
    outcome = read("markdown", text.encode())
    assert (tuple(outcome.questions), outcome.troubles) == (EXAMPLES, [])


def test_filled_in_is_read_without_a_problem() -> None:
    book = load_workbook(io.BytesIO(write_template()))
    sheet = book.worksheets[0]
    sheet.delete_rows(2, len(EXAMPLES))
    columns = {cell.value: cell.column for cell in sheet[1]}
    rows = (
        {"Loại": "Một lựa chọn", "Câu hỏi": "Số nào?", "Lựa chọn A": 1, "Lựa chọn B": 2.5, "Đáp án": "b"},
        {"Câu hỏi": "Một thêm một?", "Đáp án": 2, "Loại": "Số", "Điểm": 3},
        {"Câu hỏi": "Tên gì?", "Đáp án": "Sẵn Sàng"},
    )  # fmt: skip
    for number, row in enumerate(rows, start=2):
        for name, value in row.items():
            sheet.cell(row=number, column=columns[name], value=value)
    stream = io.BytesIO()
    book.save(stream)
    outcome = read("xlsx", stream.getvalue())
    assert outcome.troubles == []
    assert [question.type for question in outcome.questions] == ["one", "number", "short"]
    assert [option.text for option in outcome.questions[0].options] == ["1", "2.5"]
    assert (outcome.questions[1].answers, outcome.questions[1].points) == (("2",), 3)


def test_offers_every_type_and_explains_in_two_languages() -> None:
    book = load_workbook(io.BytesIO(write_template()))
    offered = book.worksheets[0].data_validations.dataValidation[0]
    assert offered.formula1 == f'"{",".join(TYPE_NAMES.values())}"' and len(offered.formula1) < 256
    texts = [row[1].value for row in book.worksheets[1].iter_rows()]
    assert texts[0].startswith("Mỗi dòng") and texts[1].startswith("Each row")
    assert len(texts) % 2 == 0 and all(texts)


def test_is_the_same_each_time() -> None:
    first, second = (load_workbook(io.BytesIO(write_template())) for _ in range(2))
    assert first.properties.created == second.properties.created
