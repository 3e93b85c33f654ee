"""Whole packages with one thing wrong: the problem, its file and its line."""

import shutil

import pytest

from tests.unit.catalogue.conftest import Workbench
from tests.unit.catalogue.recordings import png

LESSON = "01-mot/02-bai-sau.md"
PNG = png(4, 3)


class TestLinksAndPictures:
    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("[a](03-x.md)", "broken_link"),
            ("[a](../../other/01-mot/01-bai-dau.md)", "broken_link"),
            ("[a](01-bai-dau.md#khong-co)", "broken_anchor"),
            ("[a](#khong-co)", "broken_anchor"),
            ("[a](/courses/x)", "absolute_link"),
            ("[a](javascript:alert)", "bad_scheme"),
            ("[a](//example.org)", "bad_scheme"),
            ("[a]()", "broken_link"),
            ("![](../media/x.png)", "missing_alternative"),
            ("![a](../media/y.png)", "broken_image"),
            ("![a](https://example.org/x.png)", "foreign_image"),
            ("<a href='03-x.md'>a</a>", "broken_link"),
        ],
    )
    def test_broken_ones_are_told_at_their_line(
        self, bench: Workbench, written: str, code: str
    ) -> None:
        bench.write("media/x.png", PNG)
        bench.append(LESSON, f"\nHai dòng\nrồi {written} đây.\n")
        assert bench.codes() == [(LESSON, 12, code)]

    @pytest.mark.parametrize(
        "written",
        [
            "[a](01-bai-dau.md)",
            "[a](01-bai-dau.md#mo-dau)",
            "[a](#tiep-theo)",
            "[a](../exam.md)",
            "[a](../course.md)",
            "[a](module.md)",
            "[a](https://example.org/?a=1&b=2)",
            "[a](mailto:a@example.org)",
            "[a](tel:156)",
            "![a](../media/x.png)",
        ],
    )
    def test_sound_ones_are_not(self, bench: Workbench, written: str) -> None:
        bench.write("media/x.png", PNG)
        bench.append(LESSON, f"\n{written}\n")
        assert bench.problems() == []

    def test_each_of_two_broken_links_has_its_own_line(self, bench: Workbench) -> None:
        bench.append(LESSON, "\n[a](x.md)\n\n[b](x.md)\n")
        assert [line for _, line, _ in bench.codes()] == [11, 13]

    def test_the_nearest_file_is_offered(self, bench: Workbench) -> None:
        bench.append(LESSON, "\n[a](01-bai-dua.md)\n")
        (problem,) = bench.problems()
        assert problem.endswith("leads nowhere; did you mean 01-mot/01-bai-dau.md?")

    def test_links_in_explanations_and_feedback_are_checked(self, bench: Workbench) -> None:
        bench.replace("exam.md", "(01-mot/01-bai-dau.md)", "(01-mot/01-bai.md)")
        line = bench.line_of("exam.md", "(01-mot/01-bai.md)")
        assert bench.codes() == [("exam.md", line, "broken_link")]

    def test_a_translation_links_to_headings_of_its_own_language(self, bench: Workbench) -> None:
        bench.append("01-mot/01-bai-dau.en.md", "\n[a](#opening) [b](#mo-dau)\n")
        ((path, _, code),) = bench.codes()
        assert (path, code) == ("01-mot/01-bai-dau.en.md", "broken_anchor")


class TestTexts:
    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("# Lớn", "level_one_heading"),
            ("```check\nA?\n- [ ] a\n- [ ] b\n```", "no_right_choice"),
            ("```check\nA?\n- [x] a\n- [ ] b", "fence_open"),
            (" ```check\n A?\n - [x] a\n - [ ] b\n ```", "check_indented"),
            ("Đoạn\n{: .noet }", "unknown_class"),
            pytest.param("[" * 10_000, "too_many_signs", id="brackets"),
            ("<b>a<i>b</b>c</i>", None),
            ("<table><p><li>", "ambiguous_html"),
        ],
    )
    def test_each(self, bench: Workbench, written: str, code: str | None) -> None:
        bench.append(LESSON, f"\n{written}\n")
        assert {found for _, _, found in bench.codes()} == ({code} if code else set())

    def test_a_self_check_is_judged_at_its_line(self, bench: Workbench) -> None:
        bench.append(LESSON, "\n```check\nA?\n- [ ] a\n- [ ] b\n```\n")
        assert bench.codes() == [(LESSON, 11, "no_right_choice")]

    def test_choices_are_one_paragraph(self, bench: Workbench) -> None:
        bench.replace("exam.md", "- [x] Trả máy lại", "- [x] # Trả máy lại")
        codes = {code for _, _, code in bench.codes()}
        assert "choice_not_inline" in codes or "level_one_heading" in codes

    def test_an_empty_lesson(self, bench: Workbench) -> None:
        bench.write(LESSON, "---\ntitle: A\nminutes: 1\n---\n\n")
        assert bench.codes() == [(LESSON, 5, "empty_body")]


class TestMetadata:
    def test_unknown_facts(self, bench: Workbench) -> None:
        bench.replace(LESSON, "facts: []", "facts: [F01, F02]")
        assert bench.codes() == [(LESSON, 4, "no_facts_file")]
        facts = "id,statement,source,as_of,review_months\nF01,s,x,2023,1\n"
        (bench.shelf / "facts.csv").write_text(facts)
        (problem,) = bench.problems()
        assert problem == f"{LESSON}:4: unknown fact F02; did you mean F01?"

    def test_prerequisites(self, bench: Workbench) -> None:
        bench.replace("course.md", "prerequisites: []", "prerequisites: [mini, khac]")
        line = bench.line_of("course.md", "prerequisites")
        assert bench.codes() == [
            ("course.md", line, "own_prerequisite"),
            ("course.md", line, "unknown_prerequisite"),
        ]

    def test_two_complaints_of_one_picture_name_its_line(self, bench: Workbench) -> None:
        bench.append(LESSON, "\n<img src=zq>\n")
        line = bench.line_of(LESSON, "<img src=zq>")
        codes = ("broken_image", "missing_alternative")
        assert bench.codes() == [(LESSON, line, code) for code in codes]

    def test_courses_that_require_each_other(self, bench: Workbench) -> None:
        for name, asks in (("khac", "xa"), ("xa", "mini"), ("ben", "khac")):
            shutil.copytree(bench.mini, bench.shelf / name)
            text = (bench.mini / "course.md").read_text("utf-8")
            asking = text.replace("prerequisites: []", f"prerequisites: [{asks}]")
            (bench.shelf / name / "course.md").write_text(asking, "utf-8")
        bench.replace("course.md", "prerequisites: []", "prerequisites: [khac, ben]")
        problems = [problem.split(": ", 1)[1] for problem in bench.problems()]
        assert problems == [
            f"these courses require each other: {circle}; one must ask for less"
            for circle in ("mini → khac → xa → mini", "mini → ben → khac → xa → mini")
        ]
        text = (bench.shelf / "khac" / "course.md").read_text("utf-8")
        (bench.shelf / "khac" / "course.md").write_text(text.replace("[xa]", "[]"), "utf-8")
        assert bench.problems() == []

    def test_missing_files(self, bench: Workbench) -> None:
        (bench.mini / "exam.md").unlink()
        (bench.mini / "exam.en.md").unlink()
        (bench.mini / "01-mot" / "module.md").unlink()
        (bench.mini / "01-mot" / "module.en.md").unlink()
        assert ("exam.md", 1, "missing_file") in bench.codes()
        assert ("01-mot/module.md", 1, "missing_file") in bench.codes()

    def test_two_lessons_of_one_id(self, bench: Workbench) -> None:
        bench.replace(LESSON, "kind: lesson", "id: bai-dau")
        assert (LESSON, 5, "same_id") in bench.codes()


class TestDraw:
    @pytest.mark.parametrize(
        ("draw", "codes"),
        [
            ("draw: 6", []),
            ("draw: 7", ["draw_too_large"]),
            ("draw: {default: 6}", []),
            ("draw: {default: 5, kho: 1}", ["draw_too_large"]),
            ("draw: {kho: 1}", ["draw_too_large", *["never_drawn"] * 5, "critical_never_drawn"]),
        ],
    )
    def test_each(self, bench: Workbench, draw: str, codes: list[str]) -> None:
        bench.replace("exam.md", "draw: 4", draw)
        assert sorted(code for _, _, code in bench.codes()) == sorted(codes)


def test_all_problems_are_told_at_once_in_order(bench: Workbench) -> None:
    bench.replace("course.md", "level: nền tảng", "level: cao")
    bench.append(LESSON, "\n[a](x.md)\n")
    bench.replace("exam.md", "[x] Trả máy lại", "[ ] Trả máy lại")
    files = [file for file, _, _ in bench.codes()]
    assert set(files) == {"course.md", LESSON, "exam.md", "exam.en.md"}
    assert files == sorted(files)
