"""A translation carries the same ids, order and keys."""

import pytest

from tests.unit.catalogue.conftest import Workbench

EXAM = "exam.en.md"


class TestQuestions:
    @pytest.mark.parametrize(
        ("old", "new", "codes"),
        [
            (
                "- [x] Hand the phone back\n- [ ]",
                "- [ ] Hand the phone back\n- [x]",
                ["key_differs"],
            ),
            ("- [ ] Write it down\n", "", ["choices_differ"]),
            ("{#ba}", "{#bay}", ["question_added", "question_missing"]),
            ("{#ba}", "", ["question_added", "question_missing"]),
            (" .critical", "", ["marks_differ"]),
            ("{#ba}", "{#ba points=2}", ["marks_differ"]),
            ("  > Secret feedback.\n", "", ["feedback_differs"]),
        ],
    )
    def test_each_difference(self, bench: Workbench, old: str, new: str, codes: list[str]) -> None:
        bench.replace(EXAM, old, new)
        found = bench.codes()
        assert sorted(code for _, _, code in found) == codes
        assert {file for file, _, _ in found} == {EXAM}

    def test_another_order(self, bench: Workbench) -> None:
        text = (bench.mini / EXAM).read_text("utf-8")
        head, *questions = text.split("\n## ")
        questions[1], questions[2] = (
            questions[2].rstrip("\n") + "\n",
            questions[1].rstrip("\n") + "\n",
        )
        bench.write(EXAM, "\n## ".join([head, *questions]))
        assert [code for _, _, code in bench.codes()] == ["question_order", "question_order"]


class TestTexts:
    def test_a_repeated_setting_must_be_equal(self, bench: Workbench) -> None:
        bench.replace(EXAM, "title: Final quiz", "title: Final quiz\npass_mark: 0.5\nattempts: 3")
        assert bench.codes() == [(EXAM, 3, "differs_from_original")]

    def test_objectives_must_be_as_many(self, bench: Workbench) -> None:
        bench.append("01-mot/module.en.md", "")
        bench.replace("01-mot/module.en.md", "  - Know", "  - Know more\n  - Know")
        assert [code for _, _, code in bench.codes()] == ["objectives_differ"]

    def test_self_checks_must_have_the_same_key(self, bench: Workbench) -> None:
        bench.replace("01-mot/01-bai-dau.en.md", "- [ ] You", "- [x] You")
        assert [code for _, _, code in bench.codes()] == ["checks_differ"]

    def test_a_missing_translation_is_no_problem(self, bench: Workbench) -> None:
        for name in ("course.en.md", "exam.en.md", "01-mot/module.en.md"):
            (bench.mini / name).unlink()
        assert bench.problems() == []
