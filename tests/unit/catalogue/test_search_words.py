"""Words as they are compared, and passages as they are shown."""

import pytest

from portal.catalogue.passages import Passage, passages_of
from portal.catalogue.search_words import marked, passage_around, search_key, words_asked


def shown(pieces: tuple[object, ...]) -> str:
    return "".join(f"[{one.text}]" if one.is_marked else one.text for one in pieces)  # type: ignore[attr-defined]


class TestWords:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("Mã OTP (sáu số)", "ma otp sau so"),
            ("Đặt mật-khẩu, ĐỪNG đưa!", "dat mat khau dung dua"),
            ("156/5656", "156 5656"),
            ("  \n…—!", ""),
            ("it's", "it s"),
        ],
    )
    def test_are_folded(self, text: str, key: str) -> None:
        assert search_key(text) == key

    def test_each_is_asked_for_once_and_not_without_end(self) -> None:
        assert words_asked("mã Mã MA otp") == ("ma", "otp")
        assert len(words_asked(" ".join(map(str, range(100))))) == 12


class TestMarks:
    def test_stand_on_whole_words_side_by_side(self) -> None:
        words = {"mat", "khau"}
        assert shown(marked("Mật khẩu là của họ, mất thì đổi.", words)) == (
            "[Mật khẩu] là của họ, [mất] thì đổi."
        )
        assert shown(marked("mật, khẩu", words)) == "[mật], [khẩu]"
        assert shown(marked("matkhau", words)) == "matkhau"
        assert marked("", words) == ()

    def test_a_short_text_is_shown_whole(self) -> None:
        assert shown(passage_around("Một hai ba.", {"hai"})) == "Một [hai] ba."

    def test_a_long_text_is_cut_around_the_most_of_them(self) -> None:
        text = " ".join(["mật"] + ["x"] * 100 + ["mật khẩu"] + ["y"] * 100)
        found = shown(passage_around(text, {"mat", "khau"}))
        assert found.startswith("… x x x x x x [mật khẩu] y")
        assert found.endswith(" y …")
        assert len(found.split()) < 45

    def test_a_text_without_them_begins_at_its_beginning(self) -> None:
        assert shown(passage_around("a " * 100, {"mat"})).startswith("a a a")


class TestPassages:
    def test_one_for_each_heading(self) -> None:
        html = (
            "<p>Trước <strong>mọi</strong>thứ.</p><h2 id='s-mot'>Một</h2><p>a</p><ul><li>b</li>"
            "<li>c</li></ul><h3 id='s-hai'>Hai</h3><table><tr><td>1</td><td>2</td></tr></table>"
        )
        assert passages_of(html) == [
            Passage("", "", "Trước mọithứ."),
            Passage("s-mot", "Một", "a b c"),
            Passage("s-hai", "Hai", "1 2"),
        ]

    def test_answers_of_self_checks_are_not_given_away(self) -> None:
        html = (
            "<div>Ai giữ?</div><details><summary>Xem</summary><p>Người dân</p></details><p>Tiếp</p>"
        )
        assert passages_of(html) == [Passage("", "", "Ai giữ? Tiếp")]
