"""Passwords: kept as Argon2id, compared in the same time, refused when easy to guess."""

from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from portal.people import passwords
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

    def test_works_as_hard_for_nobody(self, monkeypatch: pytest.MonkeyPatch) -> None:
        compared: list[object] = []

        class Watched(PasswordHasher):
            def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
                compared.append(extract_parameters(str(hash)))
                return super().verify(hash, password)

        stored = hash_password("mot hai ba bon")
        monkeypatch.setattr(passwords, "_hasher", Watched())
        assert not password_matches("wrong password", stored)
        assert not password_matches("wrong password", None)
        somebody, nobody = compared
        assert somebody == nobody


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
