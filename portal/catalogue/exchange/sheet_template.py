"""A spreadsheet to begin with: headings, an example of each type, and a sheet that explains both."""

from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from portal.catalogue.exchange.model import Option, Question
from portal.catalogue.exchange.sheet_columns import TYPE_NAMES, names_of_columns
from portal.catalogue.exchange.sheet_reading import MOST_ROWS
from portal.catalogue.exchange.sheet_writing import fill_sheet, saved

EXAMPLES: Final = (
    Question(
        "ma-otp", "one", "Ai được giữ mã OTP của người dân?",
        (Option("Tình nguyện viên", feedback="OTP là chữ ký của người dân."), Option("Chỉ người dân", True)),
        explanation="Ai có mã OTP thì ký thay được người dân.", classes=("critical",),
    ),
    Question(
        "viec-nen-lam", "several", "Những việc nào giúp máy an toàn hơn?",
        (Option("Khóa màn hình", True), Option("Cập nhật máy", True), Option("Cài tệp lạ")), points=2,
    ),
    Question("thu-do", "short", "Thủ đô của Việt Nam là gì?", answers=("Hà Nội", "Hanoi")),
    Question("bao-nhieu-xa", "number", "Tỉnh có bao nhiêu xã, phường?", answers=("102",)),
    Question("so-nao", "matching", "Gọi số nào?", answers=(("Báo cháy", "114"), ("Cấp cứu", "115"))),
    Question(
        "mat-may", "ordering", "Mất điện thoại: làm việc nào trước?",
        answers=("Khóa SIM", "Đổi mật khẩu", "Báo cho tổ trưởng"),
    ),
    Question(
        "goi-156", "gaps", "Điền vào chỗ trống\n\nBáo cuộc gọi lừa đảo tới số {{156|5656}}.",
        answers=(("156", "5656"),),
    ),
)  # fmt: skip

#: what to fill in, in Vietnamese and in English
_EXPLANATIONS: Final = (
    ("Cách dùng", "How to use it",
     "Mỗi dòng của trang “Câu hỏi” là một câu hỏi. Xóa các dòng ví dụ, điền câu hỏi của bạn, lưu rồi tải lên.",
     "Each row of the sheet “Câu hỏi” is a question. Delete the example rows, fill in your own, save and upload."),
    ("Mã", "Id",
     "Tên ngắn, không dấu, mỗi câu một tên. Để trống thì lấy từ câu hỏi.",
     "A short name without accents, one for each question. Left empty, it is made from the question."),
    ("Loại", "Type",
     "Chọn trong danh sách. Để trống thì đoán theo các cột đã điền.",
     "Choose from the list. Left empty, the filled columns tell it."),
    ("Câu hỏi", "Question",
     "Dòng đầu là câu hỏi; muốn viết thêm bên dưới thì xuống dòng bằng Alt+Enter.",
     "The first line is the question; go on below it with Alt+Enter."),
    ("Một lựa chọn, Nhiều lựa chọn", "One choice, several choices",
     "Điền các lựa chọn A–H. Đáp án là chữ cái: B, hoặc A, C nếu có nhiều đáp án đúng.",
     "Fill in options A–H. The answer is a letter: B, or A, C where several are right."),
    ("Trả lời ngắn", "Short answer",
     "Đáp án là câu trả lời đúng; nhiều cách viết thì cách nhau bằng dấu |: Hà Nội | Hanoi.",
     "The answer is what is right; several spellings are parted by |: Hà Nội | Hanoi."),
    ("Số", "Number",
     "Đáp án là một số (102), một khoảng (10..20) hoặc sai số (10 ± 5%).",
     "The answer is a number (102), a range (10..20) or give or take (10 ± 5%)."),
    ("Ghép đôi", "Matching",
     "Mỗi lựa chọn viết: vế trái => vế phải. Cần ít nhất hai vế phải khác nhau.",
     "Each option is written: left => right, with at least two different right sides."),
    ("Sắp xếp", "Ordering",
     "Viết các lựa chọn theo đúng thứ tự, A trước.",
     "Write the options in the right order, A first."),
    ("Điền chỗ trống", "Gaps",
     "Trong phần dưới của câu hỏi, viết đáp án vào chỗ trống: {{156|5656}}.",
     "In the question's lower part, write what belongs into the gap: {{156|5656}}."),
    ("Điểm", "Points", "Số nguyên từ 1 đến 100. Để trống là 1.", "A whole number from 1 to 100. Left empty: 1."),
    ("Lớp", "Classes",
     "critical: trả lời sai câu này thì không đạt. fixed: giữ nguyên thứ tự lựa chọn. exact: phân biệt dấu và chữ hoa.",
     "critical: not passed while it is wrong. fixed: options keep their order. exact: accents and case count."),
    ("Giải thích, Phản hồi A–H", "Explanation, feedback A–H",
     "Hiện ra sau khi chấm: giải thích cho cả câu, phản hồi cho từng lựa chọn.",
     "Shown after marking: the explanation for the question, feedback for each option."),
)  # fmt: skip
_HEAD: Final = PatternFill("solid", fgColor="124E96")
#: a cell with a font of its own has no other by default
_FONT: Final = {"name": "Calibri", "size": 11}
_WRAPPED: Final = Alignment(wrap_text=True, vertical="top")


def write_template() -> bytes:
    """Reads back as its examples, and as whatever takes their place."""
    book = Workbook()
    sheet = book.active
    fill_sheet(sheet, EXAMPLES)
    names = [name for name, _title in names_of_columns()]
    for row, example in enumerate(EXAMPLES, start=2):
        sheet.cell(row=row, column=names.index("type") + 1).value = TYPE_NAMES[example.type]
    _style_head(sheet)
    _offer_types(sheet, get_column_letter(names.index("type") + 1))
    _ask_for_points(sheet, get_column_letter(names.index("points") + 1))
    _explain(book.create_sheet("Hướng dẫn"))
    return saved(book)


def _style_head(sheet: Any) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF", **_FONT)
        cell.fill = _HEAD


def _offer_types(sheet: Any, column: str) -> None:
    types = ",".join(TYPE_NAMES.values())
    offered = DataValidation(type="list", formula1=f'"{types}"', allow_blank=True)
    offered.error = "Chọn một loại trong danh sách. / Choose a type from the list."
    offered.errorTitle = "Loại / Type"
    offered.add(f"{column}2:{column}{MOST_ROWS + 1}")
    sheet.add_data_validation(offered)


def _ask_for_points(sheet: Any, column: str) -> None:
    asked = DataValidation(type="whole", formula1="1", formula2="100", allow_blank=True)
    asked.error = "Số nguyên từ 1 đến 100. / A whole number from 1 to 100."
    asked.errorTitle = "Điểm / Points"
    asked.add(f"{column}2:{column}{MOST_ROWS + 1}")
    sheet.add_data_validation(asked)


def _explain(sheet: Any) -> None:
    """A row each: the Vietnamese words, and the English ones beneath."""
    row = 1
    for title, english_title, text, english in _EXPLANATIONS:
        for words, is_quiet in (((title, text), False), ((english_title, english), True)):
            for column, value in enumerate(words, start=1):
                cell = sheet.cell(row=row, column=column, value=value)
                cell.alignment = _WRAPPED
                cell.font = Font(
                    bold=column == 1 and not is_quiet,
                    italic=is_quiet,
                    color="516070" if is_quiet else None,
                    **_FONT,
                )
            row += 1
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["B"].width = 100
    # it is what gets printed: as many pages as it takes, each as wide as the sheet
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
