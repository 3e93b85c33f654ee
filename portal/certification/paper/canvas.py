"""Pages of A4 on their side, in our type: lines that fit their width, the QR code, the mark, the frame.

All lengths are millimetres from the page's upper left corner; sizes of type are points.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, Literal, cast

import segno
from fpdf import FPDF
from PIL import Image

from portal.kernel.text import tidy

WIDTH: Final = 297.0
HEIGHT: Final = 210.0
MIDDLE: Final = WIDTH / 2

Colour = tuple[int, int, int]
BLUE: Final[Colour] = (18, 78, 150)
INK: Final[Colour] = (27, 36, 48)
QUIET: Final[Colour] = (81, 96, 112)
GOLD: Final[Colour] = (178, 144, 82)
PALE: Final[Colour] = (214, 223, 235)

_HERE: Final = Path(__file__).parent
_FAMILY: Final = "Be Vietnam Pro"
_STYLES: Final[dict[Literal["", "B", "I"], str]] = {"": "Regular", "B": "SemiBold", "I": "Italic"}
_SMALLEST: Final = 7.0
_MM_PER_POINT: Final = 25.4 / 72


@dataclass(frozen=True)
class Type:
    """How a line is set; one that is too wide for its place is set smaller."""

    size: float
    style: Literal["", "B", "I"] = ""
    colour: Colour = INK


class Canvas:
    """A document that is drawn page by page."""

    def __init__(self, title: str) -> None:
        self._pdf = FPDF("landscape", "mm", "A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_margin(0)
        self._pdf.set_title(title)
        self._pdf.set_lang("vi")
        self._pdf.set_creator("Sẵn Sàng")
        for style, weight in _STYLES.items():
            self._pdf.add_font(_FAMILY, style, _HERE / "fonts" / f"BeVietnamPro-{weight}.ttf")
        self._mark = (_HERE / "lotus.svg").read_bytes()

    def page(self) -> None:
        self._pdf.add_page()

    def line(self, text: str, x: float, y: float, width: float, how: Type) -> None:
        """One line around `x` with its baseline at `y`, no wider than `width`."""
        text = tidy(text)
        self._pdf.set_text_color(*how.colour)
        self._pdf.set_font(_FAMILY, how.style, how.size)
        wide = self._pdf.get_string_width(text)
        if wide > width:
            self._pdf.set_font_size(max(_SMALLEST, how.size * width / wide))
            wide = self._pdf.get_string_width(text)
        self._pdf.text(x - wide / 2, y, text)

    def lines(self, text: str, x: float, y: float, width: float, how: Type) -> float:
        """Several lines around `x`, the first's baseline at `y`; where the next would stand."""
        self._pdf.set_font(_FAMILY, how.style, how.size)
        fits = self._pdf.multi_cell(width, text=tidy(text), dry_run=True, output="LINES")
        for one in cast(list[str], fits):
            self.line(one, x, y, width, how)
            y += how.size * _MM_PER_POINT * 1.4
        return y

    def rule(self, x: float, y: float, length: float, colour: Colour = GOLD) -> None:
        """A thin line around `x`."""
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(0.3)
        self._pdf.line(x - length / 2, y, x + length / 2, y)

    def frame(self, inset: float, thickness: float, colour: Colour) -> None:
        self._pdf.set_draw_color(*colour)
        self._pdf.set_line_width(thickness)
        self._pdf.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)

    def lotus(self, x: float, y: float, size: float) -> None:
        self._pdf.image(BytesIO(self._mark), x - size / 2, y, size, alt_text="Sẵn Sàng")

    def code(self, content: str, x: float, y: float, size: float) -> None:
        """A QR code around `x`, with the quiet edge that readers need."""
        rows = list(segno.make(content, micro=False).matrix_iter(border=3))
        picture = Image.new("1", (len(rows), len(rows)))
        picture.putdata([0 if is_dark else 255 for row in rows for is_dark in row])
        # eight dots a module: printers smooth what is coarser
        fine = picture.resize((len(rows) * 8, len(rows) * 8), Image.Resampling.NEAREST)
        self._pdf.image(fine, x - size / 2, y, size, alt_text=content)

    def finish(self) -> bytes:
        return bytes(self._pdf.output())
