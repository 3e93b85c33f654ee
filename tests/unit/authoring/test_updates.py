"""A draft and what came meanwhile: each side's changes are kept, and what both changed is chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.authoring.updates import Side, Step, plan_update
from portal.catalogue.reading import digests_of


def side(**texts: str) -> Side:
    """`a="x"` is a file a.md; `a_png="x"` is a.png."""
    files = {
        name.replace("_", ".") if "_" in name else f"{name}.md": text.encode()
        for name, text in texts.items()
    }
    return Side(files, digests_of(files))


def steps(base: Side, mine: Side, theirs: Side) -> dict[str, Step]:
    return {file.path: file.step for file in plan_update(base, mine, theirs)}


BASE = side(a="1\n2\n3\n")


@pytest.mark.parametrize(
    ("mine", "theirs", "step"),
    [
        (side(a="1\n2\n3\n"), side(a="1\n2\nba\n"), Step.TAKE),
        (side(a="1\n2\n3\n"), side(), Step.TAKE),
        (side(a="một\n2\n3\n"), side(a="1\n2\nba\n"), Step.MERGE),
        (side(a="một\n2\n3\n"), side(a="mốt\n2\n3\n"), Step.CHOOSE),
        (side(), side(a="1\n2\nba\n"), Step.BRING_BACK),
        (side(a="một\n2\n3\n"), side(), Step.KEEP_REMOVED),
    ],
    ids=["theirs", "theirs-removed", "apart", "together", "mine-removed", "theirs-gone"],
)
def test_each_file_has_its_step(mine: Side, theirs: Side, step: Step) -> None:
    assert steps(BASE, mine, theirs) == {"a.md": step}


def test_what_they_left_alone_needs_nothing() -> None:
    assert steps(BASE, side(a="x", b="neu"), BASE) == {}
    assert steps(BASE, side(a="x"), side(a="x")) == {}


def test_of_two_pictures_mine_stays() -> None:
    assert steps(side(a_png="1"), side(a_png="2"), side(a_png="3")) == {"a.png": Step.KEEP_BYTES}


@pytest.mark.parametrize(
    ("choice", "text"),
    [("both", "một\nmốt\n2\n3\n"), ("mine", "một\n2\n3\n"), ("theirs", "mốt\n2\n3\n")],
    ids=["both", "mine", "theirs"],
)
def test_the_choice_decides_a_conflict(choice: str, text: str) -> None:
    (file,) = plan_update(BASE, side(a="một\n2\n3\n"), side(a="mốt\n2\n3\n"))
    assert len(file.conflicts) == 1
    assert file.text(lambda _place: choice) == text  # type: ignore[arg-type,return-value]


_TEXTS = st.lists(st.sampled_from("abcd"), max_size=6).map(lambda lines: "\n".join(lines))


@given(_TEXTS, _TEXTS, _TEXTS)
def test_both_sides_can_be_read_from_a_merge(base: str, mine: str, theirs: str) -> None:
    for file in plan_update(side(a=base), side(a=mine), side(a=theirs)):
        if file.merged is None:
            continue
        whole = file.text(lambda _place: "both")
        assert whole == file.merged.text
        assert set(mine.split()) - set(base.split()) <= set(whole.split())
        assert set(theirs.split()) - set(base.split()) <= set(whole.split())
