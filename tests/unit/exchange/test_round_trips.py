"""What is written in a format is read back the same; what is read is never an exception."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.catalogue.exchange.formats import READERS, read, write
from portal.catalogue.exchange.model import Option, Question
from portal.catalogue.exchange.sheet_reading import read_xlsx
from portal.catalogue.exchange.sheet_writing import write_xlsx
from portal.catalogue.numbers import read_range
from portal.kernel.text import tidy
from tests.unit.exchange.word import docx

LETTERS = "abcxyzÂĐếừ 0159.,:;!?~=#{}()%+-_\\>'\"/|&"


def _word(text: str) -> str:
    """A plain paragraph to Markdown, with signs only inside; gaps and => have their own meaning."""
    return tidy(f"x{text.replace('{{', '{').replace('=>', '=')}y")


words = st.text(LETTERS, max_size=14).map(_word)
plain = st.text("abcxyzÂĐếừ 0159", max_size=10).map(_word)
several_words = st.lists(words, min_size=2, max_size=5, unique_by=lambda text: text.casefold())


TYPES = ("one", "several", "short", "number", "matching", "ordering", "gaps")


@st.composite
def options(build: st.DrawFn, kind: str) -> tuple[Option, ...]:
    said = build(several_words)
    right = 1 if kind == "one" else build(st.integers(1, len(said) - 1))
    feedback = st.just("") | words
    return tuple(Option(one, place < right, build(feedback)) for place, one in enumerate(said))


@st.composite
def answers(build: st.DrawFn, kind: str) -> tuple[Any, ...]:
    if kind == "short":
        return tuple(build(st.lists(plain, min_size=1, max_size=3)))
    if kind == "number":
        pairs = build(st.lists(st.tuples(st.integers(-999, 99999), st.integers(0, 9)), min_size=1))
        return tuple(f"{middle} ± {width}" if width else f"{middle}" for middle, width in pairs)
    if kind == "ordering":
        return tuple(build(several_words))
    if kind == "matching":
        rights = st.lists(plain, min_size=5, max_size=5, unique_by=str.casefold)
        return tuple(zip(build(several_words), build(rights), strict=False))
    accepted = st.lists(plain, min_size=1, max_size=2).map(tuple)
    return tuple(build(st.lists(accepted, min_size=1, max_size=3)))


@st.composite
def questions(build: st.DrawFn, kinds: tuple[str, ...] = TYPES, gaps: int = 3) -> Question:
    kind: Any = build(st.sampled_from(kinds))
    text = build(words)
    if build(st.booleans()):
        text += f"\n\n{build(words)}\n\n{build(words)}"
    has_options = kind in ("one", "several")
    said = () if has_options else build(answers(kind))
    if kind == "gaps":
        said = said[:gaps]
        fields = " ".join(f"x {{{{{'|'.join(one)}}}}}" for one in said)
        text += f"\n\n{fields} {build(words)}"
    return Question(
        id=build(st.sampled_from(["a", "b-c", "q1"])),
        type=kind,
        text=text,
        options=build(options(kind)) if has_options else (),
        answers=said,
        points=build(st.integers(1, 5)),
        classes=tuple(sorted(build(st.sets(st.sampled_from(["critical", "kho", "fixed"]))))),
        explanation=build(st.just("") | words),
    )


def meaning(question: Question) -> Question:
    """Numbers by what they hold."""
    if question.type != "number":
        return question
    return replace(question, answers=tuple(read_range(str(one)) for one in question.answers))


def there_and_back(question: Question, format_: str) -> Question:
    text, written = write(format_, [question])
    assert written.troubles == []
    outcome = read(format_, text.encode())
    assert [str(trouble) for trouble in outcome.troubles] == [], text
    (back,) = outcome.questions
    return back


class TestRoundTrips:
    @given(questions())
    def test_markdown(self, question: Question) -> None:
        assert there_and_back(question, "markdown") == question

    @given(questions(("one", "several", "short", "number", "matching")))
    def test_gift(self, question: Question) -> None:
        assert meaning(there_and_back(question, "gift")) == meaning(question)

    @given(questions(("gaps",), gaps=1))
    def test_gift_with_one_gap(self, question: Question) -> None:
        assert there_and_back(question, "gift") == question

    @given(questions())
    def test_moodle_xml(self, question: Question) -> None:
        back = there_and_back(question, "moodle-xml")
        sort = lambda one: replace(meaning(one), classes=tuple(sorted(set(one.classes))))  # noqa: E731
        assert sort(back) == sort(question)

    @given(questions())
    @settings(max_examples=40)
    def test_xlsx(self, question: Question) -> None:
        content, written = write_xlsx([question])
        assert written.troubles == []
        outcome = read_xlsx(content)
        assert [str(trouble) for trouble in outcome.troubles] == []
        assert meaning(outcome.questions[0]) == meaning(question)

    @given(st.lists(questions(), max_size=4), st.sampled_from(["markdown", "moodle-xml", "json"]))
    def test_many_at_once_keep_their_number(self, several: list[Question], format_: str) -> None:
        text, _ = write(format_, several)
        if format_ != "json" and several:
            numbered = [replace(one, id=f"q{n}") for n, one in enumerate(several)]
            text, _ = write(format_, numbered)
            assert [q.id for q in read(format_, text.encode()).questions] == [
                q.id for q in numbered
            ]


SOURCES = [
    "## A {#a}\n\n- [x] b\n- [ ] c\n", "::a::[html]<p>b</p>{=c ~%50%d#e ####f}", "A?\nA. b\nB. c\nANSWER: A",
    "<quiz><question type='multichoice'><questiontext><text>a</text></questiontext>"
    "<answer fraction='100'><text>b</text></answer></question></quiz>",
]  # fmt: skip
broken = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(str.encode),
    st.text("~=#{}:\\->%\n []x.ABCD/*<>&\"'0159|_`!", max_size=120).map(str.encode),
    st.builds(
        lambda source, at, more: source[:at].encode() + more + source[at:].encode(),
        st.sampled_from(SOURCES), st.integers(0, 160), st.binary(max_size=8),
    ),
)  # fmt: skip


class TestGarbage:
    @pytest.mark.parametrize("format_", list(READERS))
    @given(content=broken)
    @example(content=b"[" * 20_000)
    @example(content=b"<" * 20_000)
    @example(content=b"{" * 20_000)
    @example(content=b"\xff\xfe\x00\xd8")
    @example(content=b"::a::{#1:2:3}\n\n{=->}\n\n{~%x%a}")
    @settings(max_examples=60)
    def test_is_nothing_but_problems(self, format_: str, content: bytes) -> None:
        for target in ("json", "markdown", "gift", "moodle-xml"):
            write(target, read(format_, content).questions)

    @given(st.lists(st.text("Câu123.:ABCD*\t\n -=)(Đápán", max_size=40), max_size=12))
    def test_in_a_word_document_too(self, lines: list[str]) -> None:
        read("docx", docx(*(f"x{line}"[1:] or " " for line in lines)))
