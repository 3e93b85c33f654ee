"""Every type of question as authors write it."""

import pytest

from portal.catalogue.content import Question as StoredQuestion
from portal.catalogue.manifest import make_manifest
from portal.catalogue.package import Passage, Question
from portal.catalogue.parsing import parse_package
from portal.catalogue.problems import Problems
from portal.catalogue.questions import ReadQuestion, read_questions
from portal.catalogue.stored_content import read_content
from tests.support.certifying import at
from tests.unit.catalogue.conftest import MINI, Workbench

KINDS = MINI.parent / "kinds"


def read(body: str, marks: str = "") -> tuple[ReadQuestion, list[tuple[int, str]]]:
    found: Problems = []
    (question,) = read_questions(Passage("exam.md", 1, f"## Câu {marks}\n\n{body}\n"), found)
    return question, [(problem.line, problem.code) for problem in found]


class TestTypes:
    @pytest.mark.parametrize(
        ("body", "marks", "expected"),
        [
            ("= Hà Nội", "", "short"),
            ("= Hà Nội\n= 156", "", "short"),
            ("= 156", "{.exact}", "short"),
            ("= 156", "{.short}", "short"),
            ("= 0912345678", "", "short"),
            ("= 156", "", "number"),
            ("= 10.000.000", "", "number"),
            ("= 10000000 ± 5%", "", "number"),
            ("= 10..20\n= 40", "", "number"),
            ("- a => b\n- c => d", "", "matching"),
            ("1. a\n2. b", "", "ordering"),
            ("Số {{156|số 156}}.", "", "gaps"),
        ],
    )
    def test_are_told_by_how_they_are_written(self, body: str, marks: str, expected: str) -> None:
        question, found = read(body, marks)
        assert (question.type, found) == (expected, [])

    def test_a_list_before_the_items_is_text(self) -> None:
        question, found = read("1. x\n2. y\n\nXếp lại:\n\n1. a\n2. b\n3. c\n\n> Vì thế.")
        written = question.text.written
        assert found == []
        assert written.prompt.text == "1. x\n2. y\n\nXếp lại:"
        assert [item.text for item in written.items] == ["a", "b", "c"]
        assert written.explanation is not None
        assert written.explanation.text == "Vì thế."

    def test_lists_before_choices_are_text(self) -> None:
        question, found = read("1. x\n2. y\n\n- [x] a\n- [ ] b")
        assert (question.type, found) == ("one", [])

    def test_a_quotation_at_the_end_explains_gaps(self) -> None:
        question, found = read("> Lời trích\n\nGọi {{156}}.\n\n> Vì\n>\n> thế.")
        written = question.text.written
        assert found == []
        assert written.prompt.text == "> Lời trích\n\nGọi {{156}}."
        assert written.explanation is not None
        assert written.explanation.text == "Vì\n\nthế."

    def test_right_sides_that_are_equal_are_one(self) -> None:
        written = read("- a => X\n- b => y\n- c => x")[0].text.written
        assert [right.text for right in written.rights] == ["X", "y"]
        assert written.matches == (0, 1, 0)


class TestProblems:
    @pytest.mark.parametrize(
        ("body", "found"),
        [
            ("=", [(3, "empty_answer")]),
            ("= 20..10", [(3, "bad_number")]),
            ("= 10 ± x", [(3, "bad_number")]),
            ("= 10..20\n= mười", [(4, "bad_number")]),
            ("= a\nb", [(4, "text_after_choices")]),
            ("- a => b", [(1, "one_pair")]),
            ("- a => b\n- c => b", [(1, "one_pair")]),
            ("- a => b\n- a => c", [(4, "same_choice")]),
            ("- a => \n- c => d", [(3, "empty_choice")]),
            ("- a => b\n- c => d\n- e", [(5, "text_after_choices")]),
            ("1. a", [(1, "one_item")]),
            ("1. a\n2. A", [(4, "same_choice")]),
            ("\n".join(f"{n}. a{n}" for n in range(1, 22)), [(1, "too_many_parts")]),
            ("Gọi {{ | }}.", [(3, "empty_gap")]),
            ("Gọi {{156}} {{113.", [(3, "gap_open")]),
            ("Gọi {{156}}.\n\n- [x] a\n- [ ] b", [(1, "gaps_and_more")]),
        ],
    )
    def test_each(self, body: str, found: list[tuple[int, str]]) -> None:
        assert read(body)[1] == found

    def test_a_gap_in_the_heading(self) -> None:
        found: Problems = []
        read_questions(Passage("exam.md", 1, "## Gọi {{156}}\n\n= a\n"), found)
        assert [problem.code for problem in found] == ["gap_in_heading"]

    @pytest.mark.parametrize("text", ["[a](https://x.vn/{{b}})", "`{{b}}`", "### {{b}}"])
    def test_a_gap_that_is_not_in_plain_text(self, bench: Workbench, text: str) -> None:
        bench.append("exam.md", f"\n## Mới {{#moi}}\n\n{text}\n")
        bench.append("exam.en.md", f"\n## New {{#moi}}\n\n{text}\n")
        assert {code for _, _, code in bench.codes()} == {"gap_misplaced"}

    def test_a_right_side_without_words(self, bench: Workbench) -> None:
        (bench.mini / "exam.en.md").unlink()
        bench.append("exam.md", "\n## Mới {#moi}\n\n- a => <br>\n- b => c\n")
        assert [code for _, _, code in bench.codes()] == ["right_not_text"]

    def test_a_check_block_takes_choices_only(self, bench: Workbench) -> None:
        bench.append("01-mot/02-bai-sau.md", "\n```check\nHỏi?\n= a\n```\n")
        assert [code for _, _, code in bench.codes()] == ["check_needs_choices"]


class TestTranslations:
    @pytest.mark.parametrize(
        ("original", "translation", "codes"),
        [
            ("= Hà Nội\n= Hanoi", "= hanoi\n= ha noi", []),
            ("= Hà Nội", "= Hanoi", ["key_differs"]),
            ("= 10..20", "= 10 .. 20", []),
            ("= 10..20", "= 10..21", ["key_differs"]),
            ("= 10", "= ten", ["key_differs"]),
            ("- a => b\n- c => d", "- x => y\n- z => w", []),
            ("- a => b\n- c => d\n- e => b", "- x => y\n- z => w\n- v => w", ["key_differs"]),
            ("- a => b\n- c => d", "- x => y\n- z => w\n- v => u", ["choices_differ"]),
            ("1. a\n2. b", "1. x\n2. y", []),
            ("1. a\n2. b", "1. x\n2. y\n3. z", ["choices_differ"]),
            ("1. a\n2. b", "- x => y\n- z => w", ["type_differs"]),
            ("Gọi {{156}}", "Call {{156}}", []),
            ("Gọi {{156|a}}", "Call {{A|156}}", []),
            ("Gọi {{156}}", "Call {{157}}", ["key_differs"]),
            ("Gọi {{156}}", "Call {{156}} {{1}}", ["choices_differ"]),
        ],
    )
    def test_carry_the_same_key(
        self, bench: Workbench, original: str, translation: str, codes: list[str]
    ) -> None:
        bench.append("exam.md", f"\n## Mới {{#moi}}\n\n{original}\n")
        bench.append("exam.en.md", f"\n## New {{#moi}}\n\n{translation}\n")
        assert [code for _, _, code in bench.codes()] == codes


class TestStored:
    @pytest.fixture(scope="class")
    def questions(self) -> dict[str, StoredQuestion]:
        files = {
            path.relative_to(KINDS).as_posix(): path.read_bytes()
            for path in KINDS.rglob("*")
            if path.is_file()
        }
        found: Problems = []
        package = parse_package("kinds", files, found)
        assert package
        manifest = make_manifest(package, {}, found)
        assert found == []
        content = read_content(
            manifest.json, manifest.renderings, revision_id=1, number=1,
            published_at=at("2026-05-01"), slug="kinds", code=None,
        )  # fmt: skip
        return {question.id: question for question in content.exam.questions}

    def test_answers(self, questions: dict[str, StoredQuestion]) -> None:
        assert questions["thu-do"].answers == (("Hà Nội", "Hanoi"),)
        assert questions["bao-nhieu"].answers == (("10000000 ± 5%", "10..20"),)
        assert questions["cho-trong"].answers == (("156", "số 156"), ("OTP",))

    def test_pairs(self, questions: dict[str, StoredQuestion]) -> None:
        question = questions["ghep"]
        assert question.lefts[1] == {
            "vi": "Báo <strong>công an</strong>", "en": "<strong>Police</strong>",
        }  # fmt: skip
        assert [choice.text["vi"] for choice in question.choices] == ["114", "113", "115"]
        assert question.pairs == (0, 1, 2)

    def test_items(self, questions: dict[str, StoredQuestion]) -> None:
        items = [choice.text["en"] for choice in questions["thu-tu"].choices]
        assert items == ["Go offline", "Change the password", "Tell the bank"]

    def test_gaps_hold_no_answer(self, questions: dict[str, StoredQuestion]) -> None:
        text = questions["cho-trong"].text
        assert text["vi"] == (
            "<p>Gọi <strong><!--gap:0--></strong> để báo cuộc gọi rác, và đừng đọc mã "
            "<!--gap:1--> cho ai.</p>"
        )
        assert "156" not in text["en"]

    def test_a_written_marker_is_no_gap(self, bench: Workbench) -> None:
        (bench.mini / "exam.en.md").unlink()
        bench.append("exam.md", "\n## Mới {#moi}\n\nx <!--gap:0--> {{a}}\n")
        checked = bench.check()
        assert checked.manifest
        html = checked.manifest.json["exam"]["questions"][-1]["texts"]["vi"]
        assert html.count("<!--") == 1


def test_the_original_is_what_the_key_is_read_from(bench: Workbench) -> None:
    package = bench.check().package
    assert package
    assert package.exam
    question: Question = package.exam.questions[0]
    assert question.written is question.texts["vi"].written
