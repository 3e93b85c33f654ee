"""A text without signs is what the renderer would make of it, for any text that counts as such."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.catalogue.links import Places
from portal.catalogue.package import Passage
from portal.catalogue.plain_text import plain_html
from portal.catalogue.rendering import _rendered

NOWHERE = Places({}, {}, {})
SIGNS = "aBđĐệ1290 .,?!;:%“”‘’\"'…–—/()→·-\n*_`#>[]{}<&|=+~\\^"


def rendered(text: str) -> str:
    return _rendered(Passage("a.md", 1, text), places=NOWHERE, language="vi").html


@settings(max_examples=500)
@given(st.text(alphabet=SIGNS, min_size=1, max_size=40))
def test_any_text_that_counts_as_plain_is_rendered_so(text: str) -> None:
    plain = plain_html(text)
    assert plain is None or plain == rendered(text)


@pytest.mark.parametrize(
    "text",
    [
        "Người dân",
        "“Đúng vậy”, bạn nói.",
        "1 lượt hỗ trợ",
        "Câu 1: ai?",
        "Có  hai dấu cách",
        "Một dòng\n",
        "22/11 (thứ Bảy) – 8:00",
    ],
)
def test_ordinary_sentences_are_plain(text: str) -> None:
    assert plain_html(text) == rendered(text)


BLOCKS = ("1. Một", "1) Một", "- Một", "# a", ": a", "a\nb", "!!! note")
SIGNED = ("*a*", "a_b_", "<b>", "&lt;", "`a`", "[a](b)", "{a}", "a\u0301", "a ", " a", "")


@pytest.mark.parametrize("text", BLOCKS + SIGNED)
def test_anything_that_could_mean_something_is_not(text: str) -> None:
    assert plain_html(text) is None
