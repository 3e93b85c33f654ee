"""Two people's changes to one text: both are kept."""

from hypothesis import given
from hypothesis import strategies as st

from portal.authoring.merging import merge_texts

LINES = st.lists(st.sampled_from(["a", "b", "c", "đ", ""]), max_size=8).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


def test_changes_in_different_places_are_both_taken() -> None:
    merged = merge_texts("một\nhai\nba\n", "MỘT\nhai\nba\n", "một\nhai\nBA\n")
    assert (merged.text, merged.conflicts) == ("MỘT\nhai\nBA\n", 0)
    assert [piece.kind for piece in merged.pieces] == ["mine", "same", "theirs"]


def test_changes_of_one_line_stand_one_after_the_other() -> None:
    merged = merge_texts("một\n", "của tôi\n", "của bạn")
    assert (merged.text, merged.conflicts) == ("của tôi\ncủa bạn", 1)


def test_a_removal_beside_a_change_of_another_line() -> None:
    assert merge_texts("a\nb\nc\nd\n", "b\nc\nd\n", "a\nb\nc\nD\n").text == "b\nc\nD\n"


@given(LINES, LINES, LINES)
def test_every_line_that_was_written_is_there(base: str, mine: str, theirs: str) -> None:
    text = merge_texts(base, mine, theirs).text.splitlines()
    for side in (mine, theirs):
        new = set(side.splitlines()) - set(base.splitlines())
        assert new <= set(text)


@given(LINES, LINES)
def test_one_side_alone_is_taken_as_it_is(base: str, changed: str) -> None:
    assert merge_texts(base, changed, base).text == changed
    assert merge_texts(base, base, changed).text == changed
    assert merge_texts(base, changed, changed).conflicts == 0
