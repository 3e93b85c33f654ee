"""Texts laid over each other: nothing lost, the changed words marked."""

from hypothesis import given
from hypothesis import strategies as st

from portal.authoring.comparing import MOST_LINES, compare_texts

_LINES = st.lists(st.text("ab cđ.", max_size=6), max_size=8)


def test_marks_the_words_that_differ() -> None:
    found = compare_texts("Mã có bốn số.\nGiữ kín.\n", "Mã có sáu số.\nGiữ kín.\n")
    (hunk,) = found.hunks
    assert [line.kind for line in hunk] == ["removed", "added", "same"]
    assert [part.text for part in hunk[0].parts if part.is_other] == ["bốn"]
    assert [part.text for part in hunk[1].parts if part.is_other] == ["sáu"]
    assert (found.words_added, found.words_removed) == (1, 1)


def test_lines_with_little_in_common_are_wholly_other() -> None:
    (hunk,) = compare_texts("một hai ba", "bốn năm sáu").hunks
    assert [[part.text for part in line.parts] for line in hunk] == [
        ["một hai ba"],
        ["bốn năm sáu"],
    ]


def test_line_ends_do_not_count() -> None:
    assert compare_texts("a\r\nb\r\n", "a\nb\n").hunks == ()


def test_a_very_long_text_is_only_counted() -> None:
    found = compare_texts("", "a\n" * (MOST_LINES + 1))
    assert (found.is_too_long, found.hunks, found.words_added) == (True, (), MOST_LINES + 1)


@given(_LINES, _LINES)
def test_both_texts_can_be_read_from_it(before: list[str], after: list[str]) -> None:
    old, new = "\n".join(before), "\n".join(after)
    found = compare_texts(old, new)
    lines = [line for hunk in found.hunks for line in hunk]
    for number, text in enumerate(old.splitlines(), start=1):
        for line in lines:
            if line.before == number:
                assert "".join(part.text for part in line.parts) == text
    removed = ["".join(p.text for p in line.parts) for line in lines if line.kind == "removed"]
    added = ["".join(p.text for p in line.parts) for line in lines if line.kind == "added"]
    same = [one for one in old.splitlines() if one in new.splitlines()]
    assert len(old.splitlines()) - len(removed) == len(new.splitlines()) - len(added) <= len(same)
