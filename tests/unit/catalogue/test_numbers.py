"""Numbers as people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.numbers import (
    Range,
    read_number,
    read_range,
    tidy_range,
    write_number,
    write_range,
)

numbers = st.decimals(-(10**9), 10**9, places=4).map(Fraction)


class TestReading:
    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("10000000", 10_000_000),
            ("10.000.000", 10_000_000),
            ("10 000 000", 10_000_000),
            ("10\N{NO-BREAK SPACE}000", 10_000),
            ("10,000,000", 10_000_000),
            ("1,234.5", Fraction("1234.5")),
            ("1.234,5", Fraction("1234.5")),
            ("1.234", 1234),
            ("1,234", Fraction("1.234")),
            ("0.125", Fraction("0.125")),
            ("3,5", Fraction("3.5")),
            ("3.5", Fraction("3.5")),
            (" -7 ", -7),
            ("\N{MINUS SIGN}7", -7),
        ],
    )
    def test_vietnamese_and_english_spelling(self, text: str, number: Fraction) -> None:
        assert read_number(text) == number

    @pytest.mark.parametrize(
        "text", ["", "mười", "1e5", "1.2.3", "1..2", "1 2", "٣", "1" * 41, "nan", "1/2", "10%"]
    )
    def test_anything_else_is_none(self, text: str) -> None:
        assert read_number(text) is None

    @given(st.text(max_size=60))
    def test_never_fails(self, text: str) -> None:
        read_number(text)
        read_range(text)
        tidy_range(text)

    @given(numbers)
    def test_what_is_written_is_read_back(self, number: Fraction) -> None:
        assert read_number(write_number(number)) == number


class TestRanges:
    @pytest.mark.parametrize(
        ("text", "low", "high"),
        [
            ("10..20", 10, 20),
            ("10 .. 20", 10, 20),
            ("-5..-1", -5, -1),
            ("10000000 ± 5%", 9_500_000, 10_500_000),
            ("100±2", 98, 102),
            ("1,5..2,5", Fraction(3, 2), Fraction(5, 2)),
            ("42", 42, 42),
        ],
    )
    def test_each_spelling(self, text: str, low: Fraction, high: Fraction) -> None:
        assert read_range(text) == read_range(tidy_range(text)) == Range(low, high)

    @pytest.mark.parametrize(
        "text", ["20..10", "a..b", "10 ± -1", "±5", "10 ±", "10 ± 5 %%", "..", ""]
    )
    def test_nonsense(self, text: str) -> None:
        assert read_range(text) is None

    @given(numbers, numbers)
    def test_what_is_written_is_read_back(self, one: Fraction, other: Fraction) -> None:
        range_ = Range(min(one, other), max(one, other))
        assert read_range(write_range(range_)) == range_
