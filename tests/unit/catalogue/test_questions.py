"""Questions as authors write them."""

import pytest

from portal.catalogue.package import Passage
from portal.catalogue.problems import Problems
from portal.catalogue.questions import ReadQuestion, read_questions

SOUND = """## Người dân đọc mật khẩu. Bạn làm gì? {#dang-nhap-ho .critical .kho points=2}

Bạn đang ở **bàn hỗ trợ**.

- [ ] Nhập giúp
  cho nhanh
  > Mật khẩu là của
  > người dân.
- [x] Trả máy lại

> Giải thích.
>
> Hai đoạn.
"""


def read(text: str) -> tuple[list[ReadQuestion], list[tuple[int, str]]]:
    found: Problems = []
    questions = read_questions(Passage("exam.md", 1, text), found)
    return questions, [(problem.line, problem.code) for problem in found]


class TestReading:
    def test_everything_of_a_question(self) -> None:
        (question,), found = read(SOUND)
        assert found == []
        assert (question.id, question.type, question.marks.points) == ("dang-nhap-ho", "one", 2)
        assert question.own_classes == ("kho",)
        written = question.text.written
        assert written.prompt.text == "Bạn đang ở **bàn hỗ trợ**."
        assert [choice.text.text for choice in written.choices] == [
            "Nhập giúp\ncho nhanh",
            "Trả máy lại",
        ]
        assert written.key == (False, True)
        assert written.choices[0].feedback is not None
        assert written.choices[0].feedback.text == "Mật khẩu là của\nngười dân."
        assert written.choices[0].feedback.line == 7
        assert written.explanation is not None
        assert written.explanation.text == "Giải thích.\n\nHai đoạn."

    def test_the_id_is_the_slug_of_the_heading_unless_given(self) -> None:
        (question,), _ = read("## Đổi mật khẩu?\n\n- [x] a\n- [ ] b\n")
        assert question.id == "doi-mat-khau"

    @pytest.mark.parametrize(
        ("marks", "choices", "expected"),
        [
            ("", "- [x] a\n- [ ] b", "one"),
            ("", "- [x] a\n- [x] b\n- [ ] c", "several"),
            ("{.several}", "- [x] a\n- [ ] b", "several"),
        ],
    )
    def test_the_type(self, marks: str, choices: str, expected: str) -> None:
        (question,), found = read(f"## Câu {marks}\n\n{choices}\n")
        assert (question.type, found) == (expected, [])

    def test_choices_in_a_code_block_are_text(self) -> None:
        (question,), found = read("## Câu\n\n```\n- [x] not a choice\n```\n\n- [x] a\n- [ ] b\n")
        assert found == []
        assert len(question.text.written.choices) == 2


class TestProblems:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("", [(1, "no_questions")]),
            ("Hello\n\n## A\n- [x] a\n- [ ] b", [(1, "text_before_questions")]),
            ("## A\n\n- [ ] a\n- [ ] b", [(1, "no_right_choice")]),
            ("## A\n\n- [x] a", [(1, "one_choice")]),
            ("## A\n\nText", [(1, "no_choices")]),
            ("## A\n\n- [x] a\n- [] b", [(4, "bad_choice_mark")]),
            ("## A\n\n- [x] a\n- [y] b", [(4, "bad_choice_mark")]),
            ("## A\n\n- [x] a\n- [ ] \n- [ ] c", [(4, "empty_choice")]),
            ("## A\n\n- [x] a\n- [ ]  A ", [(4, "same_choice")]),
            ("## A\n\n- [x] a\n- [ ] b\n\nmore", [(6, "text_after_choices")]),
            ("## A\n\n- [x] a\n> e\n- [ ] b", [(5, "text_after_choices")]),
            ("## A {#a}\n- [x] a\n- [ ] b\n## B {#a}\n- [x] a\n- [ ] b", [(4, "same_question")]),
            ("## A {.critcal}\n- [x] a\n- [ ] b", [(1, "unknown_class")]),
            ("## A {points=0}\n- [x] a\n- [ ] b", [(1, "bad_points")]),
            ("## A {what}\n- [x] a\n- [ ] b", [(1, "heading_broken")]),
            ("## A {#Á}\n- [x] a\n- [ ] b", [(1, "bad_question_id")]),
            ("## {#a}\n- [x] a\n- [ ] b", [(1, "no_heading")]),
            (
                "# A\n## B\n- [x] a\n- [ ] b",
                [(1, "level_one_heading"), (1, "text_before_questions")],
            ),
        ],
    )
    def test_each(self, text: str, found: list[tuple[int, str]]) -> None:
        assert read(text)[1] == found
