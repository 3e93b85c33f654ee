"""Places and identity are told by file names."""

import re

from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.layout import identity, lay_out
from portal.catalogue.problems import Problems

SLUGS = st.from_regex(re.compile(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}"), fullmatch=True)
COURSE = ["course.md", "exam.md"]


def codes(*paths: str) -> list[tuple[str, str]]:
    found: Problems = []
    lay_out([*COURSE, *paths], found)
    return [(problem.file, problem.code) for problem in found]


class TestIdentity:
    @given(st.integers(0, 999), SLUGS)
    def test_renumbering_keeps_the_identity(self, number: int, slug: str) -> None:
        assert identity(f"{number:02d}-{slug}") == slug

    @given(st.permutations(["vi-sao", "dat-ma", "ket"]))
    def test_reordering_changes_the_order_and_nothing_else(self, order: list[str]) -> None:
        paths = [f"01-a/{place:02d}-{slug}.md" for place, slug in enumerate(order, start=1)]
        layout = lay_out([*COURSE, "01-a/module.md", *reversed(paths)], [])
        assert [identity(stem) for stem in layout.modules["01-a"].lessons] == order

    def test_numbers_are_compared_as_numbers(self) -> None:
        layout = lay_out([f"01-a/{number}-x{number}.md" for number in (10, 9, 100)], [])
        assert list(layout.modules["01-a"].lessons) == ["9-x9", "10-x10", "100-x100"]


class TestProblems:
    def test_files_without_a_place(self) -> None:
        assert codes("notes.txt", "01-a/b/01-x.md", "01-a/01-x.fr.md", "course.fr.md") == [
            ("01-a/01-x.fr.md", "unexpected_file"),
            ("01-a/b/01-x.md", "unexpected_file"),
            ("course.fr.md", "unexpected_file"),
            ("notes.txt", "unexpected_file"),
        ]

    def test_numbers_must_be_there_and_differ(self) -> None:
        assert codes("01-a/module.md", "01-a/x.md", "01-a/01-y.md", "01-a/01-z.md") == [
            ("01-a/01-z.md", "same_number"),
            ("01-a/x.md", "no_number"),
        ]

    def test_a_bad_folder_name_is_answered_with_a_good_one(self) -> None:
        found: Problems = []
        lay_out([*COURSE, "01 Một/module.md"], found)
        assert found[0].message.endswith("such as 01-mot")

    def test_a_translation_needs_its_original(self) -> None:
        assert codes("01-a/module.md", "01-a/01-x.en.md") == [
            ("01-a/01-x.en.md", "translation_of_nothing")
        ]

    def test_a_module_may_have_a_quiz(self) -> None:
        assert codes("01-a/module.md", "01-a/01-x.md", "01-a/quiz.md", "01-a/quiz.en.md") == []
