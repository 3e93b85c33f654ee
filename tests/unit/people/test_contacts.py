"""One spelling for one e-mail address or phone number, however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.people.contacts import normal_email, normal_login, normal_phone

ANA = "+84912345678"


class TestPhone:
    @pytest.mark.parametrize(
        "typed",
        ["0912345678", "0912 345 678", "091-234-5678", "+84 912 345 678", "84912345678",
         "(+84) 912.345.678", " 0912345678 "],
    )  # fmt: skip
    def test_is_one_however_typed(self, typed: str) -> None:
        assert normal_phone(typed) == ANA

    @pytest.mark.parametrize(
        "typed",
        ["", "091234567", "09123456789", "02773851234", "+1 202 555 0143", "ana", "113", "@"],
    )
    def test_only_a_vietnamese_mobile_is_one(self, typed: str) -> None:
        assert normal_phone(typed) is None

    @given(st.text(max_size=60))
    def test_any_text_is_a_number_or_none(self, text: str) -> None:
        found = normal_phone(text)
        assert found is None or normal_phone(found) == found


class TestEmail:
    def test_is_kept_in_small_letters(self) -> None:
        assert normal_email(" Ana.Nguyen@Example.ORG ") == "ana.nguyen@example.org"

    @pytest.mark.parametrize(
        "typed",
        ["", "ana", "ana@", "@example.org", "ana@example", "a b@example.org", "a@b@example.org",
         "a@example..org", "<a@example.org>", "a,b@example.org", f"{'a' * 65}@example.org",
         f"a@{'b' * 250}.org", "a@example.org\nBcc: x@y.zz"],
    )  # fmt: skip
    def test_what_cannot_be_one_is_none(self, typed: str) -> None:
        assert normal_email(typed) is None

    @given(st.emails())
    def test_what_is_kept_stays_the_same(self, address: str) -> None:
        found = normal_email(address)
        assert found is None or normal_email(found) == found


class TestLogin:
    def test_is_read_as_phone_or_email(self) -> None:
        assert normal_login("0912 345 678") == ANA
        assert normal_login(" Ana@Example.org ") == "ana@example.org"
        assert normal_login(" nobody ") == "nobody"
