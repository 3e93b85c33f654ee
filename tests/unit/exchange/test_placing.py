"""Files from elsewhere beside those of a package."""

import pytest

from portal.catalogue.exchange.placing import media_placed, modules_placed, with_pictures

TEXT = b"x ![a](../media/a.png) ![b](../media/b.png)"


def test_modules_come_after_those_there_are() -> None:
    files = {"01-an-toan/module.md": b"1", "01-an-toan/01-a.md": b"2", "02-b/module.md": b"3"}
    taken = ["course.md", "07-an-toan/module.md", "media/99-x.png", "03-c/module.md"]
    assert modules_placed(files, taken) == {
        "08-an-toan-2/module.md": b"1", "08-an-toan-2/01-a.md": b"2", "09-b/module.md": b"3",
    }  # fmt: skip


def test_pictures_meet_no_other_file() -> None:
    files = {"01-a/01-b.md": TEXT, "media/a.png": b"new", "media/b.png": b"same"}
    placed = media_placed(files, {"media/a.png": b"old", "media/b.png": b"same"})
    assert placed == {
        "01-a/01-b.md": b"x ![a](../media/a-2.png) ![b](../media/b.png)",
        "media/a-2.png": b"new", "media/b.png": b"same",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "shown"),
    [("c.webp", "![b](media/c.webp)"), (None, "(b)")],
    ids=["renamed", "gone"],
)
def test_texts_follow(name: str | None, shown: str) -> None:
    assert with_pictures("![b](../media/a.png)", {"a.png": name}, "media") == shown
