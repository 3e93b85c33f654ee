"""Passwords: kept as Argon2id, compared in the same time, refused when easy to guess."""

from statistics import median
from time import perf_counter

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from portal.people.passwords import hash_password, password_matches, password_problem


class TestStored:
    def test_is_argon2id_of_the_agreed_cost(self) -> None:
        found = extract_parameters(hash_password("mot hai ba bon"))
        assert (found.type, found.time_cost, found.memory_cost, found.parallelism) == (
            Type.ID, 2, 19 * 1024, 1,
        )  # fmt: skip

    def test_matches_only_itself(self) -> None:
        stored = hash_password("mot hai ba bon")
        assert password_matches("mot hai ba bon", stored)
        assert not password_matches("Mot hai ba bon", stored)
        assert not password_matches("", stored)

    def test_is_salted(self) -> None:
        assert hash_password("mot hai ba bon") != hash_password("mot hai ba bon")

    def test_without_one_nothing_matches(self) -> None:
        assert not password_matches("nobody has this password", None)
        assert not password_matches("anything", "not a hash")

    def test_takes_as_long_for_nobody(self) -> None:
        stored = hash_password("mot hai ba bon")

        def seconds(known: str | None) -> float:
            begun = perf_counter()
            password_matches("wrong password", known)
            return perf_counter() - begun

        somebody = median(seconds(stored) for _ in range(5))
        nobody = median(seconds(None) for _ in range(5))
        assert 1 / 3 < somebody / nobody < 3


class TestChoosing:
    @pytest.mark.parametrize("password", ["mot hai ba bon", "trăng sáng vườn chè", "x7#kQ!92"])
    def test_good_ones_are_taken(self, password: str) -> None:
        assert password_problem(password, name="Nguyễn Thị Ana") is None

    @pytest.mark.parametrize(
        ("password", "problem"),
        [
            ("1234567", "too_short"),
            ("a" * 129, "too_long"),
            ("password", "too_common"),
            ("12345678", "too_common"),
            ("Password1", "too_common"),
            ("matkhau123", "too_common"),
            ("aaaaaaaa", "too_common"),
            ("!!!!!!!!", "too_common"),
            ("doanvien2026", "too_common"),
            ("SanSang-2026", "too_common"),
            ("Đồng Tháp 2026", "too_common"),
        ],
    )
    def test_bad_ones_are_refused(self, password: str, problem: str) -> None:
        assert password_problem(password) == problem

    @pytest.mark.parametrize("password", ["nguyenthiana", "Nguyễn Thị 1999", "thiana2000"])
    def test_ones_own_name_is_refused(self, password: str) -> None:
        assert password_problem(password, name="Nguyễn Thị Ana") == "too_common"

    def test_a_name_that_only_ends_alike_is_no_matter(self) -> None:
        assert password_problem("mot hai ba bon", name="Bon") is None
