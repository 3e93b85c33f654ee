"""Serials survive a phone call and a bad photocopy; tokens tell nothing."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from portal.kernel.identifiers import (
    new_id,
    new_serial,
    new_token,
    normalise_serial,
    token_hash,
)

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
serials = st.builds(new_serial)
places = st.integers(0, 9)


def letters_of(serial: str) -> list[str]:
    return list(serial.removeprefix("SS-").replace("-", ""))


def typed(letters: list[str]) -> str:
    return "SS" + "".join(letters)


class TestSerial:
    @given(serials)
    def test_is_found_as_it_is_written(self, serial: str) -> None:
        assert normalise_serial(serial) == serial

    @given(serials)
    def test_is_found_in_small_letters_with_spaces_or_without_its_prefix(self, serial: str) -> None:
        assert normalise_serial(serial.lower().replace("-", " ")) == serial
        assert normalise_serial(f"  {serial.replace('-', '')} ") == serial
        assert normalise_serial(serial.removeprefix("SS-")) == serial

    @given(serials)
    def test_is_found_with_letters_that_look_alike(self, serial: str) -> None:
        head, body = serial[:3], serial[3:]
        assert normalise_serial(head + body.replace("1", "l").replace("0", "O")) == serial
        assert normalise_serial(head + body.replace("1", "i").replace("V", "u")) == serial

    @given(serials, places, st.sampled_from(LETTERS))
    def test_one_wrong_letter_is_found_out(self, serial: str, place: int, letter: str) -> None:
        letters = letters_of(serial)
        assume({letters[place], letter} != {"0", "Z"})  # the one pair that 31 cannot tell apart
        assume(letters[place] != letter)
        letters[place] = letter
        assert normalise_serial(typed(letters)) is None

    @given(serials, st.integers(0, 8))
    def test_two_neighbours_swapped_are_found_out(self, serial: str, place: int) -> None:
        letters = letters_of(serial)
        pair = {letters[place], letters[place + 1]}
        assume(len(pair) == 2)
        assume(pair != {"0", "Z"})
        letters[place], letters[place + 1] = letters[place + 1], letters[place]
        assert normalise_serial(typed(letters)) is None

    @given(st.text(max_size=40))
    def test_any_text_is_a_serial_or_none(self, text: str) -> None:
        found = normalise_serial(text)
        assert found is None or normalise_serial(found) == found

    @pytest.mark.parametrize(
        "text", ["", "SS", "SS-", "SS-7K2QD", "SS-7K2QD-40XVM-1", "SS-ĐĐĐĐĐ-ĐĐĐĐĐ"]
    )
    def test_too_short_too_long_or_foreign_is_none(self, text: str) -> None:
        assert normalise_serial(text) is None

    def test_beginning_like_its_prefix_needs_no_prefix(self) -> None:
        serial = next(s for s in iter(lambda: serial_from("SS"), None))
        assert normalise_serial(serial.removeprefix("SS-")) == serial

    def test_rarely_meets_another(self) -> None:
        assert len({new_serial() for _ in range(1000)}) == 1000


def serial_from(start: str) -> str:
    """A serial whose letters begin in a way: by trying each check character."""
    body = start + "7K2QD40"
    return next(s for c in LETTERS if (s := normalise_serial(typed([*body, c]))))


class TestTokens:
    def test_are_long_and_never_the_same(self) -> None:
        tokens = {new_token() for _ in range(100)}
        assert len(tokens) == 100
        assert min(map(len, tokens)) >= 32  # 192 bits in base 64

    def test_are_stored_as_hashes_that_do_not_hold_them(self) -> None:
        token = new_token()
        assert token_hash(token) == token_hash(token)
        assert len(token_hash(token)) == 64
        assert token not in token_hash(token)
        assert token_hash(token) != token_hash(token + "x")

    def test_ids_are_random(self) -> None:
        assert new_id().version == 4
        assert new_id() != new_id()
