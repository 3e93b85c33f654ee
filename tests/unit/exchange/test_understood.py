"""Keys as values: what was understood, why, what is doubtful, and what becomes of an answer."""

import pytest

from portal.catalogue.exchange.formats import read, write
from portal.catalogue.exchange.model import DOUBTFUL
from portal.catalogue.exchange.sheet_writing import write_xlsx
from portal.catalogue.exchange.understood import (
    Candidate,
    Doubt,
    NotAnOption,
    ReadQuestion,
    Sign,
    decided,
    sure,
)
from tests.unit.exchange.word import docx, p, run

ASKED = "Câu 1. Ai giữ mã?"


def one(format_: str, content: bytes) -> ReadQuestion:
    (found,) = read(format_, content).read
    return found


def word(*lines: str) -> ReadQuestion:
    return one("docx", docx(ASKED, *lines))


@pytest.mark.parametrize(
    ("lines", "sign"),
    [
        ([p(run("B. hai", "b"))], Sign.BOLD),
        ([p(run("B. hai", "u"))], Sign.UNDERLINE),
        ([p(run("B. hai", "red"))], Sign.COLOUR),
        ([p(run("B. hai", "yellow"))], Sign.SHADE),
        (["*B. hai"], Sign.ASTERISK),
        (["B. hai", "Đáp án: B"], Sign.LINE),
        (["B. hai", "1-B 2-A"], Sign.TABLE),
    ],
    ids=lambda value: value.value if isinstance(value, Sign) else "",
)
def test_a_key_says_what_marks_it(lines: list[str], sign: Sign) -> None:
    key = word("A. một", *lines).key
    assert (key.right, key.doubt) == (frozenset({1}), None)
    assert key.candidates == (Candidate(sign, frozenset({1})),)


@pytest.mark.parametrize(
    ("lines", "doubt", "candidates"),
    [
        (["A. một", "B. hai"], Doubt.NOTHING, []),
        (["*A. một", "B. hai", "Đáp án: B"], Doubt.DISAGREE, [{1}, {0}]),
        (["A. một", "B. hai", "Đáp án: D"], Doubt.NO_SUCH_OPTION, [set()]),
        (["*A. một", "*B. hai", "C. ba"], Doubt.SEVERAL, [{0, 1}]),
        (["A. một", "B. hai", "A. ba", "Đáp án: A"], Doubt.SAME_LETTER, [{0, 2}]),
    ],
    ids=lambda value: value.value if isinstance(value, Doubt) else "",
)
def test_a_doubt_names_the_candidates(
    lines: list[str], doubt: Doubt, candidates: list[set[int]]
) -> None:
    found = word(*lines)
    assert (found.key.doubt, found.key.right, found.is_doubtful) == (doubt, frozenset(), True)
    assert [candidate.options for candidate in found.key.candidates] == candidates
    assert found.question.classes == (DOUBTFUL,)
    assert not any(option.correct for option in found.question.options)


@pytest.mark.parametrize(
    ("format_", "content", "doubt"),
    [
        ("aiken", b"A?\nA. b\nB. c\nANSWER: D", Doubt.NO_SUCH_OPTION),
        ("aiken", b"A?\nA. b\nB. c\n", Doubt.NOTHING),
        ("gift", b"::a::b {~c ~d}", Doubt.NOTHING),
        ("moodle-xml", b"<quiz><question type='multichoice'><questiontext><text>a</text></questiontext>"
         b"<answer fraction='0'><text>b</text></answer><answer fraction='0'><text>c</text></answer>"
         b"</question></quiz>", Doubt.NOTHING),
    ],
    ids=["aiken-foreign", "aiken-none", "gift", "moodle"],
)  # fmt: skip
def test_every_format_can_be_doubtful(format_: str, content: bytes, doubt: Doubt) -> None:
    outcome = read(format_, content)
    assert outcome.is_whole and "its key is doubtful" in str(outcome.troubles[0])
    assert [(found.key.doubt, found.question.classes) for found in outcome.read] == [
        (doubt, (DOUBTFUL,))
    ]


def test_a_row_with_two_keys_for_one_choice_is_doubtful() -> None:
    question = one("aiken", b"A?\nA. b\nB. c\nANSWER: A").question
    content, _ = write_xlsx([question])
    assert one("xlsx", content).key.candidates == (Candidate(Sign.FILE, frozenset({0})),)


class TestDecided:
    READ = [word("A. một", "B. hai"), word("A. một", "*B. hai")]

    def test_answers_make_the_final_questions(self) -> None:
        first, second = decided(self.READ, {0: [1]})
        assert [option.correct for option in first.question.options] == [False, True]
        assert (first.question.classes, first.question.type, first.is_doubtful) == (
            (),
            "one",
            False,
        )
        assert first.key.candidates[-1] == Candidate(Sign.TRAINER, frozenset({1}))
        assert second == self.READ[1]

    def test_two_answers_make_it_a_question_of_several(self) -> None:
        first, _ = decided(self.READ, {0: [0, 1]})
        assert first.question.type == "several"

    def test_a_sure_key_can_be_corrected(self) -> None:
        _, second = decided(self.READ, {1: [0]})
        assert [option.correct for option in second.question.options] == [True, False]

    def test_without_an_answer_it_stays_doubtful(self) -> None:
        assert decided(self.READ, {0: []}) == self.READ
        assert sure(self.READ) == [self.READ[1].question]

    @pytest.mark.parametrize("chosen", [{0: [2]}, {0: [-1]}, {5: [0]}, {-1: [0]}], ids=str)
    def test_what_is_not_there_is_refused(self, chosen: dict[int, list[int]]) -> None:
        with pytest.raises(NotAnOption):
            decided(self.READ, chosen)

    def test_what_is_decided_is_written_and_read_as_sure(self) -> None:
        text, _ = write("markdown", sure(decided(self.READ[:1], {0: [1]})))
        assert one("markdown", text.encode()).key.right == frozenset({1})
