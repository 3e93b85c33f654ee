"""How a certificate looks on paper: Vietnamese first, English below it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from portal.certification.paper.canvas import (
    BLUE,
    GOLD,
    HEIGHT,
    INK,
    MIDDLE,
    PALE,
    QUIET,
    Canvas,
    Type,
)
from portal.certification.paper.records import Letterhead, Progress, Sheet
from portal.certification.passes.records import Held

_WIDE: Final = 235.0
_LEFT: Final = 52.0
_RIGHT: Final = 232.0
_COLUMN: Final = 84.0
_SMALL: Final = Type(8.5, colour=QUIET)
_NOTE: Final = Type(7, "I", QUIET)
#: domain.md, F81: what it must not be taken for
_INTERNAL_VI: Final = (
    "Giấy chứng nhận nội bộ của Đoàn Thanh niên; không thay cho xác nhận theo Quyết định 757/QĐ-BKHCN"
    " trên VNeID."
)
_INTERNAL_EN: Final = (
    "Internal to the Youth Union; no substitute for confirmation under Decision 757/QĐ-BKHCN"
    " on VNeID."
)


def draw(sheets: Sequence[Sheet], head: Letterhead, progress: Progress | None = None) -> bytes:
    """All certificates as one PDF, a page each, in the order given."""
    alone = f" {sheets[0].held.serial}" if len(sheets) == 1 else ""
    canvas = Canvas(f"Giấy chứng nhận{alone} – Sẵn Sàng")
    for done, sheet in enumerate(sheets, start=1):
        canvas.page()
        _frame(canvas)
        _head(canvas, head)
        _body(canvas, sheet.held)
        _proof(canvas, sheet)
        _signature(canvas, sheet.held, head)
        if progress:
            progress(done, len(sheets))
    return canvas.finish()


def _frame(canvas: Canvas) -> None:
    canvas.frame(9, 1.1, BLUE)
    canvas.frame(11.5, 0.3, GOLD)
    canvas.line(_INTERNAL_VI, MIDDLE, HEIGHT - 18.6, _WIDE, _NOTE)
    canvas.line(_INTERNAL_EN, MIDDLE, HEIGHT - 15, _WIDE, _NOTE)


def _head(canvas: Canvas, head: Letterhead) -> None:
    upper, _dash, lower = head.issuer.partition(" – ")
    canvas.lotus(MIDDLE, 15, 15)
    canvas.line(upper.upper(), MIDDLE, 36, _WIDE, Type(10.5, colour=INK))
    if lower:
        canvas.line(lower.upper(), MIDDLE, 42, _WIDE, Type(11.5, "B", BLUE))
    canvas.rule(MIDDLE, 45.5, 46)
    canvas.line("GIẤY CHỨNG NHẬN", MIDDLE, 63, _WIDE, Type(36, "B", BLUE))
    canvas.line("Certificate", MIDDLE, 70.5, _WIDE, Type(12, "I", QUIET))


def _body(canvas: Canvas, held: Held) -> None:
    canvas.line("Chứng nhận bạn · This certifies that", MIDDLE, 81, _WIDE, _SMALL)
    canvas.line(held.full_name, MIDDLE, 94, _WIDE - 20, Type(29, "B"))
    canvas.rule(MIDDLE, 98.5, 130, PALE)
    canvas.line(
        "đủ điều kiện của vai trò · meets the requirements of the role", MIDDLE, 106, _WIDE, _SMALL
    )
    canvas.line(held.title["vi"], MIDDLE, 116.5, _WIDE, Type(20, "B", BLUE))
    canvas.line(held.title["en"], MIDDLE, 123, _WIDE, Type(11, "I", QUIET))
    below = canvas.lines(held.activity["vi"], MIDDLE, 132, _WIDE - 30, Type(11))
    canvas.lines(held.activity["en"], MIDDLE, below, _WIDE - 30, Type(9, "I", QUIET))


def _proof(canvas: Canvas, sheet: Sheet) -> None:
    """How anybody can check it, and its dates."""
    canvas.code(sheet.link, _LEFT, 145, 38)
    canvas.line("Quét để kiểm tra · Scan to check", _LEFT, 186, 66, Type(8, colour=QUIET))
    for y, label, value in (
        (151, "Mã số · Serial", sheet.held.serial),
        (163, "Cấp ngày · Issued on", _day(sheet.held.issued_on)),
        (175, "Có giá trị đến hết ngày · Valid to the end of", _day(sheet.held.expires_on)),
    ):
        canvas.line(label, MIDDLE - 9, y, _COLUMN, _SMALL)
        canvas.line(value, MIDDLE - 9, y + 5.4, _COLUMN, Type(12, "B"))


def _signature(canvas: Canvas, held: Held, head: Letterhead) -> None:
    issued = held.issued_on
    dated = f"Ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}"
    canvas.line(dated, _RIGHT, 151, _COLUMN, Type(9.5, "I"))
    canvas.line(head.office.upper(), _RIGHT, 157, _COLUMN, Type(10, "B"))
    if head.signatory:
        canvas.line(head.signatory, _RIGHT, 181, _COLUMN, Type(12, "B"))
    else:
        canvas.rule(_RIGHT, 179, 60, QUIET)
        canvas.line("ký và ghi rõ họ tên · sign and write your name", _RIGHT, 183.5, _COLUMN, _NOTE)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
