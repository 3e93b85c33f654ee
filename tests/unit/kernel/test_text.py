"""Vietnamese text: order, folding, names."""

import random
import unicodedata

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text as sql

from portal.kernel.db import db
from portal.kernel.text import fold, given_name, person_sort_key, slugify, sort_key, tidy

ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
NAMES = ["Nguyễn Văn An", "Trần Thị Ánh", "Lê Ân", "Đỗ Thị Bình", "Phạm Đức", "Hồ Dũng", "Võ Ơn"]


def with_tone(letter: str, tone: str) -> str:
    return unicodedata.normalize("NFC", letter + tone) if letter in VOWELS else letter


def random_words(count: int) -> list[str]:
    """Words and names that try every letter, tone and case against each other."""
    chance = random.Random(2026)
    words: list[str] = []
    for _ in range(count):
        signs = [
            with_tone(chance.choice(ALPHABET), chance.choice(TONES))
            for _ in range(chance.randint(1, 3))
        ]
        word = "".join(signs)
        words.append(chance.choice([word, word.upper(), word.title(), f"{word} {signs[0]}"]))
    return words


class TestOrder:
    @pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
    def test_is_that_of_unicodes_vietnamese_collation(self, context: Flask) -> None:
        words = [*random_words(3000), *NAMES]
        statement = sql(
            'select w from unnest(cast(:words as text[])) as w order by w collate "vi-x-icu"'
        )
        ordered = list(db.session.scalars(statement, {"words": words}))
        keys = [sort_key(word) for word in ordered]
        wrong = [
            f"{ordered[i]} before {ordered[i + 1]}"
            for i in range(len(keys) - 1)
            if keys[i] > keys[i + 1]
        ]
        assert not wrong[:10]

    @pytest.mark.parametrize(
        "words",
        [
            ["a", "ă", "â", "b"],
            ["d", "đ", "e", "ê"],
            ["o", "ô", "ơ", "p"],
            ["ma", "mà", "mả", "mã", "má", "mạ", "mai"],
            ["an", "An", "ăn"],
            ["Cao Lãnh", "Cao Lanh B", "Châu Thành"],
        ],
    )
    def test_is_the_dictionarys(self, words: list[str]) -> None:
        jumbled = words[::-1]
        assert sorted(jumbled, key=sort_key) == words

    @given(st.text(max_size=30))
    def test_every_text_has_a_place(self, text: str) -> None:
        assert sort_key(text) == sort_key(tidy(text))

    def test_rosters_go_by_given_name_then_family_then_middle(self) -> None:
        people = ["Lê Văn An", "Trần An", "Trần Thị An", "Lê Thị Bé", "Bé"]
        ordered = ["Lê Văn An", "Trần An", "Trần Thị An", "Bé", "Lê Thị Bé"]
        jumbled = people[::-1]
        assert sorted(jumbled, key=person_sort_key) == ordered


class TestFold:
    def test_finds_with_or_without_accents(self) -> None:
        assert fold("Đồng  Tháp") == fold("dong thap") == fold("ĐỒNG THÁP") == "dong thap"

    def test_composed_and_decomposed_are_one(self) -> None:
        assert fold(unicodedata.normalize("NFD", "Mỹ Thọ")) == fold("Mỹ Thọ")

    @given(st.text(max_size=50))
    def test_folding_twice_is_folding_once(self, text: str) -> None:
        assert fold(fold(text)) == fold(text)


class TestTidy:
    @given(st.text(max_size=50))
    def test_is_composed_trimmed_and_single_spaced(self, text: str) -> None:
        tidied = tidy(text)
        assert tidied == tidy(tidied) == tidied.strip()
        assert "  " not in tidied
        assert unicodedata.is_normalized("NFC", tidied)


class TestSlugs:
    def test_are_plain_words_with_hyphens(self) -> None:
        assert slugify("Nhận diện lừa đảo: phần 2") == "nhan-dien-lua-dao-phan-2"
        assert slugify("  !!  ") == ""

    @given(st.text(max_size=50))
    def test_hold_nothing_else(self, text: str) -> None:
        assert all(sign in "abcdefghijklmnopqrstuvwxyz0123456789-" for sign in slugify(text))


class TestNames:
    @pytest.mark.parametrize(
        ("full", "given"),
        [("Nguyễn Thị Ana", "Ana"), ("Ana", "Ana"), ("", ""), (" Lê  Minh ", "Minh")],
    )
    def test_people_are_addressed_by_the_last_word(self, full: str, given: str) -> None:
        assert given_name(full) == given

    @given(st.text(max_size=40))
    def test_any_name_can_be_sorted(self, name: str) -> None:
        assert isinstance(person_sort_key(name), str)
