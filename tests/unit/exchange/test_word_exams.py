"""Exams as trainers write them in Word."""

import pytest

from portal.catalogue.exchange.formats import read
from portal.catalogue.exchange.model import Question
from portal.catalogue.exchange.outcome import Outcome
from tests.unit.exchange.word import docx, p, run, table

ASKED = "Câu 1. Ai được giữ mã OTP?"


def exam(*blocks: str) -> Outcome:
    return read("docx", docx(*blocks))


def one(*blocks: str) -> Question:
    outcome = exam(*blocks)
    assert [str(trouble) for trouble in outcome.troubles] == []
    (question,) = outcome.questions
    return question


def key(question: Question) -> str:
    return "".join("ABCDEFGH"[n] for n, option in enumerate(question.options) if option.correct)


def texts(question: Question) -> list[str]:
    return [option.text for option in question.options]


class TestNumbering:
    @pytest.mark.parametrize(
        "asked", ["Câu 1. Hỏi?", "Câu 1: Hỏi?", "CÂU 1) Hỏi?", "Câu hỏi 1: Hỏi?", "câu 1 Hỏi?",
                  "Câu 1 (0,5 điểm): Hỏi?", "Question 1. Hỏi?", "1. Hỏi?", "1) Hỏi?", "Câu 1.\nHỏi?"],
    )  # fmt: skip
    def test_is_typed_in_many_ways(self, asked: str) -> None:
        question = one(p(run(asked)), "A. một", "B. hai", "Đáp án: B")
        assert (question.id, question.type, question.text) == ("cau-1", "one", "Hỏi?")
        assert (texts(question), key(question)) == (["một", "hai"], "B")

    def test_may_be_automatic(self) -> None:
        outcome = exam(
            p("Hỏi một?", style="Cau"),
            p("a", numbered=(1, 1)), p(run("b", "b"), numbered=(1, 1)),
            p("Hỏi hai?", numbered=(1, 0)),
            p(run("c", "b"), numbered=(1, 1)), p("d", numbered=(1, 1)),
        )  # fmt: skip
        assert outcome.troubles == []
        assert [(q.id, q.text, key(q)) for q in outcome.questions] == [
            ("cau-1", "Hỏi một?", "B"), ("cau-2", "Hỏi hai?", "A"),
        ]  # fmt: skip

    def test_of_options_may_go_on_across_questions(self) -> None:
        outcome = exam(
            p("Hỏi một?", numbered=(2, 0)), p("a", numbered=(3, 0)), p(run("b", "u"), numbered=(3, 0)),
            p("Hỏi hai?", numbered=(2, 0)), p("c", numbered=(3, 0)), p(run("d", "u"), numbered=(3, 0)),
        )  # fmt: skip
        assert outcome.troubles == []
        assert [key(question) for question in outcome.questions] == ["B", "B"]


class TestOptions:
    @pytest.mark.parametrize(
        "lines",
        [
            ["A. một", "B. hai", "C. ba", "D. bốn"],
            ["A. một\tB. hai\tC. ba\tD. bốn"],
            ["A. một    B. hai", "C. ba    D. bốn"],
            ["A. một B. hai C. ba D. bốn"],
            ["a) một", "b) hai", "c) ba", "d) bốn"],
            ["A. một\nB. hai\nC. ba\nD. bốn"],
            ["\tA.một\t\tB.hai", "\tC.ba\t\tD.bốn"],
        ],
    )
    def test_stand_on_one_line_or_several(self, lines: list[str]) -> None:
        question = one(ASKED, *(p(run(line)) for line in lines), "Đáp án: C")
        assert (texts(question), key(question)) == (["một", "hai", "ba", "bốn"], "C")

    def test_stand_in_a_table(self) -> None:
        question = one(ASKED, table(["A. một", "B. hai"], ["C. ba", "D. bốn"]), "Đáp án: D")
        assert (texts(question), key(question)) == (["một", "hai", "ba", "bốn"], "D")

    def test_follow_the_question_on_its_line(self) -> None:
        question = one(p(run("Câu 1. Hỏi?\tA. một\tB. hai")), "Đáp án: A")
        assert (question.text, texts(question)) == ("Hỏi?", ["một", "hai"])

    def test_go_on_on_the_next_line(self) -> None:
        question = one(ASKED, "A. một", "và nữa", "B. hai", "Đáp án: A")
        assert texts(question) == ["một và nữa", "hai"]

    def test_may_hold_a_letter_with_a_point(self) -> None:
        question = one(ASKED, p(run("A. Vitamin B. Tốt\tB. hai")), "Đáp án: A")
        assert texts(question) == ["Vitamin B. Tốt", "hai"]

    def test_are_not_read_out_of_the_question(self) -> None:
        question = one("Câu 1. Theo mục a. và b. thì sao?", "A. một", "B. hai", "Đáp án: A")
        assert question.text == "Theo mục a. và b. thì sao?"


class TestKey:
    @pytest.mark.parametrize("look", ["b", "u", "red", "yellow", "strong"])
    def test_is_a_look_of_the_option(self, look: str) -> None:
        question = one(ASKED, "A. một", p(run("B. hai", look)), "C. ba")
        assert key(question) == "B"

    @pytest.mark.parametrize("look", ["b", "u", "red"])
    def test_is_a_look_of_the_letter(self, look: str) -> None:
        question = one(ASKED, "A. một", p(run("B.", look), run(" hai")), "C. ba")
        assert key(question) == "B"

    def test_is_a_look_on_a_line_of_options(self) -> None:
        question = one(ASKED, p(run("A. một\t"), run("B. hai", "red"), run("\tC. ba")))
        assert key(question) == "B"

    def test_is_an_asterisk(self) -> None:
        for marked in ("*B. hai", "B. *hai", "B. hai*", "B*. hai"):
            question = one(ASKED, "A. một", marked, "C. ba")
            assert (key(question), texts(question)[1]) == ("B", "hai"), marked

    @pytest.mark.parametrize(
        "line", ["Đáp án: B", "ĐÁP ÁN: B.", "Đáp án đúng là B", "Đáp án B", "(Đáp án: B)", "Answer: b",
                 "Đ/a: B", "Đáp án: B. hai"],
    )  # fmt: skip
    def test_is_a_line_below(self, line: str) -> None:
        assert key(one(ASKED, "A. một", "B. hai", line)) == "B"

    @pytest.mark.parametrize(
        "lines",
        [
            ["Bảng đáp án", "1-B 2.A"],
            ["BẢNG ĐÁP ÁN:", "1. B", "2. A"],
            ["ĐÁP ÁN", "Câu 1: B", "Câu 2: A"],
            ["Đáp án: 1B, 2A"],
            ["1-B; 2-A"],
            ["ĐÁP ÁN", "1.B\t2.A"],
        ],
    )
    def test_is_a_table_at_the_end(self, lines: list[str]) -> None:
        outcome = exam(
            ASKED, "A. một", "B. hai", "Câu 2. Hỏi?", "A. ba", "B. bốn", *(p(run(one)) for one in lines)
        )  # fmt: skip
        assert [str(trouble) for trouble in outcome.troubles] == []
        assert [key(question) for question in outcome.questions] == ["B", "A"]
        assert [texts(question) for question in outcome.questions] == [
            ["một", "hai"],
            ["ba", "bốn"],
        ]

    @pytest.mark.parametrize(
        "rows",
        [
            (["Câu", "1", "2"], ["Đáp án", "B", "A"]),
            (["Câu", "Đáp án"], ["1", "B"], ["2", "A"]),
            (["1-B", "2-A"],),
            (["1", "B", "2", "A"],),
        ],
    )
    def test_is_a_table_of_word(self, rows: tuple[list[str], ...]) -> None:
        outcome = exam(
            ASKED, "A. một", "B. hai", "Câu 2. Hỏi?", "A. ba", "B. bốn", "Bảng đáp án", table(*rows)
        )  # fmt: skip
        assert outcome.troubles == []
        assert [key(question) for question in outcome.questions] == ["B", "A"]

    def test_is_not_what_all_options_share(self) -> None:
        question = one(
            ASKED, p(run("A. một", "b")), p(run("B. hai", "b", "red")), p(run("C. ba", "b", "black"))
        )  # fmt: skip
        assert key(question) == "B"

    def test_is_the_colour_of_the_one(self) -> None:
        question = one(
            ASKED, p(run("A. một", "blue")), p(run("B. hai", "red")), p(run("C. ba", "blue"))
        )  # fmt: skip
        assert key(question) == "B"

    def test_is_not_one_bold_word(self) -> None:
        question = one(
            ASKED, p(run("A. "), run("Không", "b"), run(" bao giờ")), "B. hai", "Đáp án: B"
        )
        assert key(question) == "B"

    def test_may_name_several(self) -> None:
        question = one(ASKED, "A. một", "B. hai", "C. ba", "Đáp án: A, C")
        assert (question.type, key(question)) == ("several", "AC")
        question = one("Câu 1. Chọn các việc nên làm", "*A. một", "B. hai", "*C. ba")
        assert (question.type, key(question)) == ("several", "AC")

    def test_agrees_with_itself(self) -> None:
        question = one(ASKED, "A. một", p(run("*B. hai", "b", "red")), "Đáp án: B", "1-B 2-A")
        assert key(question) == "B"


class TestDoubt:
    @pytest.mark.parametrize(
        ("blocks", "why"),
        [
            (["A. một", "B. hai"], "no option is marked"),
            ([p(run("A. một", "b")), p(run("B. hai", "b"))], "no option is marked"),
            ([p(run("A. một", "b")), p(run("B. hai", "b")), "C. ba"], "several options are marked (A, B)"),
            (["*A. một", "B. hai", "Đáp án: B"], "its marks disagree (A / B)"),
            ([p(run("A. một", "b")), p(run("B. hai", "red"))], "its marks disagree (A / B)"),
            (["A. một", "B. hai", "Đáp án: D"], "an option that is not there"),
            (["A. một", "B. hai", "Đáp án: A", "Đáp án: B"], "its marks disagree"),
            (["A. một", "B. hai", "A. ba", "Đáp án: A"], "the same letter"),
        ],
    )  # fmt: skip
    def test_is_told_and_never_guessed(self, blocks: list[str], why: str) -> None:
        outcome = exam(ASKED, *blocks)
        (trouble,) = outcome.troubles
        assert why in str(trouble.message)
        assert "Câu 1" in str(trouble.place)
        assert outcome.is_whole
        (question,) = outcome.questions
        assert (question.classes, key(question)) == (("doubtful",), "")


class TestRest:
    def test_an_explanation_is_kept(self) -> None:
        question = one(ASKED, "A. một", "B. hai", "Đáp án: B", "Giải thích: Vì thế.", "Và nữa.")
        assert question.explanation == "Vì thế.\n\nVà nữa."

    def test_text_in_front_is_no_question(self) -> None:
        assert one("ĐỀ KIỂM TRA", "Thời gian: 15 phút", ASKED, "A. một", "*B. hai").id == "cau-1"

    def test_a_question_without_options_is_left_out_by_name(self) -> None:
        outcome = exam("Câu 1. Trình bày ý kiến.", "Câu 2. Hỏi?", "*A. một", "B. hai")
        assert [question.id for question in outcome.questions] == ["cau-2"]
        assert "Câu 1 (Trình bày ý kiến.)" in str(outcome.troubles[0])
        assert not outcome.is_whole

    def test_deleted_text_is_gone_and_inserted_text_is_there(self) -> None:
        question = one(
            p(run("Câu 1. Ai "), f"<w:ins>{run('giữ')}</w:ins>", "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"),
            "*A. một", "B. hai",
        )  # fmt: skip
        assert question.text == "Ai giữ"

    def test_raised_and_lowered_figures_stay_so(self) -> None:
        question = one(
            p(run("Câu 1. Đổi 1 m"), run("2", "raised"), run(", H"), run("2", "lowered"), run("O")),
            "*A. a",
            "B. b",
        )
        assert question.text == "Đổi 1 m², H₂O"

    def test_what_cannot_be_raised_is_told(self) -> None:
        outcome = exam(p(run("Câu 1. 2"), run("k", "raised")), "*A. a", "B. b")
        assert "holds a formula" in str(outcome.troubles[0])

    def test_markdown_signs_are_shown_as_they_are(self) -> None:
        question = one("Câu 1. 2*3 < 7 [a]?", "*A. `x`", "B. - y")
        assert question.text == r"2\*3 &lt; 7 \[a]?"
        assert texts(question) == [r"\`x\`", r"\- y"]
