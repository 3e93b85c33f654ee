"""Front matter: nothing ignored, everything with its line."""

import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue import schemas
from portal.catalogue.front_matter import FrontMatter, read_front_matter
from portal.catalogue.package import Passage
from portal.catalogue.problems import Problems


def read(text: str) -> tuple[FrontMatter, Passage, list[tuple[int, str]]]:
    found: Problems = []
    front, body = read_front_matter("a.md", text, schemas.LESSON, found)
    return front, body, [(problem.line, problem.code) for problem in found]


class TestReading:
    def test_values_and_body_are_read_with_their_lines(self) -> None:
        front, body, found = read("---\ntitle: Bài một\n\nminutes: 7\n---\n\nThân bài\n")
        assert found == []
        assert (front["title"], front["minutes"], front["facts"]) == ("Bài một", 7, ())
        assert (front.line("title"), front.line("minutes")) == (2, 4)
        assert (body.line, body.text) == (6, "\nThân bài\n")

    @pytest.mark.parametrize("written", ["No", "2025", "1e3", "0x10", "~tilde", "'null'"])
    def test_a_title_stays_as_written(self, written: str) -> None:
        front, _, found = read(f"---\ntitle: {written}\nminutes: 1\n---\n")
        assert found == []
        assert front["title"] == written.strip("'")

    @given(st.integers(0, 30), st.sampled_from(["titel", "minuts", "fact", "xyz"]))
    def test_an_unknown_key_is_told_at_its_line(self, blank: int, key: str) -> None:
        _, _, found = read(f"---\ntitle: A\nminutes: 1{chr(10) * blank}\n{key}: 1\n---\n")
        assert found == [(4 + blank, "unknown_key")]

    @given(st.text(alphabet=string.printable + "ăđ–€", max_size=200))
    def test_any_text_is_answered_with_problems_not_errors(self, text: str) -> None:
        read(f"---\n{text}\n---\nbody")


class TestProblems:
    def test_a_misspelt_key_names_the_nearest(self) -> None:
        found: Problems = []
        read_front_matter("a.md", "---\ntitel: A\nminutes: 1\n---\n", schemas.LESSON, found)
        assert [str(problem) for problem in found] == [
            "a.md:2: unknown key titel; did you mean title?",
            "a.md:1: the key title is missing",
        ]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("no front matter", [(1, "no_front_matter")]),
            ("---\ntitle: A\n", [(1, "front_matter_open")]),
            (
                "---\ntitle: A\ntitle: B\nminutes: 1\n---\n",
                [(3, "repeated_key")],
            ),
            ("---\ntitle: A\nminutes: many\n---\n", [(3, "bad_value")]),
            ("---\ntitle: A\nminutes: 0\n---\n", [(3, "bad_value")]),
            ("---\ntitle:\nminutes: 1\n---\n", [(2, "bad_value")]),
            ("---\ntitle: [a]\nminutes: 1\n---\n", [(2, "bad_value")]),
            ("---\ntitle: A\nminutes: 1\nfacts: F01\n---\n", [(4, "bad_value")]),
            ("---\ntitle: A\nminutes: 1\nfacts: [F01, F01]\n---\n", [(4, "bad_value")]),
            ("---\ntitle: A\nminutes: 1\nkind: lessen\n---\n", [(4, "bad_value")]),
            ("---\ntitle: A: B\nminutes: 1\n---\n", [(2, "front_matter_broken")]),
        ],
    )
    def test_bad_front_matter(self, text: str, found: list[tuple[int, str]]) -> None:
        seen = [one for one in read(text)[2] if one[1] != "missing_key"]
        assert seen == found

    @pytest.mark.parametrize(
        "hostile",
        [
            "title: &a [x]\nminutes: *a",
            "title: !!python/object/apply:os.system [ls]",
            "title: " + "[" * 5000,
            "- " * 5000 + "a",
            "? " * 3000,
        ],
    )
    def test_hostile_yaml_is_refused_quickly(self, hostile: str) -> None:
        began = time.process_time()
        _, _, found = read(f"---\n{hostile}\n---\n")
        assert "front_matter_broken" in {code for _, code in found}
        assert time.process_time() - began < 1


class TestQuizSettings:
    @pytest.mark.parametrize(
        ("line", "is_fine"),
        [
            ("pass_mark: 0.8", True),
            ("pass_mark: 1", True),
            ("pass_mark: 80", False),
            ("pass_mark: 0", False),
            ("draw: 12", True),
            ("draw: {default: 8, kho: 4}", True),
            ("draw: {}", False),
            ("draw: 0", False),
            ("draw: all", False),
            ("shuffle: true", True),
            ("shuffle: maybe", False),
            ("review: always", False),
        ],
    )
    def test_each_setting(self, line: str, is_fine: bool) -> None:
        found: Problems = []
        text = f"---\ntitle: A\n{line}\n---\n"
        read_front_matter("exam.md", text, schemas.QUIZ, found)
        assert ("bad_value" not in [problem.code for problem in found]) is is_fine
