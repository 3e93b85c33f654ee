"""A room's code, however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.rooms.codes import new_code, read_code, spaced


def test_a_new_code_is_read_as_it_is_shown() -> None:
    for _ in range(200):
        code = new_code()
        assert read_code(spaced(code)) == read_code(code) == code


@given(st.text(max_size=30))
def test_whatever_is_typed_is_six_plain_digits_or_nothing(text: str) -> None:
    code = read_code(text)
    assert code is None or (len(code) == 6 and code.isascii() and code.isdigit())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (" 305-118 ", "305118"),
        ("305.118", "305118"),
        ("３０５　１１８", "305118"),
        ("٣٠٥١١٨", "305118"),
        ("30511", None),
        ("3051180", None),
        ("30511O", None),
        ("³05118", "305118"),
        ("", None),
    ],
    ids=["hyphen", "dot", "wide", "arabic", "short", "long", "letter", "raised", "empty"],
)
def test_reads(typed: str, code: str | None) -> None:
    assert read_code(typed) == code
