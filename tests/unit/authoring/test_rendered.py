"""Revisions as readers see them, laid over each other: marked, complete, and safe."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.authoring.inline_changes import both_in_one
from portal.authoring.rendered import LEFT_OUT, LONGEST, laid_over, list_page_changes
from portal.catalogue.checks import check_folder, read_shelf
from portal.catalogue.content import RevisionContent
from portal.catalogue.sanitising import sanitise
from portal.catalogue.stored_content import read_content
from portal.kernel import clock
from tests.support.making import PACKAGES


def content_of(folder: Path) -> RevisionContent:
    manifest = check_folder(folder, read_shelf(folder.parent)).manifest
    assert manifest
    return read_content(
        manifest.json,
        manifest.renderings,
        revision_id=1,
        number=1,
        published_at=clock.now(),
        slug=folder.name,
        code=None,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path in (PACKAGES / "kinds").rglob("*"):
        if path.is_file():
            copy = tmp_path / "kinds" / path.relative_to(PACKAGES / "kinds")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return tmp_path / "kinds"


def test_only_the_words_that_differ_are_marked() -> None:
    assert both_in_one("<p>Mã <b>bốn</b> số</p>", "<p>Mã <b>sáu</b> số</p>") == (
        "<p>Mã <b><del>bốn</del><ins>sáu</ins></b> số</p>"
    )


def test_signs_of_html_stay_what_they_are() -> None:
    assert both_in_one("<p>a &lt; b</p>", "<p>a &gt; b</p>") == (
        "<p>a <del>&lt;</del><ins>&gt;</ins> b</p>"
    )


def test_long_unchanged_parts_are_left_out() -> None:
    same = "".join(f"<p>{n}</p>" for n in range(9))
    found = laid_over(f"{same}<p>cũ</p>{same}", f"{same}<p>mới</p>{same}")
    assert found == f"{LEFT_OUT}<p>8</p><p><del>cũ</del><ins>mới</ins></p><p>0</p>{LEFT_OUT}"


def test_nothing_stands_twice_on_a_page() -> None:
    found = laid_over('<h2 id="s-a">A</h2>', '<h2 id="s-a">A b</h2><p><a href="#s-a">x</a></p>')
    assert found
    assert "id=" not in found
    assert "href" not in found


def test_what_is_too_long_is_said_to_be() -> None:
    assert laid_over("a", "b" * (LONGEST + 1)) is None


def test_names_what_differs_between_two_revisions(folder: Path) -> None:
    before = content_of(folder)
    lesson, exam = folder / "01-mot" / "02-bai-sau.md", folder / "exam.md"
    lesson.write_text(lesson.read_text("utf-8") + "\nCâu mới.\n", "utf-8")
    first = exam.read_text("utf-8").split("\n## ", 2)
    exam.write_text("\n## ".join([first[0], first[2]]), "utf-8")
    (folder / "exam.en.md").unlink()
    changes = list_page_changes(before, content_of(folder))
    assert ("lesson", "vi", "changed") in [(c.kind, c.language, c.state) for c in changes]
    assert ("question", "vi", "removed") in [(c.kind, c.language, c.state) for c in changes]
    (added,) = [c for c in changes if c.kind == "lesson"]
    assert "<ins>Câu mới.</ins>" in (added.html or "")


def test_a_new_course_is_wholly_new(folder: Path) -> None:
    assert {c.state for c in list_page_changes(None, content_of(folder))} == {"added"}
    assert list_page_changes(content_of(folder), content_of(folder)) == ()


_HTML = st.lists(
    st.sampled_from(
        [
            "<p>a b c</p>",
            "<p>a <b>x</b> c</p>",
            "<ul><li>a</li><li>b</li></ul>",
            "<h2>t</h2>",
            "<blockquote><p>q &amp; r</p></blockquote>",
            "<script>alert(1)</script>",
            "<p>a &lt; c</p>",
        ]
    ),
    max_size=5,
).map("".join)


@given(_HTML, _HTML)
def test_the_result_is_safe_and_has_the_words_of_both(before: str, after: str) -> None:
    found = laid_over(before, after)
    assert found is not None
    assert found == sanitise(found)
    assert "<script" not in found
    if LEFT_OUT not in found:
        for side in (before, after):
            assert not words_in(side) - words_in(found) - {"alert(1)"}


def words_in(html: str) -> set[str]:
    return set(re.sub(r"<[^>]*>", " ", html).split())
