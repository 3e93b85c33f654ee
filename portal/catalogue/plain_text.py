"""Texts without a sign that Markdown or HTML could mean something by: most choices, headings and feedbacks.

What the renderer would make of them is known, so it need not be asked: rendering a package is three
quarters such texts. tests/unit/catalogue/test_plain_text.py holds both ways against each other.
"""

import re
from typing import Final

#: one line that begins as no block begins and holds no sign of Markdown's or HTML's
_PLAIN: Final = re.compile(
    r"""(?!\d+[.)])(?:[^\W_]|[“”‘’"'])(?:[^\W_]|[ ,.?!;:%“”‘’"'…–—/()→·-])*(?<! )"""
)


def plain_html(text: str) -> str | None:
    """One paragraph; None where the text has to be rendered."""
    words = text.strip("\n")
    return f"<p>{words}</p>" if _PLAIN.fullmatch(words) else None
