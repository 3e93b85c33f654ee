"""Files of a package get their names and places, and links follow them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.authoring.arranging import (
    can_be_renamed,
    free_name,
    laid_out,
    moved,
    name_of,
    new_lesson_path,
    new_module_folder,
    renamed,
    untranslated,
)
from portal.authoring.relinking import links_to, relinked

PATHS = (
    "course.md",
    "exam.md",
    "01-mot/module.md",
    "01-mot/01-a.md",
    "01-mot/01-a.en.md",
    "01-mot/02-b.md",
    "01-mot/quiz.md",
    "02-hai/module.md",
    "02-hai/05-c.md",
    "media/hinh.svg",
)
LAYOUT = laid_out(PATHS)


class TestPlaces:
    def test_what_is_new_comes_last(self) -> None:
        assert new_module_folder(LAYOUT, "Khi có sự cố") == "03-khi-co-su-co"
        assert new_lesson_path(LAYOUT, "02-hai", "Mật khẩu") == "02-hai/06-mat-khau.md"
        assert new_lesson_path(LAYOUT, "02-hai", "???") == "02-hai/06-bai.md"

    def test_a_taken_name_gets_a_number(self) -> None:
        assert free_name(PATHS, "media", "Hình", "svg") == "media/hinh-2.svg"
        assert free_name(PATHS, "media", "Hình", "webp") == "media/hinh.webp"
        assert free_name((), "media", "", "webp") == "media/tep.webp"

    def test_only_originals_want_translations(self) -> None:
        lessons = LAYOUT.modules["01-mot"].lessons
        assert untranslated(lessons["01-a"]) == ()
        assert untranslated(lessons["02-b"]) == ("en",)

    @pytest.mark.parametrize(
        ("path", "can"),
        [
            ("course.md", False),
            ("01-mot/quiz.md", False),
            ("01-mot/01-a.en.md", False),
            ("01-mot/01-a.md", True),
            ("01-mot/module.md", True),
            ("media/hinh.svg", True),
        ],
    )
    def test_some_names_are_given(self, path: str, can: bool) -> None:
        assert can_be_renamed(path) is can


class TestMoving:
    def test_neighbours_change_numbers_with_their_translations(self) -> None:
        assert moved(LAYOUT, "01-mot/01-a.md", "down") == {
            "01-mot/01-a.md": "01-mot/02-a.md",
            "01-mot/01-a.en.md": "01-mot/02-a.en.md",
            "01-mot/02-b.md": "01-mot/01-b.md",
        }

    def test_a_module_takes_all_its_files_along(self) -> None:
        renames = moved(LAYOUT, "02-hai/module.md", "up")
        assert renames["02-hai/05-c.md"] == "01-hai/05-c.md"
        assert renames["01-mot/quiz.md"] == "02-mot/quiz.md"

    @pytest.mark.parametrize(
        ("path", "direction"),
        [("01-mot/01-a.md", "up"), ("01-mot/02-b.md", "down"), ("course.md", "up"), ("x/y.md", "up")],
        ids=["first", "last", "course", "unknown"],
    )  # fmt: skip
    def test_the_ends_stay(self, path: str, direction: str) -> None:
        assert moved(LAYOUT, path, direction) == {}  # type: ignore[arg-type]

    def test_there_and_back_is_where_it_was(self) -> None:
        renames = moved(LAYOUT, "01-mot/01-a.md", "down")
        after = [renames.get(path, path) for path in PATHS]
        back = moved(laid_out(after), "01-mot/02-a.md", "up")
        assert sorted(back.get(path, path) for path in after) == sorted(PATHS)


class TestRenaming:
    def test_the_number_and_the_translations_stay(self) -> None:
        assert renamed(LAYOUT, "01-mot/01-a.md", "Mới tinh") == {
            "01-mot/01-a.md": "01-mot/01-moi-tinh.md",
            "01-mot/01-a.en.md": "01-mot/01-moi-tinh.en.md",
        }
        assert renamed(LAYOUT, "02-hai/module.md", "x")["02-hai/05-c.md"] == "02-x/05-c.md"
        assert renamed(LAYOUT, "media/hinh.svg", "Cây") == {"media/hinh.svg": "media/cay.svg"}

    def test_the_name_is_what_its_author_chose(self) -> None:
        assert [name_of(path) for path in ("01-mot/01-a.md", "01-mot/module.md", "media/hinh.svg")] == [
            "a", "mot", "hinh",
        ]  # fmt: skip


class TestLinks:
    @pytest.mark.parametrize(
        ("path", "text", "after"),
        [
            ("exam.md", "[x](01-mot/01-a.md#s)", "[x](01-mot/02-a.md#s)"),
            (
                "01-mot/02-b.md",
                "![x](../media/hinh.svg) [a](01-a.md)",
                "![x](../media/hinh.svg) [a](02-a.md)",
            ),
            ("01-mot/01-a.md", "[b](02-b.md) [tôi](01-a.md)", "[b](01-b.md) [tôi](02-a.md)"),
            ("exam.md", "[x]: 01-mot/01-a.md", "[x]: 01-mot/02-a.md"),
            ("exam.md", "[x](https://a/01-mot/01-a.md)", "[x](https://a/01-mot/01-a.md)"),
            ("exam.md", "[x](khong.md) [y](#s)", "[x](khong.md) [y](#s)"),
        ],
        ids=["from outside", "beside", "own", "definition", "elsewhere", "dead"],
    )
    def test_lead_where_they_led(self, path: str, text: str, after: str) -> None:
        renames = moved(LAYOUT, "01-mot/01-a.md", "down")
        # what both change is in the text of one of them: its own new name
        assert relinked(text, path, renames) == after

    def test_of_a_module_that_moves_lead_out_as_before(self) -> None:
        renames = moved(LAYOUT, "02-hai/module.md", "up")
        text = "[a](../01-mot/01-a.md) ![h](../media/hinh.svg)"
        assert (
            relinked(text, "02-hai/05-c.md", renames)
            == "[a](../02-mot/01-a.md) ![h](../media/hinh.svg)"
        )

    def test_are_found(self) -> None:
        assert links_to("[x](../media/hinh.svg)", "01-mot/01-a.md", "media/hinh.svg")
        assert not links_to("[x](media/hinh.svg)", "01-mot/01-a.md", "media/hinh.svg")

    @given(st.text(alphabet="ab[](). /#:\n!", max_size=60))
    def test_without_renames_nothing_changes(self, text: str) -> None:
        assert relinked(text, "01-mot/01-a.md", {}) == text
