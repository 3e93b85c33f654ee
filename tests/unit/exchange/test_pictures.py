"""Pictures of questions: kept from Word and Moodle, given to Moodle, named once each."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.catalogue.exchange.attachments import (
    ending_for,
    names_shown,
    with_files,
    with_free_names,
)
from portal.catalogue.exchange.formats import read, write
from portal.catalogue.exchange.model import Attachment, Option, Question
from portal.catalogue.exchange.outcome import Outcome
from tests.unit.exchange.test_round_trips import questions
from tests.unit.exchange.word import docx, p, picture, png, run, table

ASKED = "Câu 1. Hình nào?"
PNG = png()


def troubles(outcome: Outcome) -> list[str]:
    return [str(trouble) for trouble in outcome.troubles]


def moodle(inside: str) -> Outcome:
    file = f'<file name="So do 1.png" path="/" encoding="base64">{base64.b64encode(PNG).decode()}</file>'
    whole = (
        f'<quiz><question type="multichoice"><name><text>a</text></name>'
        f'<questiontext format="html"><text><![CDATA[{inside}]]></text>{file}</questiontext>'
        '<answer fraction="100" format="html"><text>b</text></answer>'
        '<answer fraction="0" format="html"><text>c</text></answer></question></quiz>'
    )
    return read("moodle-xml", whole.encode())


class TestOfWord:
    def test_stand_below_the_question_and_in_options(self) -> None:
        content = docx(
            p(run(ASKED), picture("image1.png", "Ổ khóa")),
            p(run("A. "), picture("image2.png", "Máy"), run("\tB. hai")), "Đáp án: B",
            pictures={"image1.png": PNG, "image2.png": png("blue")},
        )  # fmt: skip
        outcome = read("docx", content)
        (question,) = outcome.questions
        assert troubles(outcome) == []
        assert question.text == "Hình nào?\n\n![Ổ khóa](media/cau-1.png)"
        assert question.options[0].text == "![Máy](media/cau-1-2.png)"
        assert [one.name for one in question.attachments] == ["cau-1.png", "cau-1-2.png"]
        assert question.attachments[0].content == PNG

    def test_do_not_hide_the_key(self) -> None:
        bold = picture("a.png", "x").replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>")
        outcome = read("docx", docx(
            ASKED, p(run("A. một "), bold), p(run("B. hai ", "b"), picture("a.png", "x")), pictures={"a.png": PNG}
        ))  # fmt: skip
        assert [option.correct for option in outcome.questions[0].options] == [False, True]

    def test_stand_in_tables_and_in_their_own_paragraph(self) -> None:
        outcome = read("docx", docx(
            ASKED, p(picture("a.png", "x")), table(["*A. một", "B. hai"]), pictures={"a.png": PNG}
        ))  # fmt: skip
        assert outcome.questions[0].text == "Hình nào?\n\n![x](media/cau-1.png)"

    def test_without_words_are_told(self) -> None:
        outcome = read("docx", docx(
            p(run(ASKED), picture("a.png")), "*A. một", "B. hai", pictures={"a.png": PNG}
        ))  # fmt: skip
        assert troubles(outcome) == [
            "Câu 1 (Hình nào?): the picture cau-1.png has no alternative text"
        ]
        assert outcome.questions[0].text.endswith("![](media/cau-1.png)")

    @pytest.mark.parametrize(
        ("drawn", "why"),
        [
            ("<w:r><w:drawing/></w:r>", "a drawing of Word itself"),
            (picture("gone.png", "Ổ khóa"), "the picture  is not in the file"),
            (picture("a.emf", "Ổ khóa"), "the picture a.emf is of a kind that is not shown"),
        ],
        ids=["drawing", "not there", "emf"],
    )
    def test_that_cannot_be_kept_are_told(self, drawn: str, why: str) -> None:
        content = docx(p(run(ASKED), drawn), "*A. một", "B. hai", pictures={"a.emf": b"\x01\0\0\0"})
        outcome = read("docx", content)
        assert why in troubles(outcome)[0] or "a drawing of Word" in troubles(outcome)[0]
        assert outcome.is_whole and outcome.questions[0].attachments == ()

    def test_that_are_only_linked_to_are_never_fetched(self) -> None:
        relations = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="a" Type="x" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
        )
        content = docx(
            p(run(ASKED), picture("a", "x", kind="link")), "*A. một", "B. hai",
            **{"word/_rels/document.xml.rels": relations},
        )  # fmt: skip
        outcome = read("docx", content)
        assert "the picture passwd is not in the file" in troubles(outcome)[0]
        assert outcome.questions[0].attachments == ()


class TestOfMoodle:
    def test_are_kept_by_a_slug(self) -> None:
        outcome = moodle('<p>Hỏi?</p><p><img src="@@PLUGINFILE@@/So%20do%201.png" alt="Sơ đồ"></p>')
        (question,) = outcome.questions
        assert troubles(outcome) == []
        assert question.text == "Hỏi?\n\n![Sơ đồ](media/so-do-1.png)"
        assert question.attachments == (Attachment("so-do-1.png", PNG),)

    def test_may_stand_in_the_address(self) -> None:
        data = base64.b64encode(PNG).decode()
        outcome = moodle(f'<p>Hỏi?</p><img src="data:image/png;base64,{data}" alt="Sơ đồ">')
        assert outcome.questions[0].attachments == (Attachment("hinh.png", PNG),)

    def test_of_other_sites_are_told_and_never_fetched(self) -> None:
        outcome = moodle('<p>Hỏi?</p><img src="https://example.org/a.png" alt="Sơ đồ">')
        assert troubles(outcome) == ["question 1: the picture a.png is not in the file: a"]
        assert outcome.questions[0].text == "Hỏi?\n\n(Sơ đồ)"

    def test_of_gift_are_told(self) -> None:
        outcome = read("gift", b'::a::[html]b <img src="@@PLUGINFILE@@/a.png" alt="c"> {=d ~e}')
        assert troubles(outcome) == ["line 1: the picture a.png is not in the file: a"]


@st.composite
def illustrated(build: st.DrawFn) -> Question:
    """A question of any type with a picture below its text, and in an option where it has some."""
    question = build(questions())
    colours = st.sampled_from(["red", "blue", "green"])
    one, other = png(build(colours)), png(build(colours))
    text = f"{question.text}\n\n![hình](media/a.png)"
    if question.type == "gaps":
        text = question.text.replace("\n\nx {{", "\n\n![hình](media/a.png) x {{", 1)
    question = replace(question, text=text, attachments=(Attachment("a.png", one),))
    if not question.options:
        return question
    first = Option(
        "![nữa](media/b-2.png) và chữ", question.options[0].correct, "xem ![a](media/a.png)"
    )
    files = (Attachment("a.png", one), Attachment("b-2.png", other))
    return replace(question, options=(first, *question.options[1:]), attachments=files)


class TestRoundTrips:
    @given(illustrated())
    def test_moodle_xml(self, question: Question) -> None:
        text, written = write("moodle-xml", [question])
        assert troubles(written) == []
        outcome = read("moodle-xml", text.encode())
        (back,) = outcome.questions
        assert troubles(outcome) == []
        # one picture under two names is one picture
        by_content = {one.content: one.name for one in back.attachments}
        assert set(by_content) == {one.content for one in question.attachments}
        assert names_shown(back) == tuple(one.name for one in back.attachments)
        if len(by_content) == len(question.attachments):
            assert (back.text, back.options) == (question.text, question.options)
            assert set(back.attachments) == set(question.attachments)

    @given(illustrated())
    def test_markdown(self, question: Question) -> None:
        text, _ = write("markdown", [question])
        (back,) = read("markdown", text.encode()).questions
        files = {one.name: one.content for one in question.attachments}
        back = with_files(back, files)
        assert set(back.attachments) == set(question.attachments)
        assert replace(back, attachments=()) == replace(question, attachments=())

    def test_what_is_not_at_hand_is_told(self) -> None:
        question = Question("a", "short", "b\n\n![c](media/d.png)", answers=("e",))
        _, written = write("moodle-xml", [question])
        assert troubles(written) == ["a: the picture d.png is not at hand, so not in the file: b"]


class TestNames:
    def test_meet_no_other_file(self) -> None:
        question = Question("a", "short", "b\n\n![c](media/d.png)", answers=("e",))
        pictured = replace(question, attachments=(Attachment("d.png", PNG),))
        (renamed,), files = with_free_names([pictured], {"d.png": b"other", "x.png": b""})
        assert (renamed.text, files) == ("b\n\n![c](media/d-2.png)", {"d-2.png": PNG})

    def test_of_the_same_picture_stay(self) -> None:
        question = Question("a", "short", "b\n\n![c](media/d.png)", answers=("e",))
        pictured = replace(question, attachments=(Attachment("d.png", PNG),))
        same, files = with_free_names([pictured, pictured], {"d.png": PNG})
        assert (same, files) == ([pictured, pictured], {})

    @pytest.mark.parametrize(
        ("content", "ending"),
        [
            (PNG, "png"),
            (b"\xff\xd8\xff\xe0", "jpg"),
            (b"GIF89a", "gif"),
            (b"RIFF\0\0\0\0WEBPVP8 ", "webp"),
            (b"<svg/>", None),
            (b"", None),
        ],
        ids=["png", "jpg", "gif", "webp", "svg", "empty"],
    )
    def test_end_as_the_content_says(self, content: bytes, ending: str | None) -> None:
        assert ending_for(content) == ending
